"""The pairs a solution is first sought among: the best few of each mentee.

Equal pairs are cut by a place in a ring that starts elsewhere for each mentee, so that mentees
with the same taste do not all keep the same mentors.
"""

import numpy as np

from matching.engine.arrays import Ints, row_blocks
from matching.engine.instance import Arcs, Instance

FEW_PAIRS = 100_000
STRIDE = 0.6180339887498949  # golden ratio: neighbours start far apart


def first_pool(instance: Instance, size: int) -> Arcs:
    """The `size` best pairs of every mentee; all pairs when there are few."""
    n, m = instance.shape
    if n * m <= FEW_PAIRS:
        size = m
    parts = []
    for rows in row_blocks(n, m):
        worth = instance.block(rows)
        worth[:, ~instance.has_place] = -1
        parts += [
            best(row, line, line, size) for row, line in zip(rows.tolist(), worth, strict=True)
        ]
    return Arcs.join(parts)


def best(row: int, worth: Ints, rank: Ints, size: int) -> Arcs:
    """The `size` pairs of one mentee that rank highest, among those with rank 0 or more."""
    m = len(rank)
    key = rank * m + ring(row, m)
    if size < m:
        lowest = np.partition(key, m - size)[m - size]
        mentors = np.flatnonzero(key >= max(lowest, 0))
    else:
        mentors = np.flatnonzero(key >= 0)
    return Arcs(np.full(len(mentors), row), mentors, worth[mentors])


def ring(row: int, m: int) -> Ints:
    """m different numbers 0..m-1, falling from a start that depends on the row."""
    start = int(row * STRIDE % 1 * m)
    return (start - 1 - np.arange(m)) % m
