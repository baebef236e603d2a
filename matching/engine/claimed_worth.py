"""What pairs are worth in the mode a result claims, worked out for `verify` alone.

One score at a time in plain Python, so that it can be read against the words of `fairness` and
`ladder`; then a table of it, so that a block of scores is looked up at once.
"""

from collections.abc import Iterator

import numpy as np

from matching.engine.arrays import AnyInts, Ints, Numbers, Pair
from matching.engine.certificate import need
from matching.engine.points import Points
from matching.engine.solution import Solution

MODES = ("total", "floors", "balanced", "leximin")
SCORED = 200_000  # cells scored together
MOST_TABLED = 1_000_000


def exact_type(largest: int) -> type:
    """The fastest numbers in which two of at most this size add up exactly."""
    if largest < 2**30:
        return np.int32
    return np.int64 if largest < 2**62 else object


def scored_blocks(points: Points) -> Iterator[tuple[Ints, AnyInts]]:
    """Rows and the scores (len(rows), M) of all their pairs, a block at a time."""
    n, m = points.shape
    step = max(1, SCORED // max(m, 1))
    for at in range(0, n, step):
        rows = np.arange(at, min(at + step, n))
        scores = points.block(rows)
        need(scores.min(initial=-1) == -1, "a pair has less than no points")
        need(scores.max(initial=-1) <= points.maximum, "a pair has too many points")
        yield rows, scores


class ClaimedWorth:
    """`nothing` is the worth of a pair that may not be: no prices fall short of it."""

    def __init__(self, points: Points, solution: Solution) -> None:
        self.points, self.mode, self.floors = points, solution.fairness, solution.floors
        known = self.mode in MODES and (self.mode == "floors" or not self.floors)
        need(known, f"there is no fairness {self.mode} with floors {self.floors}")
        self.extra = solution.keep.bonus if solution.keep else 0
        need(self.extra >= 0, "the bonus of kept pairs is below 0")
        self.kept = _by_mentee(solution.keep.pairs if solution.keep else ())
        self.forbidden = _by_mentee((*solution.forbids, *solution.mutual))
        self.steps = self._steps() if self.mode == "leximin" else {}
        self.nothing = -solution.bonus - 1
        self.dtype = exact_type(solution.bonus + self.maximum)
        self.table = self._table()

    @property
    def maximum(self) -> int:
        """No pair is worth more."""
        if self.mode == "leximin":
            return max(self.steps.values(), default=0)
        return self.of(self.points.maximum, kept=True)

    def of(self, score: int, *, kept: bool = False) -> int:
        """Worth of a pair with this score, 0 or more."""
        extra, best = self.extra if kept else 0, self.points.maximum
        if self.mode == "leximin":
            return self.steps[score + extra]
        if self.mode == "balanced":
            return best**2 - (best - score) ** 2 + extra * max(best, 1)
        return score + extra + sum(best + 1 for floor in self.floors if score >= floor)

    def block(self, rows: Ints, scores: AnyInts) -> Numbers:
        """Worth (len(rows), M) of the pairs with these scores."""
        if self.table is None:
            worth = [self._or_nothing(score) for score in scores.ravel().tolist()]
            found: Numbers = np.array(worth, self.dtype).reshape(scores.shape)
        else:
            found = self.table[scores]  # -1 looks behind the end
        for line, i in enumerate(rows.tolist()):
            for j in self.kept.get(i, ()):
                found[line, j] = self._or_nothing(int(scores[line, j]), kept=True)
            for j in self.forbidden.get(i, ()):
                found[line, j] = self.nothing
        return found

    def _or_nothing(self, score: int, *, kept: bool = False) -> int:
        return self.of(score, kept=kept) if score >= 0 else self.nothing

    def _table(self) -> Numbers | None:
        """Worth of 0, 1, … points and behind its end of -1; None when it would be too long."""
        if self.points.maximum > MOST_TABLED:
            return None
        scores = range(self.points.maximum + 1)
        there = self.steps if self.mode == "leximin" else scores
        worth = [self.of(score) if score in there else self.nothing for score in scores]
        return np.array([*worth, self.nothing], self.dtype)

    def _steps(self) -> dict[int, int]:
        """Leximin: what each score is worth that an allowed pair has."""
        found: set[int] = set()
        for _, scores in scored_blocks(self.points):
            found.update(np.unique(scores).tolist())
        for i, mentors in self.kept.items():
            own = [self.points.score(i, j) for j in mentors]
            found.update(score + self.extra for score in own if score >= 0)
        rising, base = sorted(found - {-1}), self.points.shape[0] + 1
        costs = [base**power for power in reversed(range(len(rising)))]
        return {score: costs[0] - cost for score, cost in zip(rising, costs, strict=True)}


def _by_mentee(pairs: tuple[Pair, ...]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for i, j in pairs:
        found.setdefault(i, set()).add(j)
    return found
