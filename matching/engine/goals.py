"""Factors and the rule about what one person can teach the other.

Every function takes mentee rows and answers for all mentors, (len(rows), M).
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import AnyInts, Bools, Ints
from matching.engine.cohort import Cohort
from matching.engine.skills import FULL


def skills(cohort: Cohort, rows: Ints) -> AnyInts:
    """The covered share of all goals."""
    return _shares(cohort, rows, cohort.policy.weights["skills"], first_only=False)


def goal_priority(cohort: Cohort, rows: Ints) -> AnyInts:
    """The covered share of the goals that matter most to the mentee."""
    return _shares(cohort, rows, cohort.policy.weights["goal_priority"], first_only=True)


def reciprocal(cohort: Cohort, rows: Ints) -> AnyInts:
    """All points when the mentee can teach the mentor something too."""
    both = np.stack([_covers(cohort, i) & _taught(cohort, i) for i in rows.tolist()])
    return both * cohort.policy.weights["reciprocal"]


def no_goal_covered(cohort: Cohort, rows: Ints) -> Bools:
    """Nothing the mentee wants is offered; a mentee without goals is not held back."""
    open_goals = np.diff(cohort.mentees.goals.start)[rows] > 0
    uncovered = np.stack([~_covers(cohort, i) for i in rows.tolist()])
    blocked: Bools = open_goals[:, None] & uncovered
    return blocked


def goal_keys(cohort: Cohort, i: int, *, first_only: bool) -> Ints:
    """Rows of the coverage table for the goals of mentee i."""
    keys = cohort.covered.of(i)
    if not first_only:
        return keys
    start = cohort.mentees.goals.start
    return keys[cohort.first_goals[start[i] : start[i + 1]]]


def add(cohort: Cohort, rows: Ints, out: AnyInts, never: int) -> None:
    """Add all of the above to `out` in one pass; `never` where the rule blocks."""
    policy = cohort.policy
    factors = (("skills", False), ("goal_priority", True))
    used = [(policy.weights[code], first) for code, first in factors if policy.weights[code]]
    blocks, both = "no_goal_covered" in policy.rules, policy.weights["reciprocal"]
    for line, i in zip(out, rows.tolist(), strict=True):
        if len(cohort.covered.of(i)) == 0:
            continue
        for weight, first in used:
            line += _points(cohort, i, weight, first_only=first).astype(line.dtype)
        if both or blocks:
            covers = _covers(cohort, i)
            if both:
                line += (covers & _taught(cohort, i)) * line.dtype.type(both)
            if blocks:
                np.copyto(line, never, where=~covers)


def _shares(cohort: Cohort, rows: Ints, weight: int, *, first_only: bool) -> AnyInts:
    lines = [_points(cohort, i, weight, first_only=first_only) for i in rows.tolist()]
    return np.stack(lines)


def _points(cohort: Cohort, i: int, weight: int, *, first_only: bool) -> AnyInts:
    keys = goal_keys(cohort, i, first_only=first_only)
    if len(keys) == 0:
        return np.zeros(cohort.shape[1], np.uint16)
    most = FULL * len(keys)
    covered: AnyInts = cohort.covered.total(keys)
    if most * weight >= 2**16:
        covered = covered.astype(np.int64)
    covered = np.multiply(covered, covered.dtype.type(weight))
    return np.floor_divide(covered, covered.dtype.type(most))


def _covers(cohort: Cohort, i: int) -> Bools:
    return _any(cohort.covered.rows[cohort.covered.of(i)])


def _taught(cohort: Cohort, i: int) -> Bools:
    return _any(cohort.taught.rows[cohort.taught.of(i)])


def _any(rows: NDArray[np.uint8]) -> Bools:
    some: Bools = np.logical_or.reduce(rows, axis=0)
    return some
