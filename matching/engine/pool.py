"""The pairs a solution is sought among, and a bound on every pair left out.

For each mentee the pool holds the best few pairs by points. Whatever it leaves out is worth no
more than `left_out` of that mentee, which is all that the proof needs to know about it (`scan`).
Floors and every other fairness mode only lift points by a rising table, so that the order of a
mentee's pairs, and with it the bound, stays true.

Equal pairs are cut by their place in a ring that starts elsewhere for each mentee, so that
mentees with the same taste do not all keep the same mentors.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.engine.arrays import AnyInts, Ints, expand, row_blocks, starts
from matching.engine.instance import Arcs, Instance
from matching.engine.points import Marks, pair_scores

POOL = 96  # pairs of each mentee: more than needed cost little and save scans and flows
FEW_PAIRS = 50_000  # so few are all taken in
GOLDEN = 0.6180339887498949  # neighbours start far apart


@dataclass(frozen=True)
class Pool:
    """Pairs of each mentee: `mentor[start[i]:start[i + 1]]` with worth and points, best first.

    `left_out` (n,) is a bound on the worth of the mentee's other pairs, -1 when there are none.
    """

    start: Ints
    mentor: AnyInts
    worth: AnyInts
    points: AnyInts
    left_out: Ints

    def __len__(self) -> int:
        return len(self.mentor)

    @cached_property
    def mentee(self) -> AnyInts:
        """Mentee of each pair."""
        owners = np.arange(len(self.start) - 1, dtype=np.int32)
        return np.repeat(owners, np.diff(self.start))

    def rank(self) -> Ints:
        """Place of each pair on its mentee's list, 0 is the best."""
        return np.arange(len(self)) - np.repeat(self.start[:-1], np.diff(self.start))

    def arcs(self, chosen: Ints) -> Arcs:
        """These pairs, by their numbers in the pool."""
        columns = (self.mentee, self.mentor, self.worth)
        return Arcs(*(column[chosen].astype(np.int64) for column in columns))

    def of(self, mentees: Ints) -> Ints:
        """Numbers of all pairs of these mentees."""
        return expand(self.start[mentees], self.start[mentees + 1] - self.start[mentees])

    def with_more(self, found: "Found") -> tuple["Pool", Ints]:
        """The pool with more pairs, and their numbers in it; the bound stays true."""
        at = self.start[found.mentee + 1]
        added = np.bincount(found.mentee, minlength=len(self.start) - 1)
        pool = Pool(
            self.start + np.concatenate(([0], np.cumsum(added))),
            np.insert(self.mentor, at, found.mentor),
            np.insert(self.worth, at, found.worth),
            np.insert(self.points, at, found.points),
            self.left_out,
        )
        return pool, at + np.arange(len(at))


@dataclass(frozen=True)
class Found:
    """Pairs outside a pool, sorted by mentee: (K,) each."""

    mentee: Ints
    mentor: Ints
    worth: Ints
    points: Ints

    def __len__(self) -> int:
        return len(self.mentee)

    @classmethod
    def of(cls, instance: Instance, mentee: Ints, mentor: Ints, points: Ints) -> "Found":
        """Those of the pairs that are allowed, in order."""
        worth = instance.worth(mentee, mentor, points)
        order = np.lexsort((mentor, mentee))
        order = order[worth[order] >= 0]
        return cls(mentee[order], mentor[order], worth[order], points[order])


def first_pool(instance: Instance, size: int) -> Pool:
    """The `size` best pairs of every mentee and the pairs to be kept; all pairs when few."""
    n, m = instance.shape
    if n * m <= FEW_PAIRS:
        size = m
    found = _Best(instance, size)
    alike = _alike(instance)
    for block in row_blocks(n, m):
        found.add(alike[block])
    return _pool(instance, found)


def _alike(instance: Instance) -> Ints:
    """All mentees in an order in which those stand together who cost alike to score."""
    return np.argsort(instance.problem.points.tables.order[instance.mentees], kind="stable")


class _Best:
    """The best pairs of each mentee as they are found, block by block."""

    def __init__(self, instance: Instance, size: int) -> None:
        n = len(instance.mentees)
        self.instance, self.size = instance, size
        self.mentors = [np.zeros(0, np.int32)] * n
        self.marks: list[Marks] = [np.zeros(0, np.uint8)] * n
        self.left_out = np.zeros(n, np.int64)

    def add(self, mentees: Ints) -> None:
        marks, m = (
            self.instance.tables.marks(self.instance.mentees[mentees]),
            self.instance.shape[1],
        )
        low, guess = np.empty(len(mentees), marks.dtype), 1
        for x, line in enumerate(marks):
            guess = low[x] = enough_from(line, self.size, int(guess))
        at = np.flatnonzero(marks >= low[:, None])
        line, column = np.divmod(at, max(m, 1))
        mark, mentor = marks.reshape(-1)[at], self.instance.number[column]
        step = (int(mark.max(initial=0)) + 1) * m
        order = np.argsort(
            line * step + ring_place(mentees[line], mentor, m) - mark.astype(np.int64) * m
        )
        count = np.bincount(line, minlength=len(mentees))
        first = np.cumsum(count) - count
        rank = np.arange(len(order)) - first[line]
        self._take(mentees, np.minimum(count, self.size), mentor, mark, order[rank < self.size])
        more = count > self.size
        self.left_out[mentees] = low.astype(np.int64) - 1
        self.left_out[mentees[more]] = mark[order[rank == self.size]]

    def _take(self, mentees: Ints, count: Ints, mentor: Ints, mark: Marks, chosen: Ints) -> None:
        """Keep the chosen pairs, `count` of each mentee one after another."""
        mentor, mark = mentor[chosen].astype(np.int32), mark[chosen]
        ends = np.cumsum(count).tolist()
        for i, start, end in zip(mentees.tolist(), [0, *ends], ends, strict=False):
            self.mentors[i], self.marks[i] = mentor[start:end], mark[start:end]


def ring_place(mentee: Ints | int, mentor: Ints, m: int) -> Ints:
    """Place of a mentor (0 is first) in the ring that starts elsewhere for each mentee."""
    start = np.floor(np.asarray(mentee) * GOLDEN % 1 * m).astype(np.int64)
    place: Ints = (start - mentor) % max(m, 1)
    return place


def enough_from(line: Marks, size: int, guess: int) -> int:
    """A mark that at least `size` pairs of a line reach and, if there is one, at most four times as
    many; or 1: doubling steps from a guess, then halving."""
    low, high, step = 1, 0, 1
    while True:
        count = np.count_nonzero(line >= guess)
        if count >= size or guess == 1:
            low = guess
            if count <= 4 * size:
                return low
            high = high or int(line.max(initial=0)) + 1
            guess += step
        else:
            high, guess = guess, guess - step
        step *= 2
        if high - low <= 1:
            return low
        if guess <= low or guess >= high:
            guess = (low + high) // 2


def _pool(instance: Instance, found: _Best) -> Pool:
    count = np.array([len(one) for one in found.mentors], np.int64)
    mentee = np.repeat(np.arange(len(count)), count)
    mentor = np.concatenate([np.zeros(0, np.int32), *found.mentors])
    points = np.concatenate([np.zeros(0, np.uint8), *found.marks]) - 1
    worth = instance.worth(mentee, mentor, points)
    there = worth >= 0
    small = instance.problem.maximum < 2**31
    lifted = instance.problem.worths.lifted(np.maximum(found.left_out - 1, 0))
    pool = Pool(
        starts(mentee[there], len(count)),
        mentor[there],
        worth[there].astype(np.int32 if small else np.int64),
        points[there],
        np.where(found.left_out > 0, lifted, -1),
    )
    return pool.with_more(_kept_outside(instance, pool))[0] if instance.problem.keep else pool


def _kept_outside(instance: Instance, pool: Pool) -> Found:
    """Pairs of an earlier result that the bonus may lift above the bound."""
    keep, width = instance.problem.keep, max(instance.shape[1], 1)
    rows = np.array(keep.pairs if keep else (), np.int64).reshape(-1, 2)
    i, j = instance.numbers(rows)
    inside = np.isin(i * width + j, pool.mentee.astype(np.int64) * width + pool.mentor)
    out = np.flatnonzero((i >= 0) & (j >= 0) & ~inside)
    return Found.of(instance, i[out], j[out], pair_scores(instance.problem.points, rows[out]))
