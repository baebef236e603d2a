"""A report put together: the three sentences, the five main figures, all others, what is hidden.

    report = content.of(program, period)
    report.main, report.others, report.hidden   # `insights.figures.Shown`, never counted here

Its figures are those of the last week that was frozen within the period, so that a report reads the
same whenever it is opened.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max
from django.utils.text import slugify

from charts import Figure
from insights import figures, overview
from insights.figures import Shown
from insights.models import Frozen, ReportWords
from insights.report import lines, naming, trends, words
from insights.report.lines import Line
from insights.report.periods import Period
from matching.models import Program

MOST_COURSES = 6
WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True)
class Report:
    """`week` is the Monday of the week its figures are of; None before the first was frozen."""

    program: Program
    period: Period
    words: ReportWords | None
    week: dt.date | None
    figures: Mapping[str, Shown]

    @property
    def label(self) -> str:
        return naming.label(self.period)

    @property
    def last_day(self) -> dt.date | None:
        return self.week + dt.timedelta(days=6) if self.week else None

    @property
    def main(self) -> list[Shown]:
        """The five, hidden or not: what is missing is said, not left out."""
        return [self.figures[slug] for slug in overview.MAIN if slug in self.figures]

    @property
    def others(self) -> list[Shown]:
        return [
            one
            for slug, one in self.figures.items()
            if slug not in overview.MAIN and not one.hidden
        ]

    @property
    def told(self) -> list[Shown]:
        return [one for one in [*self.main, *self.others] if not one.hidden]

    @property
    def tiles(self) -> list[Line]:
        return [lines.of(one) for one in self.main]

    @property
    def lines(self) -> list[Line]:
        return [lines.of(one) for one in self.told]

    @property
    def courses(self) -> list[Figure]:
        """Of the main figures, and of others while there is room."""
        found = [figure for one in self.told if (figure := trends.figure(one))]
        return found[:MOST_COURSES]

    @property
    def hidden(self) -> list[Shown]:
        return [one for one in self.figures.values() if one.hidden]


def of(program: Program, period: Period) -> Report:
    week = week_of(program, period)
    found = figures.shown(program, week) if week else {}
    return Report(program, period, words.newest(program, period), week, found)


def week_of(program: Program, period: Period) -> dt.date | None:
    """The last week frozen that ends within the period, of those that reach into it."""
    rows = Frozen.objects.of_program(program).whole().filter(week__lte=period.last_week)
    within = rows.filter(week__gt=period.starts_on - WEEK)
    found: dt.date | None = within.aggregate(last=Max("week"))["last"]
    return found


def filename(report: Report) -> str:
    name = slugify(report.program.name) or f"program-{report.program.pk}"
    return f"{name}-report-{report.period.slug}.pdf"
