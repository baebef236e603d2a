"""Factors about what two people share: weekly hours, interests, places worked before, wishes.

Every function takes mentee rows and answers for all mentors, (len(rows), M).
"""

import numpy as np

from matching.engine.arrays import AnyInts, Ints
from matching.engine.cohort import Cohort

ENOUGH_INTERESTS = 3


def hours(cohort: Cohort, rows: Ints) -> AnyInts:
    """A share for each common weekly hour, all points at the policy's number."""
    full = cohort.policy.hours_full
    shared = np.zeros((len(rows), cohort.shape[1]), np.uint8)
    for mine, theirs in zip(*cohort.hour_words, strict=True):
        shared += np.bitwise_count(mine[rows, None] & theirs[None, :])
    return _steps(shared, full, cohort.policy.weights["hours"])


def interests(cohort: Cohort, rows: Ints) -> AnyInts:
    """A third for each common interest, up to three."""
    shared = np.zeros((len(rows), cohort.shape[1]), np.uint8)
    for line, i in zip(shared, rows.tolist(), strict=True):
        for value in set(cohort.mentees.interests.row(i)[:, 0].tolist()):
            np.add(line, cohort.interested.row(value), out=line)
    return _steps(shared, ENOUGH_INTERESTS, cohort.policy.weights["interests"])


def background(cohort: Cohort, rows: Ints) -> AnyInts:
    """All points for a mentor who worked where the mentee works, half for another
    department both know."""
    halves = np.zeros((len(rows), cohort.shape[1]), np.uint8)
    for line, i in zip(halves, rows.tolist(), strict=True):
        for value in cohort.mentees.background.row(i)[:, 0].tolist():
            np.maximum(line, cohort.knows.row(value), out=line)
        if cohort.mentees.department[i] >= 0:
            before = cohort.worked_in.row(int(cohort.mentees.department[i]))
            np.maximum(line, 2 * before, out=line)
    return _steps(halves, 2, cohort.policy.weights["background"])


def wishes(cohort: Cohort, rows: Ints) -> AnyInts:
    """Two thirds for the mentee's wish, one for the mentor's; a fifth less per rank."""
    out = np.zeros((len(rows), cohort.shape[1]), np.int32)
    for line, i in zip(out, rows.tolist(), strict=True):
        entries = slice(cohort.wishes.start[i], cohort.wishes.start[i + 1])
        mentor, points = cohort.wishes.values[entries].T
        np.add.at(line, mentor, points)
    return out


def _steps(count: AnyInts, full: int, weight: int) -> AnyInts:
    points = np.minimum(count, full).astype(np.int32)
    points *= weight
    points //= full
    return points
