"""Points after an erasure: those of the people who remain are scored again, a pair with somebody
erased is possible only where it was matched, for the points the run wrote down.

So `verify` checks every pair of the others against the stored prices, and the sums of all.
"""

import numpy as np

from matching.engine import Part
from matching.engine.arrays import Bools, Ints
from matching.frozen.problem import FrozenProblem
from matching.frozen.proof import Proof


class RemainingPoints:
    allow_mutual = True

    def __init__(self, problem: FrozenProblem, proof: Proof) -> None:
        self._points, self._match, self._scores = problem.points, proof.solution.match, proof.scores
        self.shape, self.maximum = problem.points.shape, problem.points.maximum
        self.mentee_ids, self.mentor_ids = problem.mentees.id, problem.mentors.id
        n, m = self.shape
        self._no_mentee, self._no_mentor = np.zeros(n, bool), np.zeros(m, bool)
        self._no_mentee[list(problem.erased_mentees)] = True
        self._no_mentor[list(problem.erased_mentors)] = True

    @property
    def scored(self) -> int:
        """Number of pairs whose points are counted again."""
        return int((~self._no_mentee).sum()) * int((~self._no_mentor).sum())

    def block(self, rows: Ints) -> Ints:
        scores: Ints = self._points.block(rows).astype(np.int64)
        scores[:, self._no_mentor] = -1
        scores[self._no_mentee[rows]] = -1
        mentors = self._match[rows]
        told = (mentors >= 0) & (self._no_mentee[rows] | self._no_mentor[mentors])
        scores[np.flatnonzero(told), mentors[told]] = self._scores[rows[told]]
        return scores

    def score(self, i: int, j: int) -> int:
        return int(self.block(np.array([i]))[0, j])

    def parts(self, i: int, j: int) -> tuple[Part, ...]:
        return ()

    def blocked(self, i: int) -> tuple[tuple[str, ...], Bools]:
        return ("not_allowed",), self.block(np.array([i])) < 0
