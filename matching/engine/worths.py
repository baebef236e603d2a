"""What the solver maximises: each pair's points lifted by the fairness mode, plus kept pairs.

A lift is a table: `lift[points]` for every number of points, and more points are never worth less.
So each mentee's mentors stay in the order of their points, whatever the mode: the best few are
still the best few, a bound on the points left out is still a bound on what they are worth, and
the proof over all pairs is the same proof about lifted points.
"""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from matching.engine.arrays import AnyInts, Bools, Ints, Pair, expand, starts
from matching.engine.fairness import Lift
from matching.engine.keep import Keep as Keep  # the solver's neighbours read it from here
from matching.engine.points import Points

LARGEST_TABLE = 1 << 20


class Worths:
    """Worth of pairs, int64; -1 where there is no pair."""

    def __init__(
        self,
        points: Points,
        forbids: Iterable[Pair] = (),
        floors: tuple[int, ...] = (),
        keep: Keep | None = None,
        fairness: str = "total",
    ) -> None:
        self._points = points
        self._lift = Lift.of(fairness, floors, points.maximum)
        n, m = points.shape
        self._kept = _Pairs(keep.pairs if keep else (), n, m)
        self._forbidden = _Pairs(forbids, n, m)
        self._bonus = keep.bonus * self._lift.unit if keep else 0
        self.maximum = self._lift.maximum + self._bonus

    @cached_property
    def lift(self) -> Ints:
        """Worth (maximum + 1,) of 0, 1, … points, never falling; ValueError above a million."""
        if self._points.maximum > LARGEST_TABLE:
            raise ValueError("there are too many different points for a table")
        return self._lift.of_points(np.arange(self._points.maximum + 1))

    @cached_property
    def _table(self) -> Ints:
        """The lift with -1 behind its end, where -1 points look."""
        return np.append(self.lift, -1)

    def lifted(self, scores: AnyInts) -> Ints:
        """Worth of scores without the bonus of kept pairs; -1 stays -1."""
        exact = scores.astype(np.int64)
        if self._lift.is_plain:
            return exact
        if self._points.maximum <= LARGEST_TABLE:
            return np.take(self._table, scores)
        return np.where(exact < 0, -1, self._lift.of_points(exact))

    def block(self, rows: Ints) -> Ints:
        """Worth (len(rows), M) of some mentees' pairs."""
        worth = self.lifted(self._points.block(rows))
        line, mentor = self._kept.within(rows)
        worth[line, mentor] += (worth[line, mentor] >= 0) * self._bonus
        worth[self._forbidden.within(rows)] = -1
        return worth

    def of(self, mentees: Ints, mentors: Ints, scores: AnyInts) -> Ints:
        """Worth (K,) of K pairs: mentee rows, mentor rows and their scores, each (K,)."""
        worth = self.lifted(scores)
        worth += (self._kept.hold(mentees, mentors) & (worth >= 0)) * self._bonus
        worth[self._forbidden.hold(mentees, mentors)] = -1
        return worth


class _Pairs:
    """A set of pairs, asked for by row and by arrays of pairs."""

    def __init__(self, pairs: Iterable[Pair], n: int, m: int) -> None:
        ordered = np.array(sorted(set(pairs)), np.int64).reshape(-1, 2)
        self._width = max(m, 1)
        self._keys = ordered[:, 0] * self._width + ordered[:, 1]
        self._mentors = ordered[:, 1]
        self._starts = starts(ordered[:, 0], n)

    def within(self, rows: Ints) -> tuple[Ints, Ints]:
        """Where the pairs of these rows are in their block."""
        if len(self._keys) == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        count = self._starts[rows + 1] - self._starts[rows]
        entry = expand(self._starts[rows], count)
        return np.repeat(np.arange(len(rows)), count), self._mentors[entry]

    def hold(self, mentees: Ints, mentors: Ints) -> Bools:
        """Which of these pairs are in the set."""
        if len(self._keys) == 0:
            return np.zeros(len(mentees), bool)
        key = mentees * self._width + mentors
        at = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        found: Bools = self._keys[at] == key
        return found
