"""The rows that are added up fast, against the factors and rules as they are stated one by one."""

from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import FACTORS, RULES, Policy, stacks, tables
from matching.engine.cohort import Cohort
from matching.engine.policy import HEAVIEST
from matching.engine.scoring import FACTOR, RULE, factors_in, rules_in
from matching.engine.tables import Tables
from tests.matching.engine.crowd import crowd, packed
from tests.matching.engine.draws import sometimes


def weighed(heaviest):
    weight = st.one_of(st.just(0), st.integers(1, heaviest))
    return st.fixed_dictionaries(
        dict.fromkeys(FACTORS, weight)
        | {"department": st.one_of(weight, st.integers(-heaviest, -1))}
    )


@st.composite
def policies(draw):
    """Any rules and weights: some add up to one byte, most to two."""
    low = draw(st.integers(-9, 9))
    return Policy(
        format=draw(st.sampled_from(("mentoring", "reverse", "buddy"))),
        rules=draw(st.frozensets(st.sampled_from(RULES))),
        weights=draw(st.sampled_from((18, 60, HEAVIEST)).flatmap(weighed)),
        level_gap=(low, draw(st.integers(low, 9))),
        level_ideal=draw(st.integers(-9, 9)),
        max_time_zone_gap=draw(st.integers(0, 720)),
        hours_full=draw(st.integers(1, 40)),
        any_depth=draw(st.booleans()),
    )


def people(seed, goals, n=10, m=8):
    """Random people, the mentees with up to so many goals of which some are asked for twice."""
    raw, chance = crowd(seed, n, m), np.random.default_rng(seed)
    raw["mentees"]["goals"] = [
        [
            tuple(chance.integers((0, 0, 1, 1), (8, 6, 6, 4)).tolist())
            for _ in range(chance.integers(0, goals + 1))
        ]
        for _ in range(n)
    ]
    return raw


def cohort_of(raw, policy):
    mentees, mentors, facts, related = packed(raw)
    return Cohort(mentees, mentors, policy, facts, related)


def plain(cohort):
    """Marks (N, M) from the factors and rules alone."""
    rows, points = np.arange(cohort.shape[0]), np.ones(cohort.shape, int)
    for code in factors_in(cohort):
        points = points + FACTOR[code](cohort, rows)
    for code in rules_in(cohort):
        points[RULE[code](cohort, rows)] = 0
    return points


def check(cohort, chosen, mentors):
    """All rows, some of them, and some mentors in any order; some of those once more."""
    found, expected = Tables.of(cohort), plain(cohort)
    kind = np.uint8 if cohort.policy.maximum < 255 else np.uint16
    everybody = np.arange(cohort.shape[0])
    assert found.marks(everybody).dtype == kind
    assert found.marks(everybody).tolist() == expected.tolist()
    some, fewer = found.picked(mentors), mentors[::2]
    assert some.mentors == len(mentors)
    assert some.marks(chosen).tolist() == expected[np.ix_(chosen, mentors)].tolist()
    twice = some.picked(np.arange(len(mentors))[::2])
    assert twice.marks(chosen).tolist() == expected[np.ix_(chosen, fewer)].tolist()


@sometimes
@given(
    policies(),
    st.integers(0, 10**6),
    st.sampled_from((0, 1, 4, 30)),
    st.sampled_from((2**24, 60, 1)),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_tables_equal_the_factors_cell_by_cell(policy, seed, goals, room, wide, order):
    """Tables of classes of any room, one call per row or a gathered block: the same marks."""
    cohort = cohort_of(people(seed, goals), policy)
    chosen = np.array([order.randrange(10) for _ in range(7)])
    mentors = np.array(order.sample(range(8), order.randrange(1, 9)))
    with (
        mock.patch.object(tables, "MOST_BYTES", room),
        mock.patch.object(stacks, "WIDE", 1 if wide else 4096),
    ):
        check(cohort, chosen, mentors)


@pytest.mark.parametrize("total", [254, 255, 256])
def test_the_last_point_that_fits_a_byte(total):
    """Marks are points + 1: a perfect pair of 254 is the last in one byte."""
    weights = {"language": total - 100, "department": -60, "waiting": 40}
    policy = Policy("mentoring", frozenset(), weights, (-9, 9), 0)
    raw = crowd(3, 6, 5)
    for side in ("mentees", "mentors"):
        raw[side]["languages"] = [3] * len(raw[side]["id"])
        raw[side]["department"] = [1] * len(raw[side]["id"])
        raw[side]["id"] = [f"{side}{k}" for k in range(len(raw[side]["id"]))]
    raw["mentees"]["waited"] = [3] * 6
    cohort = cohort_of(raw, policy)
    check(cohort, np.array([0, 5]), np.array([4, 1]))
    assert (Tables.of(cohort).marks(np.arange(6)) == total + 1).all()


def test_more_mentors_than_a_gathered_block_is_for():
    policy = Policy.for_format("mentoring")
    cohort = cohort_of(people(5, 6, 4, stacks.WIDE + 3), policy)
    check(cohort, np.array([3, 0]), np.random.default_rng(5).permutation(cohort.shape[1])[:4099])
