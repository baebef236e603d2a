"""From a problem to a proven solution: small flow, prices, every pair checked, repeat.

Huang et al. and the textbook dual: min sum u + sum places * v with u + v >= bonus + worth on
every pair. The flow sees only a pool of pairs; the scan then looks at all of them and brings in
those that beat the prices, until none does and the proof holds for all N x M pairs.
"""

from collections.abc import Callable

import numpy as np

from matching.engine.arrays import Ints
from matching.engine.certificate import CertificateError
from matching.engine.flow import best_flow, check_size
from matching.engine.instance import Arcs, Instance
from matching.engine.pool import first_pool
from matching.engine.prices import gains, least_prices, own_worth
from matching.engine.problem import Problem
from matching.engine.scan import better_pairs, closed_prices
from matching.engine.solution import Solution

POOL = 32
Progress = Callable[[str, float], None]


def optimum(problem: Problem, salt: bytes, progress: Progress | None = None) -> Solution:
    """Solve and prove; ValueError when the points are too large for exact arithmetic."""
    tell = progress or _silent
    check_size(problem.bonus, problem.maximum, sum(problem.points.shape))
    instance = Instance.of(problem, salt)
    tell("score", 0.0)
    pool, rounds = first_pool(instance, POOL), 0
    while True:
        tell("solve", 1 - 0.7 ** (rounds + 1))
        match, gain, price = _solve(instance, pool.arcs)
        rounds += 1
        tell("prove", 1 - 0.7 ** (rounds + 1))
        better = better_pairs(instance, pool, gain, price)
        if len(better) == 0:
            break
        pool = pool.with_more(better)
    price += closed_prices(instance, gain)
    tell("prove", 1.0)
    return _solution(instance, match, gain, price, salt, rounds)


def _silent(stage: str, done: float) -> None:
    """Nobody watches."""


def _solve(instance: Instance, arcs: Arcs) -> tuple[Ints, Ints, Ints]:
    """Match, gains and prices that are optimal among the arcs; checked."""
    bonus, places = instance.problem.bonus, instance.places
    match = best_flow(arcs, len(instance.mentees), places, bonus)
    price = least_prices(arcs, match, places, bonus)
    worth = own_worth(arcs, match)
    gain = gains(worth, match, price, bonus)
    reached = int(worth.sum()) + bonus * int((match >= 0).sum())
    if (gain < 0).any() or reached != int(gain.sum()) + int((places * price).sum()):
        raise CertificateError("the flow and its prices disagree")
    return match, gain, price


def _solution(
    instance: Instance, match: Ints, gain: Ints, price: Ints, salt: bytes, rounds: int
) -> Solution:
    """Back to the rows of the problem, with the locked pairs."""
    problem, (n, m) = instance.problem, instance.problem.points.shape
    found = np.full(n, -1)
    found[instance.mentees] = np.where(match >= 0, instance.mentors[match], -1) if m else -1
    for i, j in problem.locks:
        found[i] = j
    mentee_price, mentor_price = np.zeros(n, np.int64), np.zeros(m, np.int64)
    mentee_price[instance.mentees], mentor_price[instance.mentors] = gain, price
    return Solution(
        match=found,
        matched=int((found >= 0).sum()),
        total=total_points(problem, found),
        mentee_price=mentee_price,
        mentor_price=mentor_price,
        bonus=problem.bonus,
        locks=problem.locks,
        forbids=problem.forbids,
        overrides=problem.overrides,
        floors=problem.floors,
        keep=problem.keep,
        salt=salt,
        rounds=rounds,
    )


def total_points(problem: Problem, match: Ints) -> int:
    """Points of the matched pairs; an overridden pair counts 0."""
    rows = np.flatnonzero(match >= 0)
    blocks = (rows[at : at + 64] for at in range(0, len(rows), 64))
    scores = [problem.points.block(b)[np.arange(len(b)), match[b]] for b in blocks]
    return sum(int(np.maximum(score, 0).sum()) for score in scores)
