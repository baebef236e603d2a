"""Scores that run one way, made into scores of equals: both directions of a pair added up.

cohort = ProfilePoints(people, people, Policy.for_format("buddy"))
pair_peers(symmetric(cohort))
"""

import numpy as np

from matching.engine.arrays import AnyInts, Ints, row_blocks
from matching.engine.points import Ids, Points

MOST_PEOPLE = 20_000  # 800 MB while sums fit in two bytes
TILE = 512


class Symmetric:
    """Sums of two directions, (n, n), held in n * n * 2 bytes (8 when sums pass 32,767)."""

    def __init__(self, sums: AnyInts, maximum: int, ids: Ids) -> None:
        self._sums, self.maximum = sums, maximum
        self.shape = (len(sums), len(sums))
        self.mentee_ids = ids

    def block(self, rows: Ints) -> AnyInts:
        return self._sums[rows]


def symmetric(points: Points) -> Symmetric:
    """Points of i with j and of j with i, added up; -1 unless both directions are allowed.

    `points` has the same people in the same order on both sides, (n, n); nobody meets
    themselves. It is read once, block by block. ValueError for two different sides and for more
    than MOST_PEOPLE people, whose sums would not fit in memory.
    """
    n, m = points.shape
    if n != m or points.mentee_ids != points.mentor_ids:
        raise ValueError("both sides must be the same people in the same order")
    if n > MOST_PEOPLE:
        raise ValueError(f"at most {MOST_PEOPLE} people can be scored both ways, not {n}")
    maximum = 2 * points.maximum
    sums = np.empty((n, n), np.int16 if maximum < 2**15 else np.int64)
    for rows in row_blocks(n, n):
        sums[rows] = points.block(rows)
    for at in range(0, n, TILE):
        for to in range(at, n, TILE):
            _add_both(sums, slice(at, at + TILE), slice(to, to + TILE))
    np.fill_diagonal(sums, -1)
    return Symmetric(sums, maximum, points.mentee_ids)


def _add_both(sums: AnyInts, rows: slice, columns: slice) -> None:
    """Replace one tile and its mirror image by their sum."""
    there, back = sums[rows, columns], sums[columns, rows].T
    both = np.where((there < 0) | (back < 0), -1, there + back)
    sums[rows, columns], sums[columns, rows] = both, both.T
