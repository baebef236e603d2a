"""The leximin matching: found in stages of small numbers, proven in one of long ones.

A flow in 64 bits holds a few steps of the ladder at a time, so the lowest steps are settled
first. The prices of each flow say which results are still open: those that use only pairs without
slack (price of the mentee + price of the mentor = worth), serve every mentee with a price and fill
every mentor with one. These are all optimal results of the stage and no others, so the next steps
are settled among them. How the matching was found is not trusted: the least prices for the worths
of the whole ladder (`ladder_prices`) prove it over all N x M pairs, or name the pairs it missed.
"""

from collections.abc import Callable

import numpy as np

from matching.engine.arrays import Ints, row_blocks
from matching.engine.certificate import CertificateError
from matching.engine.flow import LARGEST, best_flow
from matching.engine.instance import Arcs
from matching.engine.ladder_prices import Board, Pool, Proof, better_pairs, closed_prices, prove
from matching.engine.own_scores import own_scores
from matching.engine.prices import gains, least_prices, own_worth
from matching.engine.problem import Problem
from matching.engine.solution import Solution, solution_of, with_locks

POOL = 32
FEW_PAIRS = 100_000
STRIDE = 7919  # prime: neighbours with the same taste keep different mentors
Progress = Callable[[str, float], None]


def leximin(problem: Problem, salt: bytes, progress: Progress | None = None) -> Solution:
    """Solve and prove a problem of up to 2,000 mentees."""
    tell = progress or _silent
    tell("score", 0.0)
    board = Board.of(problem, salt)
    pool, rounds = _first_pool(board), 0
    while True:
        tell("solve", 1 - 0.7 ** (rounds + 1))
        match = best_by_stages(pool.arcs, len(board.mentees), board.places)
        rounds += 1
        tell("prove", 1 - 0.7 ** (rounds + 1))
        proof = prove(board, pool.arcs, match)
        better = better_pairs(board, pool, proof)
        if len(better) == 0:
            break
        pool = pool.with_more(better)
    tell("prove", 1.0)
    return _solution(board, match, proof, salt, rounds)


def _silent(stage: str, done: float) -> None:
    """Nobody watches."""


def _first_pool(board: Board) -> Pool:
    """The best steps of every mentee; all pairs when there are few."""
    n, m = board.steps.shape
    size = m if n * m <= FEW_PAIRS else min(POOL, m)
    left_out, parts = np.full(n, -1), []
    for rows in row_blocks(n, m):
        step = np.where(board.has_place, board.steps[rows], np.int64(-1))
        key = step * m + (np.arange(m) - rows[:, None] * STRIDE) % max(m, 1)
        order = np.argsort(-key, axis=1)
        if size < m:
            left_out[rows] = np.take_along_axis(step, order[:, size : size + 1], axis=1)[:, 0]
        line = np.repeat(np.arange(len(rows)), size)
        mentor = order[:, :size].ravel()
        some = step[line, mentor] >= 0
        line, mentor = line[some], mentor[some]
        parts.append(Arcs(rows[line], mentor, step[line, mentor]))
    return Pool(Arcs.join(parts), left_out)


def best_by_stages(arcs: Arcs, n: int, places: Ints) -> Ints:
    """Mentor of each mentee (n,), -1 for none: leximin among pairs whose worth is their step."""
    stage = _Stage(arcs, n, places)
    while stage.has_steps:
        stage.settle()
    return stage.match


class _Stage:
    """The results still open: `arcs`, and the mentees and mentors all of them serve and fill."""

    def __init__(self, arcs: Arcs, n: int, places: Ints) -> None:
        self.arcs, self.places = arcs, places
        self.match = np.full(n, -1)
        self.served, self.filled = np.zeros(n, bool), np.zeros(len(places), bool)
        self.settled = -1  # the highest step that is
        self.base = min(n, int(places.sum())) + 2  # above any count
        self.digits = _digits(self.base, n + len(places))

    @property
    def has_steps(self) -> bool:
        return bool((self.arcs.worth > self.settled).any())

    def settle(self) -> None:
        """One flow: the fewest pairs on the next steps, the lowest first."""
        steps = np.unique(self.arcs.worth)
        steps = steps[steps > self.settled][: self.digits]
        arcs = Arcs(self.arcs.mentee, self.arcs.mentor, self._worth(steps))
        match = best_flow(arcs, len(self.match), self.places, 0)
        price = least_prices(arcs, match, self.places, 0)
        gain = gains(own_worth(arcs, match), match, price, 0)
        slack = gain[arcs.mentee] + price[arcs.mentor] - arcs.worth
        if (slack < 0).any() or (gain < 0).any():
            raise CertificateError("the flow and its prices disagree")
        self.match, self.settled = match, int(steps[-1])
        self.served |= gain > 0
        self.filled |= price > 0
        tight = slack == 0
        parts = self.arcs.mentee, self.arcs.mentor, self.arcs.worth
        self.arcs = Arcs(*(part[tight] for part in parts))

    def _worth(self, steps: Ints) -> Ints:
        """Worth of each pair in this stage, in digits to the base.

        One more match counts most in the first stage; the later ones match as many anyway, and
        serving or filling whoever must be counts most in them.
        """
        first = self.settled < 0
        place = np.searchsorted(steps, self.arcs.worth)
        counts = (self.arcs.worth > self.settled) & (place < len(steps))
        power = self.base ** np.arange(self.digits)[::-1]
        cost = np.where(counts, power[np.minimum(place, len(steps) - 1)], 0)
        highest = self.base ** (self.digits if first else self.digits - 1)
        must = 0 + self.served[self.arcs.mentee] + self.filled[self.arcs.mentor]
        worth: Ints = highest - cost + must * self.base**self.digits
        return worth


def _digits(base: int, nodes: int) -> int:
    """Digits to the base that a flow of so many nodes can tell apart in 64 bits.

    Its prices go up to four times the square of the nodes times the highest cost: each round of
    the cost scaling moves them by up to 3 * nodes * epsilon, and epsilon falls by 5 every round.
    """
    digits = 1
    while 3 * base ** (digits + 1) * 4 * (nodes + 3) ** 2 <= LARGEST:
        digits += 1
    return digits


def _solution(board: Board, match: Ints, proof: Proof, salt: bytes, rounds: int) -> Solution:
    """Back to the rows of the problem."""
    problem, (n, m) = board.problem, board.problem.points.shape
    found = np.full(n, -1)
    found[board.mentees] = np.append(board.mentors, -1)[match]
    found = with_locks(problem, found)
    mentee_price, mentor_price = np.zeros(n, object), np.zeros(m, object)
    mentee_price[board.mentees] = proof.gain
    mentor_price[board.mentors] = proof.price + closed_prices(board, proof)
    total = int(own_scores(problem.points, found).sum())
    return solution_of(
        problem, found, (mentee_price, mentor_price), total=total, salt=salt, rounds=rounds
    )
