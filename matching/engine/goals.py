"""Factors and the rule about what one person can teach the other.

Every function takes mentee rows and answers for all mentors, (len(rows), M).
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import AnyInts, Bools, Ints
from matching.engine.cohort import Cohort
from matching.engine.skills import FULL
from matching.engine.stacks import Counts, Stack

EXACT_IN_FLOAT32 = 2**24


def skills(cohort: Cohort, rows: Ints) -> AnyInts:
    """The covered share of all goals."""
    return _skills(cohort, rows, cohort.covered.sums(rows))


def goal_priority(cohort: Cohort, rows: Ints) -> AnyInts:
    """The covered share of the goals that matter most to the mentee."""
    stack = cohort.covered_first
    return _share(stack, rows, stack.sums(rows), cohort.policy.weights["goal_priority"])


def reciprocal(cohort: Cohort, rows: Ints) -> AnyInts:
    """All points when the mentee can teach the mentor something too."""
    return _reciprocal(cohort, rows, cohort.covered.sums(rows))


def no_goal_covered(cohort: Cohort, rows: Ints) -> Bools:
    """Nothing the mentee wants is offered; a mentee without goals is not held back."""
    return _uncovered(cohort, rows, cohort.covered.sums(rows))


def add(cohort: Cohort, rows: Ints, out: AnyInts, never: int) -> None:
    """Add all of the above to `out` in one pass; `never` where the rule blocks."""
    weights, covered = cohort.policy.weights, cohort.covered.sums(rows)
    if weights["skills"]:
        out += _skills(cohort, rows, covered)
    if weights["goal_priority"]:
        out += goal_priority(cohort, rows)
    if weights["reciprocal"]:
        out += _reciprocal(cohort, rows, covered)
    if "no_goal_covered" in cohort.policy.rules:
        np.copyto(out, never, where=_uncovered(cohort, rows, covered))


def _skills(cohort: Cohort, rows: Ints, covered: Counts) -> AnyInts:
    return _share(cohort.covered, rows, covered, cohort.policy.weights["skills"])


def _reciprocal(cohort: Cohort, rows: Ints, covered: Counts) -> AnyInts:
    both = (covered > 0) & (cohort.taught.highest(rows) > 0)
    return both * np.int16(cohort.policy.weights["reciprocal"])


def _uncovered(cohort: Cohort, rows: Ints, covered: Counts) -> Bools:
    uncovered: Bools = (covered == 0) & (cohort.covered.asked(rows) > 0)[:, None]
    return uncovered


def _share(stack: Stack, rows: Ints, covered: Counts, weight: int) -> AnyInts:
    """weight * covered // all that could be covered.

    Division in floating point is exact here: the quotient of two whole numbers below 2^24
    (2^53) is never rounded up to the next whole number.
    """
    most = np.maximum(stack.asked(rows), 1) * FULL
    exact = weight * int(most.max(initial=1)) < EXACT_IN_FLOAT32
    points: NDArray[np.floating] = covered.astype(np.float32 if exact else np.float64)
    points *= weight
    points /= most[:, None].astype(points.dtype)
    return points.astype(np.int16)
