"""The pairs a solution is first sought among: the best few of each mentee.

Equal pairs are cut by a place in a ring that starts elsewhere for each mentee, so that mentees
with the same taste do not all keep the same mentors.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from matching.engine.arrays import Ints, row_blocks
from matching.engine.instance import Arcs, Instance

FEW_PAIRS = 100_000
STRIDE = 0.6180339887498949  # golden ratio: neighbours start far apart


@dataclass(frozen=True)
class Pool:
    """Some pairs, and for each mentee the best worth among all others (n,), -1 for none."""

    arcs: Arcs
    left_out: Ints

    def with_more(self, arcs: Arcs) -> "Pool":
        """The bound stays true: no pair outside can be worth more than before."""
        return Pool(Arcs.join([self.arcs, arcs]), self.left_out)


def first_pool(instance: Instance, size: int) -> Pool:
    """The `size` best pairs of every mentee; all pairs when there are few."""
    n, m = instance.shape
    if n * m <= FEW_PAIRS:
        size = m
    parts, left_out = [], np.full(n, -1)
    for rows in row_blocks(n, m):
        worth = instance.block(rows)
        worth[:, ~instance.has_place] = -1
        arcs, left_out[rows] = best(rows, worth, worth, size)
        parts.append(arcs)
    return Pool(Arcs.join(parts), left_out)


def best(rows: Ints, worth: Ints, rank: Ints, size: int) -> tuple[Arcs, Ints]:
    """The `size` pairs of each mentee that rank highest among those with rank 0 or more.

    Also the rank of the best that is left out, (len(rows),), -1 for none.
    """
    m = rank.shape[1]
    key = rank * m + rings(rows, m)
    lowest, left_out = np.zeros((2, len(rows)), np.int64)
    if size < m:
        ordered = np.partition(key, (m - size - 1, m - size), axis=1)
        lowest = np.maximum(ordered[:, m - size], 0)
        left_out = ordered[:, m - size - 1] // m
    else:
        left_out -= 1
    line, mentor = np.nonzero(key >= lowest[:, None])
    return Arcs(rows[line], mentor, worth[line, mentor]), np.maximum(left_out, -1)


def rings(rows: Ints, m: int) -> Ints:
    """m different numbers 0..m-1 per row, falling from a start that depends on the row."""
    twice = np.arange(2 * m)[::-1] % max(m, 1)
    windows = sliding_window_view(twice, m)
    return windows[(rows * STRIDE % 1 * m).astype(np.int64)]
