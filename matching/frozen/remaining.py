"""Points after an erasure: those of the people who remain are scored again, a pair with somebody
erased is possible only where it was matched, for the points written down when they went.

So `verify` checks every pair of the others against the stored prices, and the sums of all.
"""

from dataclasses import replace

import numpy as np

from matching.engine import ProfilePoints, Solution
from matching.engine.arrays import Ints
from matching.frozen.problem import FrozenProblem


class RemainingPoints(ProfilePoints):
    """For `verify`, which asks for blocks and single scores; nothing is solved after an erasure."""

    def __init__(self, problem: FrozenProblem, match: Ints) -> None:
        super().__init__(**problem.given())
        n, m = self.shape
        self._match, self._told = match, np.full(n, -1, np.int64)
        for i, points in problem.told:
            self._told[i] = points
        self._no_mentee, self._no_mentor = np.zeros(n, bool), np.zeros(m, bool)
        self._no_mentee[list(problem.erased_mentees)] = True
        self._no_mentor[list(problem.erased_mentors)] = True

    @property
    def scored(self) -> int:
        """Number of pairs whose points are counted again."""
        return int((~self._no_mentee).sum()) * int((~self._no_mentor).sum())

    def block(self, rows: Ints) -> Ints:
        scores: Ints = super().block(rows).astype(np.int64)
        scores[:, self._no_mentor] = -1
        scores[self._no_mentee[rows]] = -1
        mentors = self._match[rows]
        told = (mentors >= 0) & (self._no_mentee[rows] | self._no_mentor[mentors])
        scores[np.flatnonzero(told), mentors[told]] = self._told[rows[told]]
        return scores

    def solution(self, stored: Solution) -> Solution:
        """The stored one without directions the engine forbade to erased people: whether the other
        direction was possible cannot be seen any more, and neither is here."""
        left = [(i, j) for i, j in stored.mutual if not (self._no_mentee[i] or self._no_mentor[j])]
        return replace(stored, mutual=tuple(left))
