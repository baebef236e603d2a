from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import People, form_circles, topics_of
from matching.engine.circle_split import deal
from matching.engine.circles import circles_for


def world(seed, n, topics, lead_share=0.25, departments=6):
    """People who want up to three topics, most of them the first ones; a quarter can lead."""
    rng = np.random.default_rng(seed)
    chance = 1 / np.arange(1, topics + 1)
    wants, leads = np.full((2, n, topics), -1)
    for i in range(n):
        count = min(topics, int(rng.integers(0, 4)))
        chosen = rng.choice(topics, count, replace=False, p=chance / chance.sum())
        wants[i, chosen] = 60 // np.arange(1, count + 1)
        if rng.random() < lead_share:
            leads[i, rng.integers(0, topics, 2)] = 10 * rng.integers(3, 6)
    skew = rng.integers(-1, departments, n) * (rng.random(n) < rng.random())
    return wants, leads, skew


def check(found, wants, leads, departments, size=(4, 12), share=None):
    """What holds for all circles."""
    inside = [i for circle in found.circles for i in (circle.facilitator, *circle.members)]
    seekers = {int(i) for i in np.flatnonzero((wants >= 0).any(axis=1))}
    assert len(inside) == len(set(inside))
    assert {one.row for one in found.unplaced} == seekers - set(inside)
    assert found.placed == len(seekers & set(inside)) <= found.most_placed
    sizes = {}
    for circle in found.circles:
        assert leads[circle.facilitator, circle.topic] >= 0
        assert all(wants[i, circle.topic] >= 0 for i in circle.members)
        assert size[0] <= circle.size <= size[1]
        sizes.setdefault(circle.topic, []).append(circle.size)
        if share is not None:
            check_share(circle, departments, share)
    assert all(max(some) - min(some) <= 1 for some in sizes.values())
    earned = [max(0, wants[i, c.topic]) for c in found.circles for i in (c.facilitator, *c.members)]
    assert found.total == sum(earned) <= found.bound


def check_share(circle, departments, share):
    people = [int(departments[i]) for i in (circle.facilitator, *circle.members)]
    known = Counter(department for department in people if department >= 0)
    assert max(known.values(), default=0) <= max(1, circle.size * share // 100)
    assert len(known) > 1 or -1 in people


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 10**6),
    st.integers(0, 60),
    st.integers(1, 9),
    st.sampled_from([(4, 12), (2, 3), (5, 5)]),
    st.sampled_from([None, 30, 50, 99]),
)
def test_sizes_facilitators_departments_and_bounds(seed, n, topics, size, share):
    wants, leads, departments = world(seed, n, topics)
    found = form_circles(wants, leads, size=size, departments=departments, most_share=share)
    check(found, wants, leads, departments, size, share)


@pytest.mark.parametrize("seed", range(3))
def test_three_hundred_people_are_placed_nearly_as_well_as_the_bound(seed):
    wants, leads, departments = world(seed, 300, 40)
    found = form_circles(wants, leads, departments=departments)
    check(found, wants, leads, departments)
    assert found.placed >= 0.95 * found.most_placed


def test_small_cases_against_every_way_to_form_circles():
    as_many = 0
    for seed in range(60):
        wants, leads, _ = world(seed, 7, 3, lead_share=0.5)
        found = form_circles(wants, leads, size=(2, 4))
        placed, total = best_of_all(wants, leads, 2, 4)
        assert found.placed <= placed <= found.most_placed
        assert total <= found.bound
        as_many += found.placed == placed
    assert as_many >= 57


def best_of_all(wants, leads, low, high):
    """Most people placed, and most points at any number placed: role = (topic, leads it)."""
    roles = [
        [None, *((t, False) for t in can(row)), *((t, True) for t in can(lead))]
        for row, lead in zip(wants, leads, strict=True)
    ]
    best = points = 0
    for chosen in product(*roles):
        led, joined = (Counter(role[0] for role in chosen if role and role[1] == x) for x in (1, 0))
        if all(led[t] * (low - 1) <= joined[t] <= led[t] * (high - 1) for t in {*led, *joined}):
            inside = [i for i, role in enumerate(chosen) if role and can(wants[i])]
            best = max(best, len(inside))
            points = max(points, sum(max(0, int(wants[i, chosen[i][0]])) for i in inside))
    return best, points


def can(row):
    return np.flatnonzero(row >= 0).tolist()


@pytest.mark.parametrize(
    ("people", "leaders", "circles"),
    [(0, 5, 0), (9, 0, 0), (3, 2, 1), (7, 9, 1), (11, 9, 1), (12, 9, 2), (40, 9, 5), (40, 3, 3)],
)
def test_a_topic_gets_circles_of_about_eight(people, leaders, circles):
    assert circles_for(people, (4, 12), leaders) == circles


def everybody_wants(n, leaders):
    wants, leads = np.full((n, 1), 5), np.full((n, 1), -1)
    leads[leaders] = 0
    return wants, leads


def test_a_facilitator_leads_one_circle_and_is_placed_too():
    found = form_circles(*everybody_wants(17, [2, 9]))
    assert [circle.facilitator for circle in found.circles] == [2, 9]
    assert sorted(circle.size for circle in found.circles) == [8, 9]
    assert (found.placed, found.most_placed, found.unplaced) == (17, 17, ())


def test_reasons_for_no_place_are_named():
    wants, leads = np.full((2, 20, 4), -1)
    wants[:14, 0], leads[0, 0] = 9, 0  # one circle of 12, two too many
    wants[14:16, 1], leads[16, 1] = 9, 0  # three people, four needed
    wants[17:20, 2] = 9  # nobody leads
    found = form_circles(wants, leads)
    reasons = Counter(one.reason for one in found.unplaced)
    assert reasons == {"circles_full": 2, "too_few": 2, "no_facilitator": 3}
    assert found.placed == 12


def test_who_would_break_the_share_of_a_department_is_named():
    wants, leads = everybody_wants(10, [0])
    departments = np.array([1] * 7 + [2] * 3)
    found = form_circles(wants, leads, departments=departments, most_share=50)
    check(found, wants, leads, departments, share=50)
    assert found.circles[0].size == 6
    assert {one.reason for one in found.unplaced} == {"department_full"}


def test_a_topic_of_one_department_opens_no_circle_when_it_must_cross():
    wants, leads = everybody_wants(10, [0])
    found = form_circles(wants, leads, departments=[3] * 10, most_share=50)
    assert found.circles == ()
    assert len(found.unplaced) == 10


def test_people_who_must_not_meet_sit_in_different_circles():
    wants, leads = everybody_wants(24, [0, 11, 23])
    forbids = [(i, j) for i in range(8) for j in range(i)]
    few = [*forbids[:2], (12, 11), (0, 13)]
    found = form_circles(wants, leads, forbids=few)
    check(found, wants, leads, None)
    assert found.placed == 24
    for circle in found.circles:
        people = {circle.facilitator, *circle.members}
        assert not any({i, j} <= people for i, j in few)
    crowded = form_circles(wants, leads, forbids=forbids)
    assert {one.reason for one in crowded.unplaced} == {"kept_apart"}
    assert crowded.placed == 24 - 8 + 3


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([None, 40]))
def test_forbidden_pairs_never_share_a_circle(seed, share):
    wants, leads, departments = world(seed, 40, 3)
    forbids = np.random.default_rng(seed).integers((0, 20), (20, 40), (60, 2))
    found = form_circles(
        wants, leads, departments=departments, most_share=share, forbids=forbids.tolist()
    )
    check(found, wants, leads, departments, share=share)
    for circle in found.circles:
        people = {circle.facilitator, *circle.members}
        assert not any({i, j} <= people for i, j in forbids.tolist())


def test_departments_spread_over_circles_without_being_asked():
    wants, leads = everybody_wants(16, [0, 15])
    departments = np.array([0] * 8 + [1] * 8)
    found = form_circles(wants, leads, departments=departments)
    for circle in found.circles:
        people = departments[[circle.facilitator, *circle.members]]
        assert (people == 0).sum() == 4


def test_people_go_where_a_circle_becomes_possible():
    wants, leads = np.full((2, 8, 2), -1)
    wants[:, 0], leads[0, 0], leads[4, 1] = 10, 0, 0
    wants[5:8, 1] = 9
    leads[0, 0] = -1
    found = form_circles(wants, leads)
    assert [(circle.topic, circle.size) for circle in found.circles] == [(1, 4)]
    assert found.placed == 4


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.randoms())
def test_the_order_of_the_rows_does_not_matter(seed, order):
    wants, leads, departments = world(seed, 40, 4)
    rows, names = list(range(40)), [f"p{k}" for k in range(40)]
    first = named(wants, leads, departments, names, rows)
    order.shuffle(rows)
    assert named(wants, leads, departments, names, rows) == first


def named(wants, leads, departments, names, rows):
    ids = [names[i] for i in rows]
    found = form_circles(
        wants[rows], leads[rows], departments=departments[rows], most_share=50, ids=ids, salt=b"s"
    )
    return {
        (c.topic, ids[c.facilitator], frozenset(ids[i] for i in c.members)) for c in found.circles
    }


def test_nobody_and_no_topics():
    for shape in ((0, 0), (0, 3), (5, 0)):
        found = form_circles(np.zeros(shape, int), np.zeros(shape, int))
        assert (found.circles, found.unplaced, found.placed, found.bound) == ((), (), 0, 0)


def test_goals_become_topics_and_willing_experts_facilitators():
    people = People.of(
        ["a", "b", "c"],
        goals=[[(7, 0, 3, 1), (9, 0, 3, 2)], [(9, 1, 4, 1)], []],
        offers=[[], [(7, 5)], [(9, 3), (7, 2), (5, 5)]],
    )
    skills, wants, leads = topics_of(people, [True, True, True])
    assert skills == (7, 9)
    assert wants.tolist() == [[60, 30], [-1, 60], [-1, -1]]
    assert leads.tolist() == [[-1, -1], [50, -1], [-1, 30]]
    assert (topics_of(people, [False] * 3)[2] == -1).all()
    with pytest.raises(ValueError, match="willing must be 3 times yes or no"):
        topics_of(people, [True])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"wants": [[-2]]}, "wants must be -1"),
        ({"wants": [1]}, "wants must be whole numbers in two dimensions"),
        ({"leads": [[0.5]]}, "leads must be whole numbers in two dimensions"),
        ({"leads": [[1, 1]]}, "the same people and topics"),
        ({"size": (1, 4)}, "size must be two numbers"),
        ({"size": (5, 4)}, "size must be two numbers"),
        ({"departments": [1, 2]}, "departments must be 1 whole numbers"),
        ({"most_share": 101}, "most_share must be from 1 to 100"),
        ({"ids": ["a", "b"]}, "ids must be 1 different names"),
        ({"forbids": [(0, 1)]}, "forbids names a pair that cannot be: 0-1"),
    ],
)
def test_what_cannot_be_is_named(change, says):
    given = {"wants": [[1]], "leads": [[1]], **change}
    with pytest.raises(ValueError, match=says):
        form_circles(given.pop("wants"), given.pop("leads"), **given)


def test_a_deal_is_even_and_leaves_out_only_whom_a_share_forbids():
    departments = np.array([0, 0, 0, 0, 1, 1, 2, -1, -1, 0, 1])
    dealt = deal(range(9), [9, 10], departments, 100)
    assert [len(members) for members in dealt.members] == [5, 4]
    assert dealt.left == []
    strict = deal([0, 1, 2, 3, 4], [9, 10], departments, 34)
    assert sorted(departments[strict.left].tolist()) == [0, 0, 0]
