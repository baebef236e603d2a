"""The figures as pages, reports and exports show them. The only way to read them.

    figures.shown(program)["fit"].value                     # 0.83, or None with `hidden`
    figures.cuts(MEASURES["fit"], program, "department")    # one Shown per group, with `label`

Everything comes from frozen rows (`insights.release` decided what may be told), so that nothing
built on it can tell more. Without a program the figures are those of the whole company.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max
from django.utils.translation import gettext as _

from insights import groups
from insights.measures import MEASURES, Measure
from insights.models import Frozen
from insights.models.frozen import FrozenQuerySet
from insights.weeks import WEEK
from matching.models import Program

HISTORY = 26


@dataclass(frozen=True)
class Shown:
    """A figure, or one group of it (`label`). `value` is None where nothing may be told.

    `week` is the week shown, `counted_on` the one it was last counted for; `history` has a value
    for every week in which it was told, the oldest first.
    """

    measure: Measure
    value: float | None = None
    numerator: float = 0
    denominator: float = 0
    people: int = 0
    hidden: bool = True
    spread: dict[str, float] = field(default_factory=dict)
    history: list[tuple[dt.date, float]] = field(default_factory=list)
    label: str = ""
    key: str = ""
    week: dt.date | None = None
    counted_on: dt.date | None = None

    @property
    def is_stale(self) -> bool:
        """Too few people's part has changed since: the figure waits."""
        return bool(self.week and self.counted_on and self.counted_on < self.week)


def latest_week(program: Program | None = None) -> dt.date | None:
    """The last week with any figure; None before the first."""
    week: dt.date | None = _of(program).aggregate(week=Max("week"))["week"]
    return week


def shown(program: Program | None, week: dt.date | None = None) -> dict[str, Shown]:
    """Every measure of a program, or of the company, as told for a week (the latest one)."""
    week = week or latest_week(program)
    found: dict[str, list[Frozen]] = defaultdict(list)
    if week:
        rows = _of(program).whole().filter(week__lte=week, week__gt=week - HISTORY * WEEK)
        for row in rows.order_by("week"):
            found[row.measure].append(row)
    return {
        slug: _shown(measure, found[slug], week)
        for slug, measure in MEASURES.items()
        if measure.by_program or program is None
    }


def cuts(
    measure: Measure, program: Program | None, cut: str, week: dt.date | None = None
) -> list[Shown]:
    """The groups that may be told, the largest first; empty where none may."""
    week = week or latest_week(program)
    if week is None:
        return []
    rows = _of(program).filter(measure=measure.slug, cut=cut, week=week)
    return [
        _one(measure, row, label=groups.label(cut, row.value))
        for row in rows.order_by("-people", "value")
    ]


def of_programs(
    programs: Iterable[Program], slugs: Iterable[str], week: dt.date
) -> dict[int, dict[str, Shown]]:
    """Some figures of many programs, for a list."""
    pks, wanted = [program.pk for program in programs], list(slugs)
    found = {pk: {slug: Shown(MEASURES[slug], week=week) for slug in wanted} for pk in pks}
    rows = Frozen.objects.whole().filter(program__in=pks, measure__in=wanted, week=week)
    for row in rows:
        found[row.program_id or 0][row.measure] = _one(MEASURES[row.measure], row)
    return found


def weeks_told(program: Program | None) -> list[dt.date]:
    """The weeks with figures, the latest first."""
    rows = _of(program).whole().order_by("-week").values_list("week", flat=True)
    return list(rows.distinct()[:HISTORY])


def rest(whole: Shown, parts: Iterable[Shown]) -> int:
    """How many people are in no group that is told."""
    return max(0, whole.people - sum(part.people for part in parts))


def words(measure: Measure, value: float | None) -> str:
    """ "83%", "4.2", "1,204", "38 h"; "–" where nothing may be told."""
    if value is None:
        return "–"
    if measure.unit == "share":
        return f"{value:.0%}"
    if measure.unit == "mean":
        return f"{value:.1f}"
    if measure.unit == "hours":
        return _("%(n)s h") % {"n": f"{value:,.0f}"}
    return f"{value:,.0f}"


def _of(program: Program | None) -> FrozenQuerySet:
    return Frozen.objects.of_program(program)


def _shown(measure: Measure, rows: list[Frozen], week: dt.date | None) -> Shown:
    history = [(row.week, measure.value(row.numerator, row.denominator)) for row in rows]
    if not rows or rows[-1].week != week:
        return Shown(measure, week=week, history=history)
    return _one(measure, rows[-1], history=history)


def _one(
    measure: Measure,
    row: Frozen,
    *,
    label: str = "",
    history: list[tuple[dt.date, float]] | None = None,
) -> Shown:
    return Shown(
        measure=measure,
        value=measure.value(row.numerator, row.denominator),
        numerator=row.numerator,
        denominator=row.denominator,
        people=row.people,
        hidden=False,
        spread=row.spread,
        history=history or [],
        label=label,
        key=row.value,
        week=row.week,
        counted_on=row.counted_on,
    )
