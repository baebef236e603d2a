"""Which groups of a report must stay hidden, so that nothing shown gives away a few people.

    hidden({"site": ["Oslo", "Oslo", "Rome"], "level": [3, 4, 3]})    # {"site": {"Rome", …}, …}

Each dimension puts every person into one group, and a report shows figures of groups and of
everybody. A group of fewer than FEW is hidden. So is whatever would give it away: what is shown
are sums over groups, and a reader may add and subtract them across all dimensions, pages and
exports. A set of people is given away when its sum follows from the sums shown, that is, when it
lies in the space they span. Further groups are hidden, the smallest first, until no hidden group,
no handful of people alike in every dimension and no difference of two sets one inside the other is
given away that has fewer than FEW people or is hidden. Everybody together are shown where they are
FEW or more; the caller shows nothing otherwise.

The same answer serves every page and filter of a report, because it looks at all dimensions at
once. Nothing random: the same people give the same answer.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

FEW = 5
Group = Hashable
Cell = tuple[str, Group]
Floats = NDArray[np.float64]
NEAR = 1e-6


def hidden(
    people: Mapping[str, Sequence[Group]], already: Mapping[str, Collection[Group]] | None = None
) -> dict[str, set[Group]]:
    """`people` holds one group per person and dimension, all dimensions in the same order of
    people; `already` are groups hidden for another reason."""
    kinds = _Kinds.of(people)
    closed = {cell for cell in kinds.cells if kinds.size(cell) < FEW}
    closed |= {(name, group) for name, groups in (already or {}).items() for group in groups}
    while (more := kinds.next_to_close(closed)) is not None:
        closed.add(more)
    return {name: {group for at, group in closed if at == name} for name in people}


class _Kinds:
    """People alike in every dimension, as one column each, with how many they are."""

    def __init__(self, cells: dict[Cell, Floats], sizes: Floats) -> None:
        self.cells, self.sizes = cells, sizes

    @classmethod
    def of(cls, people: Mapping[str, Sequence[Group]]) -> "_Kinds":
        kinds: dict[tuple[Group, ...], int] = {}
        for one in zip(*people.values(), strict=True):
            kinds[one] = kinds.get(one, 0) + 1
        cells: dict[Cell, Floats] = {}
        for column, one in enumerate(kinds):
            for cell in zip(people, one, strict=True):
                if cell not in cells:
                    cells[cell] = np.zeros(len(kinds))
                cells[cell][column] = 1
        return cls(cells, np.array(list(kinds.values()), float))

    def size(self, cell: Cell) -> float:
        return float(self.cells[cell] @ self.sizes)

    def next_to_close(self, closed: set[Cell]) -> Cell | None:
        """The smallest group shown that is part of the sum giving somebody away; None if nobody
        is given away, or if no group is left to hide."""
        known = [cell for cell in self.cells if cell not in closed and not self._is_all(cell)]
        leak = next(self._leaks(known, closed), None) if known else None
        if leak is None:
            return None
        shown = np.array([self.cells[cell] for cell in known] + [np.ones(len(self.sizes))])
        share = np.linalg.lstsq(shown.T, leak)[0][:-1]
        used = [cell for cell, part in zip(known, share, strict=True) if abs(part) > NEAR]
        return min(used or known, key=lambda cell: (self.size(cell), cell[0], str(cell[1])))

    def _is_all(self, cell: Cell) -> bool:
        """The only group of its dimension is everybody, which is shown anyway."""
        return bool(self.cells[cell].all())

    def _leaks(self, known: Sequence[Cell], closed: set[Cell]) -> Iterator[Floats]:
        """Sets of people given away, as columns."""
        everybody = np.ones(len(self.sizes))
        shown = [everybody, *(self.cells[cell] for cell in known)]
        base = _basis(np.array(shown))
        for cell in closed & self.cells.keys():
            if _follows(base, self.cells[cell]):
                yield self.cells[cell]
        follows = (base**2).sum(axis=0) > 1 - NEAR
        for column in np.flatnonzero(follows & (self.sizes < FEW)):
            yield (np.arange(len(self.sizes)) == column).astype(float)
        yield from self._differences([*shown, *self._remainders(known)])

    def _remainders(self, known: Sequence[Cell]) -> list[Floats]:
        """What is left of everybody in each dimension."""
        rest = {name: np.ones(len(self.sizes)) for name, _group in self.cells}
        for name, group in known:
            rest[name] = rest[name] - self.cells[name, group]
        return [vector for vector in rest.values() if vector.any()]

    def _differences(self, sets: Sequence[Floats]) -> Iterator[Floats]:
        """Few people who are in one set and not in another that lies inside it."""
        table = np.array(sets)
        sizes, common = table @ self.sizes, (table * self.sizes) @ table.T
        inside = np.isclose(common, sizes[:, None])  # row inside column
        apart = sizes[None, :] - sizes[:, None]
        for small, large in np.argwhere(inside & (apart > NEAR) & (apart < FEW - NEAR)):
            yield table[large] - table[small]
        for one in np.flatnonzero(sizes < FEW - NEAR):
            yield table[one]


def _basis(vectors: Floats) -> Floats:
    """Orthonormal rows that span the same space."""
    _left, strength, rows = np.linalg.svd(vectors, full_matrices=False)
    kept: Floats = rows[strength > NEAR * max(float(strength.max(initial=0)), 1)]
    return kept


def _follows(base: Floats, vector: Floats) -> bool:
    """Is the vector a sum of multiples of what is shown?"""
    inside = base @ vector
    return bool(inside @ inside > vector @ vector - NEAR)
