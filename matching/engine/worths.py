"""What the solver maximises: points, lifted by floors and by the bonus for kept pairs.

Both only move a mentee's points up in steps, so better stays better and the proof is one about
the lifted points.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import Ints, Pair
from matching.engine.points import Points


@dataclass(frozen=True)
class Keep:
    """Pairs of an earlier result and the points each is worth more, so that few people move."""

    pairs: tuple[Pair, ...]
    bonus: int = 3


class Worths:
    """Worth of every pair; reaching a floor is worth more than any points of one other pair."""

    def __init__(
        self,
        points: Points,
        forbids: Iterable[Pair] = (),
        floors: tuple[int, ...] = (),
        keep: Keep | None = None,
    ) -> None:
        self._points, self._floors = points, floors
        self._lift = points.maximum + 1
        self._bonus = keep.bonus if keep else 0
        self._kept = _by_mentee(keep.pairs if keep else ())
        self._forbidden = _by_mentee(forbids)
        self.maximum = points.maximum + len(floors) * self._lift + self._bonus

    def block(self, rows: Ints) -> Ints:
        """Worth (len(rows), M) of some mentees' pairs, int64; -1 where there is no pair."""
        score: Ints = self._points.block(rows).astype(np.int64)
        worth = score.copy() if self._floors else score
        for floor in self._floors:
            worth += (score >= floor) * self._lift
        for line, i in zip(worth, rows.tolist(), strict=True):
            if i in self._kept:
                mentors = self._kept[i]
                line[mentors] += (line[mentors] >= 0) * self._bonus
            if i in self._forbidden:
                line[self._forbidden[i]] = -1
        return worth


def _by_mentee(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for i, j in pairs:
        found[i].append(j)
    return dict(found)
