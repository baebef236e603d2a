"""Factors and rules that compare one trait of a mentee with one of a mentor.

Every function takes mentee rows and answers for all mentors: points or yes/no, (len(rows), M).
A trait unknown on either side earns nothing and excludes nobody.
"""

import numpy as np

from matching.engine.arrays import AnyInts, Bools, Ints
from matching.engine.cohort import Cohort
from matching.engine.people import UNKNOWN_OFFSET

DAY = 24 * 60
LEVEL_STEPS = 5
MOST_WAITED = 3
TYPICAL_RESPONSE = 50
# share of the place points in twelfths, nearest first: site, country, within 1 h, within 3 h
PLACE_SHARES = (12, 8, 6, 3)


def level(cohort: Cohort, rows: Ints) -> AnyInts:
    """Falls by a fifth for each level away from the ideal gap."""
    policy = cohort.policy
    gap, known = level_gaps(cohort, rows)
    steps = np.maximum(LEVEL_STEPS - np.abs(gap - policy.level_ideal), 0)
    return np.where(known, policy.weights["level"] * steps // LEVEL_STEPS, 0)


def level_gap(cohort: Cohort, rows: Ints) -> Bools:
    low, high = cohort.policy.level_gap
    gap, known = level_gaps(cohort, rows)
    outside: Bools = known & ((gap < low) | (gap > high))
    return outside


def level_gaps(cohort: Cohort, rows: Ints) -> tuple[Ints, Bools]:
    """Mentor's level minus mentee's, and whether both are known."""
    mine = cohort.mentees.level[rows, None].astype(np.int64)
    theirs = cohort.mentors.level[None, :].astype(np.int64)
    return theirs - mine, (mine > 0) & (theirs > 0)


def place(cohort: Cohort, rows: Ints) -> AnyInts:
    """All points at one site, two thirds in one country, then by nearness of time."""
    gap, known = offset_gaps(cohort, rows)
    near = (
        _same(cohort.mentees.site, cohort.mentors.site, rows),
        _same(cohort.mentees.country, cohort.mentors.country, rows),
        known & (gap <= 60),
        known & (gap <= 180),
    )
    return np.select(near, PLACE_SHARES, 0) * cohort.policy.weights["place"] // PLACE_SHARES[0]


def time_zone_gap(cohort: Cohort, rows: Ints) -> Bools:
    gap, known = offset_gaps(cohort, rows)
    return known & (gap > cohort.policy.max_time_zone_gap)


def offset_gaps(cohort: Cohort, rows: Ints) -> tuple[Ints, Bools]:
    """Minutes between the two clocks, the short way round, and whether both are known."""
    mine = cohort.mentees.utc_offset[rows, None].astype(np.int64)
    theirs = cohort.mentors.utc_offset[None, :].astype(np.int64)
    gap = np.abs(mine - theirs) % DAY
    return np.minimum(gap, DAY - gap), (mine != UNKNOWN_OFFSET) & (theirs != UNKNOWN_OFFSET)


def different_site(cohort: Cohort, rows: Ints) -> Bools:
    return _differ(cohort.mentees.site, cohort.mentors.site, rows)


def department(cohort: Cohort, rows: Ints) -> AnyInts:
    """A positive weight rewards crossing departments, a negative one staying inside."""
    weight = cohort.policy.weights["department"]
    wanted = _differ if weight > 0 else _same
    crosses = wanted(cohort.mentees.department, cohort.mentors.department, rows)
    return np.where(crosses, abs(weight), 0)


def same_department(cohort: Cohort, rows: Ints) -> Bools:
    return _same(cohort.mentees.department, cohort.mentors.department, rows)


def language(cohort: Cohort, rows: Ints) -> AnyInts:
    """Half for one shared language, all for two or more."""
    shared = cohort.mentees.languages[rows, None] & cohort.mentors.languages[None, :]
    count: Ints = np.minimum(np.bitwise_count(shared), 2).astype(np.int64)
    return cohort.policy.weights["language"] * count // 2


def no_shared_language(cohort: Cohort, rows: Ints) -> Bools:
    mine, theirs = cohort.mentees.languages[rows, None], cohort.mentors.languages[None, :]
    apart: Bools = (mine != 0) & (theirs != 0) & (mine & theirs == 0)
    return apart


def waiting(cohort: Cohort, rows: Ints) -> AnyInts:
    """A third for each time the mentee was left over, up to three."""
    times = np.minimum(cohort.mentees.waited[rows, None].astype(np.int64), MOST_WAITED)
    points = cohort.policy.weights["waiting"] * times // MOST_WAITED
    return np.repeat(points, cohort.shape[1], axis=1)


def response(cohort: Cohort, rows: Ints) -> AnyInts:
    """The mentor's answered share; a mentor without a record counts as half."""
    percent = cohort.mentors.response.astype(np.int64)
    percent = np.where(percent < 0, TYPICAL_RESPONSE, percent)
    return np.tile(cohort.policy.weights["response"] * percent // 100, (len(rows), 1))


def training_missing(cohort: Cohort, rows: Ints) -> Bools:
    return np.tile(~cohort.mentors.trained, (len(rows), 1))


def _same(mine: AnyInts, theirs: AnyInts, rows: Ints) -> Bools:
    same: Bools = (mine[rows, None] >= 0) & (mine[rows, None] == theirs[None, :])
    return same


def _differ(mine: AnyInts, theirs: AnyInts, rows: Ints) -> Bools:
    known = (mine[rows, None] >= 0) & (theirs[None, :] >= 0)
    differ: Bools = known & (mine[rows, None] != theirs[None, :])
    return differ
