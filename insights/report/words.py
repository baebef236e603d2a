"""The three sentences a report opens with.

words.write(program, period, Sentences(…), by=cora, now=now)   # a version, or None: unchanged
words.newest(program, period)                                  # the last version, or None
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from insights.models import ReportWords
from insights.report.periods import Period
from matching.models import Program
from profiles import audit
from profiles.models import User

WRITTEN = "report.written"


@dataclass(frozen=True)
class Sentences:
    went_well: str
    did_not: str
    we_ask: str


def newest(program: Program, period: Period) -> ReportWords | None:
    rows = ReportWords.objects.of(program, period).select_related("written_by__profile")
    return rows.first()


def sentences_of(row: ReportWords | None) -> Sentences | None:
    return Sentences(row.went_well, row.did_not, row.we_ask) if row else None


@transaction.atomic
def write(
    program: Program, period: Period, sentences: Sentences, *, by: User, now: datetime
) -> ReportWords | None:
    """The same words twice are one version."""
    # Two versions of one moment would take the same number.
    Program.objects.select_for_update().get(pk=program.pk)
    last = newest(program, period)
    if sentences_of(last) == sentences:
        return None
    row = ReportWords.objects.create(
        program=program,
        starts_on=period.starts_on,
        months=period.months,
        version=last.version + 1 if last else 1,
        went_well=sentences.went_well,
        did_not=sentences.did_not,
        we_ask=sentences.we_ask,
        written_by=by,
        written_at=now,
    )
    data: dict[str, object] = {"period": period.slug, "version": row.version}
    audit.record(WRITTEN, program, by=by, data=data)
    return row
