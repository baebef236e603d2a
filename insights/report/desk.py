"""The page on which a report is written and scheduled."""

import datetime as dt
from dataclasses import dataclass

from insights.models import ReportPlan, ReportWords
from insights.report import naming, schedule
from insights.report.periods import Period
from matching.models import Program

MOST = 12


@dataclass(frozen=True)
class Line:
    """One period; without words its report is not there for sponsors."""

    period: Period
    words: ReportWords | None
    is_over: bool

    @property
    def label(self) -> str:
        return naming.label(self.period)


def lines(program: Program, plan: ReportPlan, *, today: dt.date) -> list[Line]:
    """The newest first: those that were written, and those that could be."""
    rows = ReportWords.objects.filter(program=program).newest()
    written = {row.period: row for row in rows.select_related("written_by__profile")}
    found = sorted(written.keys() | _open(program, plan, today), reverse=True)[:MOST]
    return [Line(period, written.get(period), period.ends_on < today) for period in found]


def _open(program: Program, plan: ReportPlan, today: dt.date) -> set[Period]:
    """The period that runs and those before it, while the program was there."""
    period = Period.of(min(today, program.ends_on), months=plan.months)
    found: set[Period] = set()
    while schedule.covers(program, period) and len(found) < MOST:
        found.add(period)
        period = period.previous
    return found
