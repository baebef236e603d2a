"""From a problem to a proven solution: small flow, prices, every pair checked, repeat.

The proof in four lines. Dual: min sum gain_i + sum places_j * price_j with gain_i + price_j >=
bonus + worth_ij on every allowed pair, all 0 or more. The pool stores the best worth among the
pairs left out of each mentee. Mentors in the order of price: a left-out pair can only break the
inequality with the few mentors priced below that bound (`scan`), and only those are scored again.
None does, and both sums are equal: the result is optimal over all N x M pairs, exactly.

Prices are the least ones (`prices`): what one more place would bring (Leonard 1983). Any optimal
flow from any solver would do: the certificate does not trust the solver.
"""

from collections.abc import Callable

import numpy as np

from matching.engine.arrays import Ints
from matching.engine.certificate import CertificateError
from matching.engine.flow import best_flow, check_size
from matching.engine.instance import Arcs, Instance
from matching.engine.points import pair_scores
from matching.engine.pool import POOL, Found, Pool, first_pool
from matching.engine.prices import gains, least_prices, own_worth
from matching.engine.problem import Problem
from matching.engine.repair import Repair
from matching.engine.scan import MOST_ADDED, better_pairs, closed_prices
from matching.engine.solution import Solution, solution_of, with_locks

ACTIVE = 8  # pairs of each mentee in the first flow
SMALL, MORE = 2_000, 32  # so few mentees take more: one flow costs less than a second
NEAR = 25  # a pair within this share of the best points of beating the prices joins the next
FEW = 500  # one pair for so many mentees is repaired by itself, a flow takes the time of as many
Progress = Callable[[str, float], None]


def optimum(problem: Problem, salt: bytes, progress: Progress | None = None) -> Solution:
    """Solve and prove; ValueError when the points are too large for exact arithmetic.

    `progress` is told the stage and the share of it that is done; what it raises ends the run.
    """
    tell = progress or _silent
    check_size(problem.bonus, problem.maximum, sum(problem.points.shape))
    instance = Instance.of(problem, salt)
    tell("score", 0.0)
    search = _Search(instance, first_pool(instance, POOL))
    tell("solve", 0.0)
    search.solve()
    while True:
        tell("prove", 1 - 0.7**search.rounds)
        most = MOST_ADDED * 2**search.widened
        found, looked = better_pairs(instance, search.pool, search.gain, search.price, most)
        search.looked += looked
        if len(found) == 0 and search.is_least:
            break
        search.take_in(found)
    tell("prove", 1.0)
    return _solution(search, salt)


def _silent(stage: str, done: float) -> None:
    """Nobody watches."""


class _Search:
    """The best result so far: proven among the active pairs, then all of the pool."""

    def __init__(self, instance: Instance, pool: Pool) -> None:
        self.instance, self.pool = instance, pool
        self.active = pool.rank() < (MORE if len(instance.mentees) <= SMALL else ACTIVE)
        self.rounds, self.looked, self.widened = 0, len(pool), 0
        self.few = max(50, len(instance.mentees) // FEW)
        self.is_least = self.is_optimal = False
        # a match is worth more than eight pairs: nearly always enough, and a flow of small
        # numbers takes half the time; `_flow` falls back to the true bonus when it was not
        self.small = min(instance.problem.bonus, 8 * (instance.problem.maximum + 1))

    def solve(self) -> None:
        """Optimal among all pairs of the pool."""
        while True:
            arcs = self.pool.arcs(np.flatnonzero(self.active))
            self.match, self.gain, self.price = self._flow(arcs)
            self.rounds += 1
            self.is_least = True
            better = self._better(0)
            if len(better) <= self.few:
                self._repair(better)
                return
            self.active[self._better(self.instance.problem.maximum // NEAR)] = True

    def take_in(self, found: Found) -> None:
        """Go on with pairs from outside the pool; with none the match is optimal for good, and
        only its prices are lowered as far as they go."""
        at = self.pool.start[found.mentee + 1]
        self.pool, added = self.pool.with_more(found)
        self.active = np.insert(self.active, at, True)
        self.is_optimal |= len(found) == 0
        if self.is_optimal:
            self._lower_prices()
        elif len(found) > self.few:
            self.widened = min(self.widened + 1, 20)
            self.solve()
        else:
            self._repair(added)

    def _repair(self, better: Ints) -> None:
        """A shortest path for each of a few pairs costs less than another flow."""
        if len(better) == 0:
            return
        places, bonus = self.instance.places, self.instance.problem.bonus
        repair = Repair(self.pool, self.match, self.gain, self.price, places, bonus)
        repair.asleep[better] = True
        for pair in better.tolist():
            repair.improve(pair)
        self.match, self.gain, self.price = repair.match, repair.gain, repair.price
        self.active[better] = True
        self.is_least = False

    def _lower_prices(self) -> None:
        """The least prices of the match among all pairs of the pool."""
        places, bonus = self.instance.places, self.instance.problem.bonus
        self.active |= self.match[self.pool.mentee] == self.pool.mentor
        while True:
            arcs = self.pool.arcs(np.flatnonzero(self.active))
            self.gain, self.price = proven_prices(arcs, self.match, places, bonus)
            better = self._better(0)
            if len(better) == 0:
                self.is_least = True
                return
            self.active[better] = True

    def _flow(self, arcs: Arcs) -> tuple[Ints, Ints, Ints]:
        """Match, gains and prices that are optimal among the arcs; checked."""
        problem, places = self.instance.problem, self.instance.places
        try:
            match = best_flow(arcs, len(self.instance.mentees), places, self.small)
            return (match, *proven_prices(arcs, match, places, problem.bonus))
        except CertificateError:
            if self.small == problem.bonus:
                raise
        self.small = problem.bonus
        return self._flow(arcs)

    def _better(self, near: int) -> Ints:
        """Pairs of the pool that beat the prices, or would with so much more worth."""
        pool, found, step = self.pool, [np.zeros(0, np.int64)], 2**20
        for at in range(0, len(pool), step):
            part = slice(at, at + step)
            room = self.gain[pool.mentee[part]] + self.price[pool.mentor[part]]
            room -= self.instance.problem.bonus + near
            found.append(np.flatnonzero(pool.worth[part] > room) + at)
        return np.concatenate(found)


def proven_prices(arcs: Arcs, match: Ints, places: Ints, bonus: int) -> tuple[Ints, Ints]:
    """Gains and least prices of a match; CertificateError unless it is optimal among the arcs."""
    price = least_prices(arcs, match, places, bonus)
    worth = own_worth(arcs, match)
    gain = gains(worth, match, price, bonus)
    reached = int(worth.sum()) + bonus * int((match >= 0).sum())
    if (gain < 0).any() or reached != int(gain.sum()) + int((places * price).sum()):
        raise CertificateError("the flow and its prices disagree")
    return gain, price


def _solution(search: _Search, salt: bytes) -> Solution:
    """Back to the rows of the problem."""
    instance, problem = search.instance, search.instance.problem
    n = problem.points.shape[0]
    found, gain = np.full(n, -1), np.zeros(n, np.int64)
    if len(instance.mentors):
        mentor = instance.mentors[search.match]
        found[instance.mentees] = np.where(search.match >= 0, mentor, -1)
    gain[instance.mentees] = search.gain
    price = closed_prices(instance, search.gain)
    price[instance.mentors] = search.price
    return solution_of(
        problem,
        with_locks(problem, found),
        (gain, price),
        total=total_points(search),
        salt=salt,
        rounds=search.rounds,
        looked=search.looked,
        pool=search.pool,
    )


def total_points(search: _Search) -> int:
    """Points of the matched pairs; an overridden pair counts 0."""
    pool, points = search.pool, search.instance.problem.points
    own = search.match[pool.mentee] == pool.mentor
    pairs = np.array(search.instance.problem.locks, np.int64).reshape(-1, 2)
    locked = np.maximum(pair_scores(points, pairs), 0)
    return int(pool.points[own].sum(dtype=np.int64)) + int(locked.sum())
