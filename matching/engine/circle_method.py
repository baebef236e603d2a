"""The circle method: n people (even) meet each other once in n - 1 rounds.

The last one stays, the others turn: in round r the numbers below n - 1 whose sum is r (mod n - 1)
meet, and the last meets the one who would meet themselves. T. P. Kirkman (1850).
"""

import numpy as np

from matching.engine.arrays import Ints
from matching.engine.meetings import Past
from matching.engine.peer_graph import PeerGraph, blocks


def rounds_of(rows: Ints, n: int) -> Ints:
    """In which round some people meet everybody, (len(rows), n); the diagonal says nothing."""
    everybody = np.arange(n)
    turning = (rows[:, None] + everybody) % (n - 1)
    turning[:, n - 1] = 2 * rows % (n - 1)
    turning[rows == n - 1] = 2 * everybody % (n - 1)
    return turning


def pairs_of_round(n: int, number: int) -> Ints:
    """The n / 2 pairs of a round, (n / 2, 2), the lower number first."""
    first = np.arange(n - 1)
    second = (number - first) % (n - 1)
    second[first == second] = n - 1
    pairs = np.column_stack([first, second])
    return pairs[pairs[:, 0] < pairs[:, 1]]


def free_round(graph: PeerGraph, past: Past) -> int | None:
    """Of the rounds in which all meet whom they met least, the one with the most points.

    None when the number is odd, when two must not meet, or when no such round is left.
    """
    n = graph.size
    if n < 2 or n % 2:
        return None
    points, times = np.zeros((2, n - 1), np.int64)
    least = np.iinfo(np.int64).max
    for rows, score in blocks(graph):
        others = np.arange(n) != rows[:, None]
        if (score[others] < 0).any():
            return None
        number, met = rounds_of(rows, n)[others], past.times(rows)[others]
        np.add.at(points, number, score[others])
        np.add.at(times, number, met)
        least = min(least, int(met.min()))
    free = np.flatnonzero(times == least * n)
    return int(free[points[free].argmax()]) if len(free) else None
