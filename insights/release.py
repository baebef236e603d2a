"""Whether and how a figure is told anew, so that no two weeks together tell one person's part.

    new = decide(before, parts, cuts=("department", "role"))    # None: the last figures stay

`before` is what the last told figures were made of, `parts` what the rows say now, both by person.
A part is **fresh** when it is new or other than last time. Reasons and proof: docs/insights.md.

- Figures change all together or not at all, and only with five fresh parts or more.
- Among the fresh parts, too, no combination of the cells may be about one to four people.
- A person stays in the group they were first counted in, so that nobody's move is a difference.
- Who is not counted any more must not stand out: a cell they leave has fresh parts as well.
- A cell told for the first time must be told apart by fresh parts alone: no older figure helps.
- Where cells that were told do not pass, everything waits up to four weeks for more people; then
  those cells are left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from insights import privacy
from insights.groups import Group

Cell = tuple[str, str]
Groups = Counter[Group]
WHOLE: Cell = ("", "")
PATIENCE = 4


@dataclass(frozen=True)
class Part:
    """What one person adds to a figure."""

    group: Group
    numerator: float = 0
    denominator: float = 0
    spread: Mapping[str, float] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        return bool(self.numerator or self.denominator)

    def is_as(self, other: "Part | None") -> bool:
        was = other or Part(self.group)
        return (self.numerator, self.denominator, dict(self.spread)) == (
            was.numerator,
            was.denominator,
            dict(was.spread),
        )


@dataclass(frozen=True)
class Told:
    """The last told figures: their parts, their cells, and how many weeks ago that was."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    cells: Sequence[Cell] = ()
    weeks_ago: int = 0


@dataclass
class Sum:
    numerator: float = 0
    denominator: float = 0
    people: int = 0
    spread: dict[str, float] = field(default_factory=dict)

    def add(
        self, numerator: float, denominator: float, people: int, spread: Mapping[str, float]
    ) -> None:
        self.numerator = round(self.numerator + numerator, 6)
        self.denominator = round(self.denominator + denominator, 6)
        self.people += people
        for name, n in spread.items():
            self.spread[name] = round(self.spread.get(name, 0) + n, 6)


@dataclass(frozen=True)
class Week:
    """How many people of each group are counted, how many of them with a part that is new, and how
    many that were counted are not any more."""

    there: Groups
    fresh: Groups
    gone: Groups


def decide(before: Told, parts: Mapping[str, Part], *, cuts: Sequence[str]) -> Told | None:
    """The parts and cells to tell now, or None while the last ones stay."""
    now = _settled(before.parts, parts)
    changed = [part for key, part in now.items() if not part.is_as(before.parts.get(key))]
    week = Week(
        Counter(part.group for part in now.values() if part.counts),
        Counter(part.group for part in changed if part.counts),
        Counter(part.group for part in changed if not part.counts),
    )
    if week.fresh.total() < privacy.LEAST:
        return None
    cells = _cells(week, before.cells, cuts)
    told = {cell for cell in before.cells if _counts(week.there, cell[0])[cell[1]]}
    if told - set(cells) and before.weeks_ago < PATIENCE:
        return None
    return Told(now, cells)


def sums(told: Told) -> dict[Cell, Sum]:
    """The figures of every cell that is told."""
    by_group: dict[Group, Sum] = defaultdict(Sum)
    for part in told.parts.values():
        if part.counts:
            by_group[part.group].add(part.numerator, part.denominator, 1, part.spread)
    found: dict[Cell, Sum] = {cell: Sum() for cell in told.cells}
    for group, one in by_group.items():
        for cut in {cut for cut, _value in told.cells}:
            if total := found.get((cut, group.cell(cut))):
                total.add(one.numerator, one.denominator, one.people, one.spread)
    return found


def _settled(before: Mapping[str, Part], parts: Mapping[str, Part]) -> dict[str, Part]:
    """Everybody in the group they were first counted in; who left adds nothing any more."""
    now = {key: Part(part.group) for key, part in before.items()}
    for key, part in parts.items():
        group = now[key].group if key in now else part.group
        now[key] = Part(group, part.numerator, part.denominator, part.spread)
    return now


def _cells(week: Week, told: Sequence[Cell], cuts: Sequence[str]) -> list[Cell]:
    """The whole, and table by table what may stand beside what is told already."""
    kept = [WHOLE]
    for cut in cuts:
        table = _table(week, cut, set(told))
        if table and _may_tell(week, [*kept, *table], told):
            kept += table
    return kept


def _table(week: Week, cut: str, told: set[Cell]) -> list[Cell]:
    """Groups of five now, of which five have changed or nobody."""
    large = privacy.hide(_counts(week.there, cut))
    fresh, gone = _counts(week.fresh, cut), _counts(week.gone, cut)
    moved = privacy.hide(fresh)
    return [
        (cut, value)
        for value in sorted(large)
        if value in moved or (not fresh[value] and not gone[value] and (cut, value) in told)
    ]


def _may_tell(week: Week, cells: Sequence[Cell], told: Sequence[Cell]) -> bool:
    """Any combination of the cells that is about somebody's fresh part is about five or more, and
    any other says only what the last told figures say."""
    fresh = sorted(week.fresh)
    if not privacy.safe(_matrix(fresh, cells), [week.fresh[group] for group in fresh]):
        return False
    old = [cell for cell in cells if cell in set(told)]
    if _rank(fresh, old) < _rank(week.fresh | week.gone, old):
        return False
    everybody = week.there | week.gone
    grown = _rank(everybody, cells) - _rank(everybody, old)
    return _rank(fresh, cells) - _rank(fresh, old) == grown


def _rank(groups: Iterable[Group], cells: Sequence[Cell]) -> int:
    return privacy.rank(_matrix(list(groups), cells))


def _matrix(groups: Sequence[Group], cells: Sequence[Cell]) -> NDArray[np.float64]:
    """One row per cell, one column per group, 1 where the group is in the cell."""
    where = {
        cut: np.array([group.cell(cut) for group in groups]) for cut in {cut for cut, _v in cells}
    }
    return np.array([where[cut] == value for cut, value in cells], dtype=np.float64)


def _counts(people: Groups, cut: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for group, n in people.items():
        found[group.cell(cut)] += n
    return found
