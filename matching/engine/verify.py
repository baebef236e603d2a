"""Check a result without trusting whoever found it.

It scores every pair again and uses nothing of the solver: neither flow nor pool nor prices' making.
"""

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import Ints, row_blocks
from matching.engine.certificate import CertificateError
from matching.engine.points import Points
from matching.engine.problem import Problem
from matching.engine.solution import Solution


def verify(points: Points, capacity: ArrayLike, solution: Solution) -> None:
    """Raise CertificateError unless the solution is allowed, within capacity and optimal."""
    problem = Problem.of(
        points,
        capacity,
        locks=solution.locks,
        forbids=(*solution.forbids, *solution.mutual),
        overrides=solution.overrides,
        floors=solution.floors,
        keep=solution.keep,
        fairness=solution.fairness,
    )
    _check_shape(problem, solution)
    _check_decisions(problem, solution)
    worth, score = _own_pairs(problem, solution)
    _check_numbers(problem, solution, score)
    _check_optimal(problem, solution, worth)


def _check_shape(problem: Problem, solution: Solution) -> None:
    n, m = problem.points.shape
    match = solution.match
    _need(match.shape == (n,) and match.min(initial=-1) >= -1, "match names nobody")
    _need(match.max(initial=-1) < m, "match names nobody")
    _need(solution.mentee_price.shape == (n,), "a price per mentee is missing")
    _need(solution.mentor_price.shape == (m,), "a price per mentor is missing")
    used = np.bincount(match[match >= 0], minlength=m)
    _need(bool((used <= problem.capacity).all()), "a mentor has more mentees than places")


def _check_decisions(problem: Problem, solution: Solution) -> None:
    for i, j in problem.locks:
        _need(solution.match[i] == j, f"the lock {i}-{j} does not hold")
    for i, j in problem.forbids:
        _need(solution.match[i] != j, f"the forbidden pair {i}-{j} is matched")


def _own_pairs(problem: Problem, solution: Solution) -> tuple[Ints, Ints]:
    """Worth and points (N,) of each mentee's own pair, 0 without one."""
    worth, score = np.zeros((2, len(solution.match)), np.int64)
    matched, width = np.flatnonzero(solution.match >= 0), problem.points.shape[1]
    for rows in (matched[block] for block in row_blocks(len(matched), width)):
        cells = np.arange(len(rows)), solution.match[rows]
        worth[rows] = problem.worths.block(rows)[cells]
        score[rows] = problem.points.block(rows)[cells]
    for i, j in solution.pairs:
        _need(worth[i] >= 0 or (i, j) in problem.overrides, f"the pair {i}-{j} is not allowed")
    return worth, np.maximum(score, 0)


def _check_numbers(problem: Problem, solution: Solution, score: Ints) -> None:
    _need(solution.matched == len(solution.pairs), "the number matched is wrong")
    _need(solution.total == int(score.sum()), "the total of points is wrong")
    most = min(len(problem.free), int(problem.places.sum()))
    enough = solution.bonus > most * problem.maximum
    _need(enough, "the bonus does not put the number matched first")


def _check_optimal(problem: Problem, solution: Solution, worth: Ints) -> None:
    gain, price = solution.mentee_price, solution.mentor_price
    _need(bool((gain >= 0).all() and (price >= 0).all()), "a price is below 0")
    for block in row_blocks(len(problem.free), problem.points.shape[1]):
        rows = problem.free[block]
        pairs = problem.worths.block(rows)
        _need(int(pairs.max(initial=0)) <= problem.maximum, "a pair has too many points")
        better = (pairs >= 0) & (pairs + solution.bonus > gain[rows, None] + price)
        if better.any():
            x, j = np.argwhere(better)[0].tolist()
            raise CertificateError(f"the pair {rows[x]}-{j} would improve the result")
    matched = solution.match[problem.free] >= 0
    reached = int(worth[problem.free].sum()) + solution.bonus * int(matched.sum())
    bound = int(gain[problem.free].sum()) + int((problem.places * price).sum())
    _need(reached == bound, f"the result is worth {reached}, the prices say {bound}")


def _need(holds: bool, otherwise: str) -> None:
    if not holds:
        raise CertificateError(otherwise)
