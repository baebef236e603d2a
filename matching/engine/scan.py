"""Every pair against the prices: the pairs that would still improve a result.

A pair beats the prices when worth + bonus > gain of the mentee + price of the mentor. When none
does, the result is optimal over all N x M pairs, whatever pool it was found in. A mentee whose
best pair outside the pool cannot beat even the cheapest mentor is proved without a look.
"""

import numpy as np

from matching.engine.arrays import Ints, row_blocks
from matching.engine.instance import Arcs, Instance
from matching.engine.pool import Pool, best

MOST_ADDED = 8


def better_pairs(instance: Instance, pool: Pool, gain: Ints, price: Ints) -> Arcs:
    """The pairs outside the pool that beat the prices most, up to 8 per mentee."""
    bonus, parts = instance.problem.bonus, []
    cheapest = int(price[instance.has_place].min(initial=int(gain.max(initial=0)) + bonus))
    limit = gain + cheapest - bonus
    doubtful = np.flatnonzero((pool.left_out >= 0) & (pool.left_out > limit))
    for rows in (doubtful[block] for block in row_blocks(len(doubtful), instance.shape[1])):
        worth = instance.block(rows)
        excess = worth - (price - bonus) - gain[rows, None]
        excess[:, ~instance.has_place] = 0
        excess[worth < 0] = 0
        some = excess.max(axis=1, initial=0) > 0
        parts.append(best(rows[some], worth[some], excess[some] - 1, MOST_ADDED)[0])
    return Arcs.join(parts)


def closed_prices(instance: Instance, gain: Ints) -> Ints:
    """What one place of each mentor who has none would bring, (M,); 0 for the others."""
    closed = np.flatnonzero(~instance.has_place)
    price = np.zeros(instance.shape[1], np.int64)
    for rows in row_blocks(*instance.shape) if len(closed) else ():
        worth = instance.block(rows)[:, closed]
        offer = np.where(worth >= 0, worth + instance.problem.bonus - gain[rows, None], 0)
        price[closed] = np.maximum(price[closed], offer.max(axis=0, initial=0))
    return price
