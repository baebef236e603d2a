"""How a program goes, week by week, and beside its other cohorts.

Everything is the frozen history of figures; a week in which one could not be told is a gap.
"""

import datetime as dt
from dataclasses import dataclass

from charts import Figure
from insights import figures
from insights.access import Reader
from insights.report import cohorts, lines, trends
from insights.report.lines import Line
from matching.models import Program

LINES = ("first_meeting_21", "rhythm", "response", "fit", "quiet")


@dataclass(frozen=True)
class Health:
    """`export` names the cohorts as the export knows them."""

    export: str
    week: dt.date | None
    lines: list[Line]
    charts: list[Figure]
    cohorts: list[Program]
    beside: list[Figure]


def of(program: Program, reader: Reader) -> Health:
    week = figures.latest_week(program)
    shown = figures.shown(program, week) if week else {}
    found = [shown[slug] for slug in LINES if slug in shown]
    charts = [figure for one in found if (figure := trends.figure(one))]
    family = cohorts.chain(program, reader.programs())
    beside = cohorts.side_by_side(family, LINES) if len(family) > 1 else []
    return Health(
        f"cohorts-{program.pk}", week, [lines.of(one) for one in found], charts, family, beside
    )
