"""Who reads which figures: HR those of the company and of every program, a coordinator those of
their own programs. To everybody else there is nothing here.

A sponsor reads the report and nothing else: `insights.report`.
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from insights.models import ExportKey
from matching.access import coordinates_any, get_managed_program, managed_programs
from matching.models import Program
from profiles.access import is_hr
from profiles.models import User


@dataclass(frozen=True)
class Reader:
    """What somebody may read; `company`: the figures of the whole company."""

    user: User
    company: bool

    def programs(self) -> "QuerySet[Program]":
        """Those that have started."""
        return managed_programs(self.user).exclude(state=Program.State.DRAFT)


def reader_of(user: User) -> Reader:
    """Raises Http404 for whoever reads no figures."""
    if is_hr(user):
        return Reader(user, company=True)
    if user.is_active and coordinates_any(user):
        return Reader(user, company=False)
    raise Http404


def company_reader(user: User) -> Reader:
    """Raises Http404 for whoever does not read everything."""
    reader = reader_of(user)
    if not reader.company:
        raise Http404
    return reader


def get_export_key(user: User, pk: int) -> ExportKey:
    """Any key, for whoever may make one."""
    company_reader(user)
    return get_object_or_404(ExportKey, pk=pk)


def get_program(user: User, pk: int) -> Program:
    """A started program whose figures this user reads."""
    program = get_managed_program(user, pk)
    if program.state == Program.State.DRAFT:
        raise Http404
    return program
