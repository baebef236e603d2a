"""The lines of the long table, read from frozen figures program by program.

Frozen rows hold only what may be told (`insights.release`), so no line can tell more than a page.
A measure that is hidden in a week has a line without numbers; so have the groups of a cut that are
hidden together.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from insights import groups
from insights.exports.selection import EVERY_CUT, WHOLE, Selection
from insights.figures import latest_week
from insights.measures import MEASURES, Measure
from insights.models import Frozen
from matching.models import Program

SPREAD = "spread"


@dataclass(frozen=True)
class Line:
    week: dt.date
    program: Program | None
    measure: Measure
    cut: str = ""
    group: str = ""
    group_title: str = ""
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    people: int | None = None
    hidden: bool = True
    counted_on: dt.date | None = None


def of(selection: Selection) -> Iterator[Line]:
    for program in selection.programs:
        yield from _of_program(program, selection)


def _of_program(program: Program | None, selection: Selection) -> Iterator[Line]:
    rows = Frozen.objects.of_program(program)
    if not selection.every_week:
        week = latest_week(program)
        rows = rows.filter(week=week) if week else rows.none()
    if selection.cut != EVERY_CUT:
        rows = rows.filter(cut__in=["", selection.cut])
    rows = rows.order_by("week", "measure", "cut", "value")
    for week, found in groupby(rows.iterator(chunk_size=2000), key=lambda row: row.week):
        yield from _of_week(week, program, list(found), selection)


def _of_week(
    week: dt.date, program: Program | None, rows: list[Frozen], selection: Selection
) -> Iterator[Line]:
    by_measure: dict[str, list[Frozen]] = {}
    for row in rows:
        by_measure.setdefault(row.measure, []).append(row)
    for measure in selection.measures(MEASURES.values(), program):
        yield from _of_measure(week, program, measure, by_measure.get(measure.slug, []), selection)


def _of_measure(
    week: dt.date,
    program: Program | None,
    measure: Measure,
    rows: list[Frozen],
    selection: Selection,
) -> Iterator[Line]:
    whole = next((row for row in rows if not row.cut), None)
    if whole is None:
        yield Line(week, program, measure)
        return
    yield _told(program, measure, whole)
    if selection.cut != WHOLE:
        yield from _spread(program, measure, whole)
    for cut, parts in groupby((row for row in rows if row.cut), key=lambda row: row.cut):
        told = list(parts)
        yield from (_told(program, measure, row) for row in told)
        if _others(whole, told):
            yield Line(week, program, measure, cut, group_title=_("All others, hidden"))


def _others(whole: Frozen, told: Iterable[Frozen]) -> bool:
    """Whether somebody is in no group that is told."""
    return whole.people > sum(row.people for row in told)


def _told(program: Program | None, measure: Measure, row: Frozen) -> Line:
    return Line(
        row.week,
        program,
        measure,
        row.cut,
        row.value,
        groups.label(row.cut, row.value) if row.cut else "",
        measure.value(row.numerator, row.denominator),
        row.numerator,
        row.denominator,
        row.people,
        hidden=False,
        counted_on=row.counted_on,
    )


def _spread(program: Program | None, measure: Measure, row: Frozen) -> Iterator[Line]:
    """The distribution, a line for each answer."""
    words, total = dict(measure.buckets), sum(row.spread.values())
    for name, count in row.spread.items():
        yield Line(
            row.week,
            program,
            measure,
            SPREAD,
            name,
            str(words.get(name, name)),
            count / total if total else None,
            count,
            total,
            row.people,
            hidden=False,
            counted_on=row.counted_on,
        )
