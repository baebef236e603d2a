"""The pairs that would still improve a result, sought among all N x M without looking at all.

A pair beats the prices when worth + bonus > gain of its mentee + price of its mentor. A pair
outside the pool is worth at most `left_out` of its mentee, so it can only beat mentors priced
below left_out + bonus - gain. With mentors in the order of their prices these are the first few
of the list: one binary search per mentee says how many. Only they are scored again; everything
else is proved unseen. When no pair beats the prices the result is optimal over all pairs,
whatever pool it was found in.
"""

from collections.abc import Iterator

import numpy as np

from matching.engine.arrays import Ints, row_blocks
from matching.engine.instance import Instance
from matching.engine.points import Marks, scores
from matching.engine.pool import Found, Pool, ring_place

MOST_ADDED = 8  # better pairs of each mentee that join the pool; twice as many after each round
NARROWEST = 64


def better_pairs(
    instance: Instance, pool: Pool, gain: Ints, price: Ints, most: int = MOST_ADDED
) -> tuple[Found, int]:
    """Pairs outside the pool that beat the prices, the `most` of each mentee; pairs looked at."""
    search = _Search(instance, gain, price, most)
    parts = [search.among(search.order[:width], some) for width, some in search.doubtful(pool)]
    return _found(instance, parts), search.looked


def better_pairs_of(
    instance: Instance, gain: Ints, price: Ints, some: tuple[Ints, Ints, Ints]
) -> Found:
    """Pairs that beat the prices among those of a few mentees with all mentors, and of all who
    take part with a few mentors: `some` is (all, a few mentees, a few mentors)."""
    search = _Search(instance, gain, price)
    everybody, mentees, mentors = some
    return _found(instance, [search.among(search.order, mentees), search.among(mentors, everybody)])


def _found(instance: Instance, parts: list[Ints]) -> Found:
    pairs = np.concatenate([np.zeros((3, 0), np.int64), *parts], axis=1)
    once = np.unique(pairs[0] * max(instance.shape[1], 1) + pairs[1], return_index=True)[1]
    return Found.of(instance, *pairs[:, once])


class _Search:
    def __init__(self, instance: Instance, gain: Ints, price: Ints, most: int = MOST_ADDED) -> None:
        self.instance, self.gain, self.price, self.most = instance, gain, price, most
        self.bonus, self.looked = instance.problem.bonus, 0
        self.order = np.argsort(price, kind="stable")
        self.column = np.argsort(instance.number)

    def doubtful(self, pool: Pool) -> Iterator[tuple[int, Ints]]:
        """How many of the cheapest mentors to look at, and the mentees who need that many."""
        limit = pool.left_out + self.bonus - self.gain
        need = np.searchsorted(self.price[self.order], limit)
        need[pool.left_out < 0] = 0
        self.looked = int(need.sum())
        low, high = 0, NARROWEST
        while low < len(self.order):
            some = np.flatnonzero((need > low) & (need <= high))
            if len(some):
                yield int(need[some].max()), some
            low, high = high, 2 * high

    def among(self, mentors: Ints, mentees: Ints) -> Ints:
        """(mentee, mentor, points) of pairs of these people that beat the prices, (3, K)."""
        found, worths = [np.zeros((3, 0), np.int64)], self.instance.problem.worths
        if len(mentees) == 0 or len(mentors) == 0:
            return found[0]
        tables = self.instance.tables.picked(self.column[mentors])
        for block in row_blocks(len(mentees), len(mentors)):
            rows = mentees[block]
            marks = tables.marks(self.instance.mentees[rows])
            line, column = self._hits(marks, worths.lifted(scores(marks)), rows, mentors)
            points = marks[line, column].astype(np.int64) - 1
            found.append(self._best(rows[line], mentors[column], points))
        return np.concatenate(found, axis=1)

    def _hits(self, marks: Marks, worth: Ints, rows: Ints, mentors: Ints) -> tuple[Ints, Ints]:
        """Where a block beats the prices, forbids left aside."""
        worth -= self.price[mentors] - self.bonus
        line, column = np.nonzero(worth > self.gain[rows, None])
        allowed = marks[line, column] > 0
        return line[allowed], column[allowed]

    def _best(self, mentee: Ints, mentor: Ints, points: Ints) -> Ints:
        """Of these pairs the few of each mentee that beat the prices most."""
        worth = self.instance.worth(mentee, mentor, points)
        excess = worth + self.bonus - self.gain[mentee] - self.price[mentor]
        good = np.flatnonzero((worth >= 0) & (excess > 0))
        mentee, mentor, points, excess = (x[good] for x in (mentee, mentor, points, excess))
        ring = ring_place(mentee, mentor, self.instance.shape[1])
        order = np.lexsort((ring, -excess, mentee))
        owner = mentee[order]
        rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
        chosen = order[rank < self.most]
        return np.stack([mentee[chosen], mentor[chosen], points[chosen]])


def closed_prices(instance: Instance, gain: Ints) -> Ints:
    """What one place of each mentor who has none would bring, (M,) by row; 0 for the others."""
    problem = instance.problem
    closed = np.flatnonzero(problem.places <= 0)
    price = np.zeros(len(problem.places), np.int64)
    if len(closed) == 0:
        return price
    tables = problem.points.tables.picked(closed)
    for block in row_blocks(len(instance.mentees), len(closed)):
        rows = instance.mentees[block]
        marks = tables.marks(rows)
        line, column = np.nonzero(marks)
        points = marks[line, column].astype(np.int64) - 1
        worth = problem.worths.of(rows[line], closed[column], points)
        offer = np.where(worth >= 0, worth + problem.bonus - gain[block[line]], 0)
        np.maximum.at(price, closed[column], offer)
    return price
