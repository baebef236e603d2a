"""Worths for leximin: one step of a ladder per different score, in numbers as long as it takes.

With scores s_0 < s_1 < … < s_d among the allowed pairs and N mentees, a pair of score s_k costs
(N + 1)**(d - k): a single pair on a lower step costs more than N pairs on the step above. The sum
of costs is thus a number written in base N + 1 whose digits, highest first, count the pairs on
each step from the lowest up: the least sum has the fewest pairs on the lowest step, then the
fewest on the next, and so on. That is leximin, over every score there is. A pair's worth is the
highest cost less its own, so more points are worth more, and the proof is that of every mode.
"""

from functools import cached_property

import numpy as np

from matching.engine.arrays import Ints, Numbers, row_blocks
from matching.engine.fairness import FairnessLimit
from matching.engine.keep import Keep
from matching.engine.points import Points

MOST_STEPS = 1_000  # so that a bonus has at most 4,300 digits, which Python reads and writes


class Ladder:
    """Steps of the scores of all allowed pairs; a kept pair stands as if it had its bonus."""

    def __init__(self, points: Points, keep: Keep | None) -> None:
        self.scores = _scores(points, keep)  # (d + 1,) different, rising
        if len(self.scores) > MOST_STEPS:
            raise FairnessLimit("different scores", MOST_STEPS, len(self.scores))
        self._base = points.shape[0] + 1

    @cached_property
    def worths(self) -> tuple[int, ...]:
        """Worth of each step, rising."""
        top = len(self.scores) - 1
        costs = [self._base ** (top - step) for step in range(top + 1)]
        return tuple(costs[0] - cost for cost in costs)

    @cached_property
    def _table(self) -> Numbers:
        """The worths with -1 behind their end, where step -1 looks."""
        return np.array([*self.worths, -1], object)

    @property
    def maximum(self) -> int:
        return self.worths[-1] if self.worths else 0

    def steps(self, scores: Ints) -> Ints:
        """Step of each score, -1 for -1."""
        return np.where(scores < 0, -1, np.searchsorted(self.scores, scores))

    def of_points(self, scores: Ints) -> Numbers:
        """Worth of scores; -1 for -1."""
        return self._table[self.steps(scores)]


def _scores(points: Points, keep: Keep | None) -> Ints:
    """Different scores of the allowed pairs, rising."""
    found = [np.unique(points.block(rows)) for rows in row_blocks(*points.shape)]
    own = [points.score(i, j) for i, j in keep.pairs] if keep else []
    higher = [score + keep.bonus for score in own if score >= 0] if keep else []
    every = np.unique(np.concatenate([np.array(higher, np.int64), *found]))
    return every[every >= 0].astype(np.int64)
