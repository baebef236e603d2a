"""The proof of a leximin matching: least prices in long numbers, held against every pair.

The same prices and the same rule as in `prices` and `scan`, for worths beyond 64 bits.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.engine.arrays import AnyInts, Bools, Ints, Numbers, expand, row_blocks, starts
from matching.engine.certificate import CertificateError
from matching.engine.instance import Arcs
from matching.engine.order import canonical
from matching.engine.problem import Problem

MOST_ADDED = 8


@dataclass(frozen=True)
class Board:
    """A small problem with every pair's step of the ladder, in the order of the salted names."""

    problem: Problem
    mentees: Ints  # (n,) rows the solver decides on
    mentors: Ints  # (M,)
    steps: AnyInts  # (n, M) int16, -1 for no pair
    worth: Numbers  # of each step with the bonus; 0 behind the end, where step -1 looks

    @classmethod
    def of(cls, problem: Problem, salt: bytes) -> "Board":
        points, (n, m) = problem.points, problem.points.shape
        order = canonical(points.mentee_ids, n, salt)
        mentees, mentors = (
            order[np.isin(order, problem.free)],
            canonical(points.mentor_ids, m, salt),
        )
        steps = np.full((len(mentees), m), -1, np.int16)
        for rows in row_blocks(*steps.shape):
            steps[rows] = problem.worths.steps(mentees[rows])[:, mentors]
        worth = [*(problem.bonus + each for each in problem.worths.ladder.worths), 0]
        return cls(problem, mentees, mentors, steps, np.array(worth, object))

    @cached_property
    def places(self) -> Ints:
        return self.problem.places[self.mentors]

    @cached_property
    def has_place(self) -> Bools:
        found: Bools = self.places > 0
        return found

    def own_worth(self, match: Ints) -> Numbers:
        """Worth of each mentee's own pair (n,), 0 without one."""
        rows = np.arange(len(match))
        own = self.steps[rows, match] if len(self.mentors) else match
        return self.worth[np.where(match >= 0, own, -1)]


@dataclass(frozen=True)
class Pool:
    """Some pairs (their worth is their step), and each mentee's best step among the others (n,)."""

    arcs: Arcs
    left_out: Ints

    def with_more(self, arcs: Arcs) -> "Pool":
        return Pool(Arcs.join([self.arcs, arcs]), self.left_out)


@dataclass(frozen=True)
class Proof:
    """Gain of each mentee (n,) and price of each mentor (M,): Python's whole numbers."""

    gain: Numbers
    price: Numbers


def prove(board: Board, arcs: Arcs, match: Ints) -> Proof:
    """The least prices of a matching among some pairs; CertificateError when it is not optimal."""
    own = board.own_worth(match)
    price = _Search(board, arcs, match).least()
    gain = _gains(own, match, price)
    if (gain < 0).any() or own.sum() != gain.sum() + (board.places * price).sum():
        raise CertificateError("the matching is not optimal among its pairs")
    return Proof(gain, price)


def _gains(own: Numbers, match: Ints, price: Numbers) -> Numbers:
    """What each mentee gains (n,): worth of the own pair less its price, or 0."""
    gain: Numbers = own - np.append(price, 0)[match]  # -1 looks behind the end
    return gain


class _Search:
    """Raise each mentor's price to what the best mentee without them would pay more than now."""

    def __init__(self, board: Board, arcs: Arcs, match: Ints) -> None:
        self.arcs, self.match = arcs, match
        self.own, self.worth = board.own_worth(match), board.worth[arcs.worth]
        self.price = np.zeros(len(board.places), object)
        self.arc_start = starts(arcs.mentee, len(match))
        self.by_mentor = np.argsort(match, kind="stable")
        self.first = np.searchsorted(match[self.by_mentor], np.arange(len(self.price) + 1))
        self.full = np.diff(self.first) == board.places

    def least(self) -> Numbers:
        changed = np.arange(len(self.match))
        for _ in range(len(self.price) + 2):
            if len(changed) == 0:
                return self.price
            changed = self._raise_prices(changed)
        raise CertificateError("the matching is not optimal among its pairs")

    def _raise_prices(self, mentees: Ints) -> Ints:
        """Raise mentors to what these mentees would pay; whose gain that changes."""
        count = self.arc_start[mentees + 1] - self.arc_start[mentees]
        arc = expand(self.arc_start[mentees], count)
        mentor, match = self.arcs.mentor[arc], self.match[mentees]
        gain = _gains(self.own[mentees], match, self.price)
        offer = self.worth[arc] - np.repeat(gain, count)
        more = (offer > self.price[mentor]) & (mentor != np.repeat(match, count))
        mentor, offer = mentor[more], offer[more]
        if not self.full[mentor].all():
            raise CertificateError("a mentor with a free place would be worth more")
        np.maximum.at(self.price, mentor, offer)
        raised = np.unique(mentor)
        return self.by_mentor[expand(self.first[raised], np.diff(self.first)[raised])]


def better_pairs(board: Board, pool: Pool, proof: Proof) -> Arcs:
    """The pairs outside the pool that beat the prices most, up to 8 per mentee.

    Only mentors cheaper than a mentee's best pair outside leaves room for are looked at.
    """
    places = np.flatnonzero(board.has_place)
    order = places[np.argsort(proof.price[places], kind="stable")]
    prices = proof.price[order]
    limit = board.worth[pool.left_out] - proof.gain
    reach = np.where(pool.left_out < 0, 0, np.searchsorted(prices, limit))
    found = [_beating(board, proof, i, order[: reach[i]]) for i in np.flatnonzero(reach).tolist()]
    return Arcs.join(found)


def _beating(board: Board, proof: Proof, i: int, mentors: Ints) -> Arcs:
    step = board.steps[i, mentors]
    excess = board.worth[step] - proof.price[mentors] - proof.gain[i]
    best = np.flatnonzero((step >= 0) & (excess > 0))
    best = best[np.argsort(-excess[best], kind="stable")[:MOST_ADDED]]
    return Arcs(np.full(len(best), i), mentors[best], step[best].astype(np.int64))


def closed_prices(board: Board, proof: Proof) -> Numbers:
    """What one place of each mentor who has none would bring, (M,); 0 for the others."""
    price = np.zeros(len(board.places), object)
    for j in np.flatnonzero(~board.has_place).tolist():
        offers = board.worth[board.steps[:, j]] - proof.gain
        price[j] = max(offers[board.steps[:, j] >= 0].tolist(), default=0)
    return np.maximum(price, 0)
