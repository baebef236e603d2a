"""What one more place of each mentor would bring, read off the prices; no problem is solved again.

Source: Leonard 1983, "Elicitation of honest preferences for the assignment of individuals to
positions": the least prices are the exact gains of one more place. Each answer is about one place
alone: two places together may bring less than their sum.
"""

from dataclasses import dataclass

import numpy as np

from matching.engine.openings import Openings
from matching.engine.points import Points
from matching.engine.solution import Solution


@dataclass(frozen=True)
class PlaceValue:
    """Exact gain of one more place with a mentor (column of the points), 0 where it brings nothing.

    `matches` is 0 or 1; `points` is the change of the total that the solver maximises (with floors
    and kept pairs lifted, as they were; for leximin good for comparing only) and may be below 0
    beside a match. `mentee` is somebody unmatched who would get in, by `best_places` only; None
    when nobody would.
    """

    mentor: int
    matches: int
    points: int
    mentee: int | None = None


def place_values(solution: Solution) -> tuple[PlaceValue, ...]:
    """One value per mentor, in their order; no scoring needed."""
    prices = enumerate(solution.mentor_price.tolist())
    return tuple(PlaceValue(j, *solution.split(price)) for j, price in prices)


def best_places(points: Points, solution: Solution, k: int = 5) -> tuple[PlaceValue, ...]:
    """Up to k mentors worth asking for one more place, the best first, equals by column.

    ValueError when k is below 0. Scores every mentee at most once.
    """
    if k < 0:
        raise ValueError("k must be 0 or more")
    order = np.argsort(-solution.mentor_price, kind="stable")[:k]
    lets_in = Openings(points, solution).let_in() if k else order
    return tuple(
        PlaceValue(j, *solution.split(price), mentee=mentee if mentee >= 0 else None)
        for j in order.tolist()
        for price, mentee in [(int(solution.mentor_price[j]), int(lets_in[j]))]
        if price > 0
    )
