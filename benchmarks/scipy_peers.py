"""The same problem for SciPy, dense and sparse: places become columns, a match is worth `big`.

Both get the scores from the engine's tables; building their matrix is a step of its own. The costs
are made to be minimized, so that SciPy need not copy the matrix to negate it.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from benchmarks.company import Company
from matching.engine import ProfilePoints
from matching.engine.arrays import AnyInts, Ints, row_blocks

Costs = NDArray[np.float64]


def big(company: Company) -> int:
    """More than all points that one more match could cost."""
    most = min(len(company.mentees), int(company.capacity.sum()))
    return (most + 1) * (company.policy.maximum + 1)


def blocks(points: ProfilePoints) -> Iterator[tuple[Ints, AnyInts]]:
    n, m = points.shape
    for rows in row_blocks(n, m):
        yield rows, points.block(rows)


def dense(company: Company) -> Costs:
    """(N, places): less than 0 where a pair is allowed."""
    place = np.repeat(np.arange(len(company.capacity)), company.capacity)
    costs = np.zeros((len(company.mentees), len(place)))
    worth = -float(big(company))
    for rows, scores in blocks(company.points()):
        costs[rows] = np.where(scores >= 0, worth - scores, 0.0)[:, place]
    return costs


def solve_dense(costs: Costs, worth: int) -> tuple[int, int]:
    """Number matched and their points."""
    return split(costs[linear_sum_assignment(costs)], worth)


def sparse(company: Company) -> csr_matrix:
    """Allowed pairs per place, and a column of each mentee's own for staying without a mentor.

    Weights are above 0 by 1 and the mentees' own columns far above all: zeros would vanish.
    """
    n, capacity = len(company.mentees), company.capacity
    first, worth = np.cumsum(capacity) - capacity, float(big(company))
    counts, columns, weights = [np.zeros(1, np.int64)], [], []
    for rows, scores in blocks(company.points()):
        row, mentor = np.nonzero(scores >= 0)
        times = capacity[mentor]
        offset = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        own = np.bincount(np.repeat(row, times), minlength=len(rows))
        ends = np.cumsum(own)
        column = np.insert(np.repeat(first[mentor], times) + offset, ends, capacity.sum() + rows)
        weight = np.insert(
            np.repeat(company.policy.maximum + 1.0 - scores[row, mentor], times), ends, worth
        )
        counts.append(own + 1)
        columns.append(column.astype(np.int32))
        weights.append(weight)
    start = np.cumsum(np.concatenate(counts))
    shape = n, int(capacity.sum()) + n
    return csr_matrix((np.concatenate(weights), np.concatenate(columns), start), shape)


def solve_sparse(weights: csr_matrix, maximum: int) -> tuple[int, int]:
    rows, columns = min_weight_full_bipartite_matching(weights)
    places = weights.shape[1] - weights.shape[0]
    matched = columns < places
    paid = np.asarray(weights[rows[matched], columns[matched]]).ravel()
    return int(matched.sum()), int((maximum + 1 - paid).sum())


def split(paid: Costs, worth: int) -> tuple[int, int]:
    matched = int((paid < 0).sum())
    return matched, -int(paid.sum()) - matched * worth
