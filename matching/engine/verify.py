"""Check a result without trusting whoever found it.

Every pair is scored again, and nothing is shared with the solver but the source of the scores:
what a pair is worth, who is locked and how many places are left is worked out here once more.

Why it proves: give every mentee i a price u_i and every mentor j a price v_j, none below 0, with

    u_i + v_j >= bonus + worth of i with j        for every allowed pair; all N x M are looked at

Then no matching is worth more than all u_i and all v_j times j's places together: it counts a
mentee at most once and a mentor at most as often as there are places. This one is worth exactly
that, so none is worth more. And as the bonus is above any worth all matches could lose, none has
more matches. The worth is the points, lifted as the mode says: the rule is one for all modes,
with numbers as long as they must be.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import AnyInts, Bools, Ints, Numbers, Pair
from matching.engine.certificate import need
from matching.engine.claimed_worth import ClaimedWorth, exact_type, scored_blocks
from matching.engine.points import Points
from matching.engine.solution import Solution

COMPARED = 15_000  # cells compared together: small enough to stay in the processor's cache


def verify(points: Points, capacity: ArrayLike, solution: Solution) -> None:
    """Raise CertificateError unless the solution is allowed, within capacity and optimal."""
    case = _Case(points, np.asarray(capacity), solution)
    _check_match(case)
    _check_prices(case)
    _check_decisions(case)
    _check_both_ways(case)
    worth = ClaimedWorth(points, solution)
    scores, better = _look_at_all(case, worth)
    _check_numbers(case, scores)
    _check_bonus(case, worth)
    _check_sums(case, worth, scores)
    need(better is None, f"the pair {better} would improve the result")


@dataclass(frozen=True)
class _Case:
    points: Points
    capacity: AnyInts
    solution: Solution

    @cached_property
    def free(self) -> Bools:
        """Which mentees are not locked, (N,)."""
        free = np.ones(self.points.shape[0], bool)
        for i, _ in self.solution.locks:
            free[i] = False
        return free

    @cached_property
    def places(self) -> list[int]:
        """Places that locks leave, per mentor."""
        places: list[int] = self.capacity.tolist()
        for _, j in self.solution.locks:
            places[j] -= 1
        return places


def _check_match(case: _Case) -> None:
    (n, m), match, capacity = case.points.shape, case.solution.match, case.capacity
    need(capacity.shape == (m,) and _whole(capacity), "capacity is not whole numbers")
    need(match.shape == (n,) and _whole(match), "match names nobody")
    need(not ((match < -1) | (match >= m)).any(), "match names nobody")
    used = np.bincount(match[match >= 0], minlength=m)
    need(not (used > capacity).any(), "a mentor has more mentees than places")


def _check_prices(case: _Case) -> None:
    (n, m), gain, price = case.points.shape, *_prices(case)
    need(gain.shape == (n,) and _whole(gain), "a price per mentee is missing")
    need(price.shape == (m,) and _whole(price), "a price per mentor is missing")
    need(not ((gain < 0).any() or (price < 0).any()), "a price is below 0")
    need(type(case.solution.bonus) is int, "the bonus is not a whole number")


def _check_decisions(case: _Case) -> None:
    (n, m), solution = case.points.shape, case.solution
    kept = solution.keep.pairs if solution.keep else ()
    for i, j in (*solution.locks, *solution.forbids, *solution.mutual, *kept):
        need(0 <= i < n and 0 <= j < m, f"the pair {i}-{j} names nobody")
    for i, j in solution.locks:
        need(solution.match[i] == j, f"the lock {i}-{j} does not hold")
        need(solution.mentee_price[i] == 0, f"the locked mentee {i} has a price")
    need(len({i for i, _ in solution.locks}) == len(solution.locks), "a lock is counted twice")
    for i, j in (*solution.forbids, *solution.mutual):
        need(solution.match[i] != j, f"the forbidden pair {i}-{j} is matched")


def _check_both_ways(case: _Case) -> None:
    """Not A with B and B with A, unless HR locks both; nothing else is forbidden in this name."""
    solution, points = case.solution, case.points
    need(not (solution.allow_mutual and solution.mutual), "pairs are forbidden that may be")
    opposite = _Opposites(points)
    for i, j in solution.mutual:
        back = opposite.of(i, j)
        may = back is not None and points.score(*back) >= 0
        need(may, f"the pair {i}-{j} is forbidden without its opposite")
    pairs = set() if solution.allow_mutual else set(solution.pairs)
    for i, j in pairs - set(solution.locks):
        need(opposite.of(i, j) not in pairs, f"the pair {i}-{j} is matched both ways")


class _Opposites:
    def __init__(self, points: Points) -> None:
        self.mentee_ids, self.mentor_ids = points.mentee_ids or (), points.mentor_ids or ()
        self.mentee_row = {name: row for row, name in enumerate(self.mentee_ids)}
        self.mentor_row = {name: row for row, name in enumerate(self.mentor_ids)}

    def of(self, i: int, j: int) -> Pair | None:
        """B with A for A with B; None when they are not both on both sides, as far as is known."""
        if not (self.mentee_ids and self.mentor_ids):
            return None
        i_back = self.mentee_row.get(self.mentor_ids[j])
        j_back = self.mentor_row.get(self.mentee_ids[i])
        return None if i_back is None or j_back is None else (i_back, j_back)


def _look_at_all(case: _Case, worth: ClaimedWorth) -> tuple[list[int], Pair | None]:
    """Score of every mentee's own pair, -1 without one, and a pair that beats the prices."""
    limits, match = _Limits(case), case.solution.match
    own: list[int] = []
    better = None
    for rows, scores in scored_blocks(case.points):
        behind = np.pad(scores, ((0, 0), (0, 1)), constant_values=-1)  # where -1 looks
        own += behind[np.arange(len(rows)), match[rows]].tolist()
        better = better or limits.beaten(rows, scores, worth)
    return own, better


class _Limits:
    """What no pair may be worth more than: both prices less the bonus."""

    def __init__(self, case: _Case) -> None:
        self.free = case.free
        gain: list[int] = case.solution.mentee_price.tolist()
        price = [each - case.solution.bonus for each in case.solution.mentor_price.tolist()]
        kind = exact_type(max([0, *gain, *map(abs, price)]))
        self.gain: Numbers = np.array(gain, kind)
        self.price: Numbers = np.array(price, kind)

    def beaten(self, rows: Ints, scores: AnyInts, worth: ClaimedWorth) -> Pair | None:
        """A pair of a free mentee among these rows that is worth more."""
        step = max(1, COMPARED // max(len(self.price), 1))
        for at in range(0, len(rows), step):
            some = rows[at : at + step]
            limit = self.gain[some, None] + self.price
            better = worth.block(some, scores[at : at + step]) > limit
            better &= self.free[some, None]
            if better.any():
                line, j = np.argwhere(better)[0].tolist()
                return int(some[line]), j
        return None


def _check_numbers(case: _Case, scores: list[int]) -> None:
    solution = case.solution
    pairs, overridden = solution.pairs, set(solution.locks) & set(solution.overrides)
    for i, j in pairs:
        allowed = scores[i] >= 0 or (i, j) in overridden
        need(allowed, f"the pair {i}-{j} is not allowed")
    need(solution.matched == len(pairs), "the number matched is wrong")
    total = sum(max(score, 0) for score in scores)
    need(solution.total == total, "the total of points is wrong")


def _check_bonus(case: _Case, worth: ClaimedWorth) -> None:
    most = min(int(case.free.sum()), sum(case.places))
    enough = case.solution.bonus > most * worth.maximum
    need(enough, "the bonus does not put the number matched first")


def _check_sums(case: _Case, worth: ClaimedWorth, scores: list[int]) -> None:
    solution = case.solution
    kept = set(solution.keep.pairs) if solution.keep else set()
    loose = set(solution.pairs) - set(solution.locks)
    reached = sum(solution.bonus + worth.of(scores[i], kept=(i, j) in kept) for i, j in loose)
    gain, price = (prices.tolist() for prices in _prices(case))
    bound = sum(gain) + sum(v * places for v, places in zip(price, case.places, strict=True))
    need(reached == bound, f"the result is worth {reached}, the prices say {bound}")


def _prices(case: _Case) -> tuple[Numbers, Numbers]:
    return case.solution.mentee_price, case.solution.mentor_price


def _whole(numbers: Numbers) -> bool:
    """Whole numbers, in 64 bits or of any length."""
    if numbers.dtype == object:
        return all(type(number) is int for number in numbers.tolist())
    return numbers.dtype.kind in "iu" or numbers.size == 0
