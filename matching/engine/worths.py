"""What the solver maximises: each pair's points lifted by the fairness mode, plus kept pairs.

`fairness` says what the modes mean and why the proof holds for each.
"""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from matching.engine.arrays import AnyInts, Bools, Ints, Numbers, Pair, expand, starts
from matching.engine.fairness import Lift, mode_of
from matching.engine.keep import Keep as Keep  # the solver's neighbours read it from here
from matching.engine.ladder import Ladder
from matching.engine.points import Points

LARGEST_TABLE = 1 << 20


class Worths:
    """Worth of pairs; -1 where there is no pair. int64, or Python's numbers for leximin."""

    def __init__(
        self,
        points: Points,
        forbids: Iterable[Pair] = (),
        floors: tuple[int, ...] = (),
        keep: Keep | None = None,
        fairness: str = "total",
    ) -> None:
        self._points, self._keep = points, keep
        self._mode, self._floors = mode_of(fairness, floors, points.maximum)
        n, m = points.shape
        self._kept = PairSet(keep.pairs if keep else (), n, m)
        self._forbidden = PairSet(forbids, n, m)

    @cached_property
    def _ladder(self) -> Ladder | None:
        return Ladder(self._points, self._keep) if self._mode == "leximin" else None

    @property
    def ladder(self) -> Ladder:
        """The steps of leximin; ValueError in the other modes."""
        if self._ladder is None:
            raise ValueError("only leximin has a ladder")
        return self._ladder

    @cached_property
    def _lift(self) -> Lift:
        return Lift(self._mode, self._floors, self._points.maximum)

    @cached_property
    def _bonus(self) -> int:
        return self._lift.bonus(self._keep.bonus) if self._keep else 0

    @cached_property
    def maximum(self) -> int:
        """No pair is worth more."""
        return self._ladder.maximum if self._ladder else self._lift.maximum + self._bonus

    @cached_property
    def lift(self) -> Ints:
        """Worth (maximum points + 1,) of 0, 1, … points, never falling.

        ValueError for leximin and for points above a million.
        """
        if self._ladder or self._points.maximum > LARGEST_TABLE:
            raise ValueError("there is no table of what points are worth")
        return self._lift.of_points(np.arange(self._points.maximum + 1))

    @cached_property
    def _table(self) -> Ints:
        """The lift with -1 behind its end, where -1 points look."""
        return np.append(self.lift, -1)

    def lifted(self, scores: AnyInts) -> Ints:
        """Worth of scores without the bonus of kept pairs; -1 stays -1. Not for leximin."""
        exact = scores.astype(np.int64)
        if self._lift.is_plain:
            return exact
        if self._points.maximum <= LARGEST_TABLE:
            return np.take(self._table, scores)
        return np.where(exact < 0, -1, self._lift.of_points(exact))

    def block(self, rows: Ints) -> Numbers:
        """Worth (len(rows), M) of some mentees' pairs."""
        scores = self._points.block(rows)
        return self._worth(scores, self._kept.within(rows), self._forbidden.within(rows))

    def of(self, mentees: Ints, mentors: Ints, scores: AnyInts) -> Numbers:
        """Worth (K,) of K pairs: mentee rows, mentor rows and their scores, each (K,)."""
        pairs = mentees, mentors
        return self._worth(scores, (self._kept.hold(*pairs),), (self._forbidden.hold(*pairs),))

    def _worth(
        self, scores: AnyInts, kept: tuple[Ints | Bools, ...], forbidden: tuple[Ints | Bools, ...]
    ) -> Numbers:
        if self._ladder:
            worth: Numbers = self._ladder.of_points(self._standing(scores, kept))
        else:
            worth = self.lifted(scores)
            worth[kept] += (worth[kept] >= 0) * self._bonus
        worth[forbidden] = -1
        return worth

    def _standing(self, scores: AnyInts, kept: tuple[Ints | Bools, ...]) -> Ints:
        """Scores with the bonus of the kept pairs: what the ladder goes by."""
        found: Ints = scores.astype(np.int64)
        if self._keep:
            found[kept] += (found[kept] >= 0) * self._keep.bonus
        return found

    def steps(self, rows: Ints) -> Ints:
        """Step (len(rows), M) of the ladder each pair stands on, -1 for none."""
        scores = self._standing(self._points.block(rows), self._kept.within(rows))
        found = self.ladder.steps(scores)
        found[self._forbidden.within(rows)] = -1
        return found


class PairSet:
    """A set of pairs, asked for by row and by arrays of pairs."""

    def __init__(self, pairs: Iterable[Pair], n: int, m: int) -> None:
        ordered = np.array(sorted(set(pairs)), np.int64).reshape(-1, 2)
        self._width = max(m, 1)
        self._keys = ordered[:, 0] * self._width + ordered[:, 1]
        self._mentors = ordered[:, 1]
        self._starts = starts(ordered[:, 0], n)

    def within(self, rows: Ints) -> tuple[Ints, Ints]:
        """Where the pairs of these rows are in their block: lines and columns."""
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
