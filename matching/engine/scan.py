"""Every pair against the prices: the pairs that would still improve a result.

A pair beats the prices when worth + bonus > gain of the mentee + price of the mentor. When none
does, the result is optimal over all N x M pairs, whatever pool it was found in.
"""

from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import Ints, row_blocks
from matching.engine.instance import Arcs, Instance
from matching.engine.pool import best

MOST_ADDED = 8


@dataclass(frozen=True)
class Scan:
    better: Arcs  # the pairs that beat the prices most, up to 8 per mentee
    closed_price: Ints  # (M,) what one place of a mentor without any would bring; else 0


def scan(instance: Instance, gain: Ints, price: Ints) -> Scan:
    """Score all pairs again, in blocks, and compare."""
    bonus = instance.problem.bonus
    parts, closed = [], np.zeros(instance.shape[1], np.int64)
    for rows in row_blocks(*instance.shape):
        worth = instance.block(rows)
        excess = np.where(worth >= 0, worth + bonus - price - gain[rows, None], -1)
        np.maximum(closed, excess.max(axis=0, initial=0), out=closed)
        excess[:, ~instance.has_place] = -1
        parts += [
            best(int(rows[x]), worth[x], np.maximum(excess[x], 0) - 1, MOST_ADDED)
            for x in np.flatnonzero(excess.max(axis=1, initial=0) > 0).tolist()
        ]
    return Scan(Arcs.join(parts), np.where(instance.has_place, 0, closed))
