"""How far each pair is from the prices of a solution, in blocks of mentees.

slack = price of the mentee + price of the mentor - (bonus + worth of the pair), never below 0 in
a proven solution. It is the least that forcing the pair would cost. Pairs without slack are the
ones some optimum may use.
"""

import numpy as np

from matching.engine.arrays import Ints
from matching.engine.points import Points
from matching.engine.solution import Solution
from matching.engine.worths import Worths

NO_PAIR = np.iinfo(np.int64).max


def worths_of(points: Points, solution: Solution) -> Worths:
    """What the solver maximised, with every pair out that it could not use."""
    return Worths(
        points,
        forbids=(*solution.forbids, *solution.mutual),
        floors=solution.floors,
        keep=solution.keep,
        fairness=solution.fairness,
    )


class Slack:
    """`block(rows)` as above, int64 (len(rows), M); NO_PAIR where no pair is allowed.

    Locked mentees stand outside the prices: their rows say nothing.
    """

    def __init__(self, points: Points, solution: Solution) -> None:
        self._worths, self._solution = worths_of(points, solution), solution

    def block(self, rows: Ints) -> Ints:
        solution, worth = self._solution, self._worths.block(rows)
        prices = solution.mentee_price[rows, None] + solution.mentor_price
        slack: Ints = np.where(worth >= 0, prices - solution.bonus - worth, NO_PAIR)
        return slack


def loose(solution: Solution) -> Ints:
    """Match (N,) without the locked mentees, who cannot move: -1 for them."""
    match = solution.match.copy()
    match[[i for i, _ in solution.locks]] = -1
    return match
