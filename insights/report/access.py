"""Who may reach which report. Strangers and the missing get the same 404."""

from dataclasses import dataclass

from django.http import Http404

from insights.models import ReportWords
from insights.report import readers
from insights.report.periods import Period, parsed
from matching.access import get_managed_program, manages
from matching.models import Program
from profiles.models import User


@dataclass(frozen=True)
class Reading:
    """A program's report as somebody reads it: who manages the program may also write."""

    program: Program
    can_write: bool


def get_reported_program(user: User, pk: int) -> Program:
    """A program for who writes its report; a draft has nothing to report."""
    program = get_managed_program(user, pk)
    if program.state == Program.State.DRAFT:
        raise Http404
    return program


def get_reading(user: User, pk: int) -> Reading:
    rows = readers.started().select_related("sponsor") if 0 < pk < 2**63 else None
    program = rows.filter(pk=pk).first() if rows is not None else None
    if program is None:
        raise Http404
    if manages(user, program):
        return Reading(program, can_write=True)
    if program.pk in readers.sponsored(user):
        return Reading(program, can_write=False)
    raise Http404


def get_period(slug: str) -> Period:
    period = parsed(slug)
    if period is None:
        raise Http404
    return period


def require_words(reading: Reading, words: ReportWords | None) -> None:
    """Before its sentences are written there is no report, but for who writes them."""
    if words is None and not reading.can_write:
        raise Http404
