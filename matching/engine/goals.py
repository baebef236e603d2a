"""Factors and the rule about what one person can teach the other.

Every function takes mentee rows and answers for all mentors, (len(rows), M).
"""

import numpy as np

from matching.engine.arrays import AnyInts, Bools, Ints
from matching.engine.cohort import Cohort
from matching.engine.layers import share
from matching.engine.skills import FULL
from matching.engine.stacks import Counts, Stack


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


def _skills(cohort: Cohort, rows: Ints, covered: Counts) -> AnyInts:
    return _share(cohort.covered, rows, covered, cohort.policy.weights["skills"])


def _reciprocal(cohort: Cohort, rows: Ints, covered: Counts) -> AnyInts:
    both = (covered > 0) & (cohort.taught.highest(rows) > 0)
    return both * np.int16(cohort.policy.weights["reciprocal"])


def _uncovered(cohort: Cohort, rows: Ints, covered: Counts) -> Bools:
    uncovered: Bools = (covered == 0) & (cohort.covered.asked(rows) > 0)[:, None]
    return uncovered


def _share(stack: Stack, rows: Ints, covered: Counts, weight: int) -> AnyInts:
    return share(covered, stack.asked(rows) * FULL, weight)
