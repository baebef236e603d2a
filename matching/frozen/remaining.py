"""Points after an erasure: those of the people who remain are scored again, a pair with somebody
erased is possible only where it was matched, for the points written down when they went.

So `verify` checks every pair of the others against the stored prices, and the sums of all.
"""

from dataclasses import replace
from itertools import islice

import numpy as np

from matching.engine import ProfilePoints, Solution
from matching.engine.arrays import Ints, Pair
from matching.engine.claimed_worth import ClaimedWorth
from matching.frozen.problem import FrozenProblem


def stated(problem: FrozenProblem, solution: Solution) -> tuple[ProfilePoints, Solution]:
    """What can be proven: everything, or what erasures leave of it."""
    if not problem.has_erased:
        return problem.points, solution
    points = RemainingPoints(problem, solution)
    return points, points.solution


def levels_lost(before: FrozenProblem, after: FrozenProblem, solution: Solution) -> tuple[int, ...]:
    """Leximin counts by the points that occur at all: those that no pair has any more."""
    if solution.fairness != "leximin":
        return ()
    then, now = (set(ClaimedWorth(*stated(each, solution)).steps) for each in (before, after))
    return tuple(sorted(then - now))


class RemainingPoints(ProfilePoints):
    """For `verify`, which asks for blocks and single scores; nothing is solved after an erasure."""

    def __init__(self, problem: FrozenProblem, stored: Solution) -> None:
        super().__init__(**problem.given())
        n, m = self.shape
        self._match, self._told = stored.match, np.full(n, -1, np.int64)
        for i, points in problem.told:
            self._told[i] = points
        self._no_mentee, self._no_mentor = np.zeros(n, bool), np.zeros(m, bool)
        self._no_mentee[list(problem.erased_mentees)] = True
        self._no_mentor[list(problem.erased_mentors)] = True
        self._lost = self._placed(problem.lost, stored)
        self.solution = self._without_erased(stored)

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
        for (i, j), points in self._lost.items():
            scores[rows == i, j] = points
        return scores

    def _placed(self, lost: tuple[int, ...], stored: Solution) -> dict[Pair, int]:
        """Points that occur nowhere else, on pairs with erased people; `solution` forbids them."""
        touched = np.argwhere(self._no_mentee[:, None] | self._no_mentor) if lost else ()
        kept = set(stored.keep.pairs if stored.keep else ())
        free = ((i, j) for i, j in map(tuple, touched) if stored.match[i] != j)
        return dict(zip(islice((p for p in free if p not in kept), len(lost)), lost, strict=False))

    def _without_erased(self, stored: Solution) -> Solution:
        """Whether the other direction of a pair the engine forbade was possible cannot be seen any
        more when one of the two is erased, and neither is possible here."""
        left = [(i, j) for i, j in stored.mutual if not (self._no_mentee[i] or self._no_mentor[j])]
        pairs = ((int(i), int(j)) for i, j in self._lost)
        return replace(stored, mutual=tuple(left), forbids=(*stored.forbids, *pairs))
