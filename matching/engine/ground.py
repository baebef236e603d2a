"""Factors about what two people share: weekly hours, interests, places worked before, wishes.

Every function takes mentee rows and answers for all mentors, (len(rows), M).
"""

import numpy as np

from matching.engine.arrays import AnyInts, Ints
from matching.engine.cohort import Cohort
from matching.engine.layers import steps

ENOUGH_INTERESTS = 3


def hours(cohort: Cohort, rows: Ints) -> AnyInts:
    """A share for each common weekly hour, all points at the policy's number."""
    full = cohort.policy.hours_full
    shared = np.zeros((len(rows), cohort.shape[1]), np.uint8)
    for mine, theirs in zip(*cohort.hour_words, strict=True):
        shared += np.bitwise_count(mine[rows, None] & theirs[None, :])
    return steps(shared, full, cohort.policy.weights["hours"])


def interests(cohort: Cohort, rows: Ints) -> AnyInts:
    """A third for each common interest, up to three."""
    shared = cohort.interests.sums(rows)
    return steps(shared, ENOUGH_INTERESTS, cohort.policy.weights["interests"])


def background(cohort: Cohort, rows: Ints) -> AnyInts:
    """All points for a mentor who worked where the mentee works, half for another
    department both know."""
    return steps(cohort.background.highest(rows), 2, cohort.policy.weights["background"])


def wishes(cohort: Cohort, rows: Ints) -> AnyInts:
    """Two thirds for the mentee's wish, one for the mentor's; a fifth less per rank."""
    out = np.zeros((len(rows), cohort.shape[1]), np.int32)
    found, line = cohort.wishes.pick(rows)
    out[line, found[:, 0]] = found[:, 1]
    return out
