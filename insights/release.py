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
Numbers = NDArray[np.int_]
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
    many that were counted are not any more; `names` are what the groups are called by each cut."""

    there: Numbers
    fresh: Numbers
    gone: Numbers
    names: Mapping[str, NDArray[np.str_]]

    @classmethod
    def of(cls, there: Groups, fresh: Groups, gone: Groups, cuts: Iterable[str]) -> "Week":
        groups = sorted(there | fresh | gone)
        names = {cut: np.array([group.cell(cut) for group in groups]) for cut in {"", *cuts}}
        sizes = [np.array([n[one] for one in groups]) for n in (there, fresh, gone)]
        return cls(sizes[0], sizes[1], sizes[2], names)

    def rows(self, cells: Sequence[Cell]) -> NDArray[np.float64]:
        """One row per cell, one column per group, 1 where the group is in the cell."""
        return np.array([self.names[cut] == value for cut, value in cells], dtype=np.float64)

    def counts(self, numbers: Numbers, cut: str) -> Counter[str]:
        """People by cell of one table; cells of nobody are left out."""
        found, at = np.unique(self.names[cut], return_inverse=True)
        sizes = np.bincount(at.ravel(), weights=numbers).astype(int)
        return Counter({str(name): int(n) for name, n in zip(found, sizes, strict=True) if n})


def decide(before: Told, parts: Mapping[str, Part], *, cuts: Sequence[str]) -> Told | None:
    """The parts and cells to tell now, or None while the last ones stay."""
    now = _settled(before.parts, parts)
    changed = [part for key, part in now.items() if not part.is_as(before.parts.get(key))]
    week = Week.of(
        Counter(part.group for part in now.values() if part.counts),
        Counter(part.group for part in changed if part.counts),
        Counter(part.group for part in changed if not part.counts),
        [*cuts, *(cut for cut, _value in before.cells)],
    )
    if week.fresh.sum() < privacy.LEAST:
        return None
    cells = _cells(week, before.cells, cuts)
    counts = {cut: week.counts(week.there, cut) for cut in {cut for cut, _v in before.cells}}
    told = {(cut, value) for cut, value in before.cells if counts[cut][value]}
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
    large = privacy.hide(week.counts(week.there, cut))
    fresh, gone = week.counts(week.fresh, cut), week.counts(week.gone, cut)
    moved = privacy.hide(fresh)
    return [
        (cut, value)
        for value in sorted(large)
        if value in moved or (not fresh[value] and not gone[value] and (cut, value) in told)
    ]


def _may_tell(week: Week, cells: Sequence[Cell], told: Sequence[Cell]) -> bool:
    """Any combination of the cells that is about somebody's fresh part is about five or more, and
    any other says only what the last told figures say."""
    rows, fresh = week.rows(cells), week.fresh > 0
    if not privacy.safe(rows[:, fresh], week.fresh[fresh].tolist()):
        return False
    if fresh.all():
        return True  # what holds among the fresh parts holds among all
    known = set(told)
    old = rows[[cell in known for cell in cells]]
    if _rank(old[:, fresh]) < _rank(old[:, fresh | (week.gone > 0)]):
        return False
    return _rank(rows[:, fresh]) - _rank(old[:, fresh]) == _rank(rows) - _rank(old)


def _rank(rows: NDArray[np.float64]) -> int:
    return privacy.rank(rows)
