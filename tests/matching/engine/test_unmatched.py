"""Why people got nobody, against counting and solving by hand."""

import numpy as np
import pytest

from matching.engine import (
    NO_PLACE,
    DensePoints,
    LockConflict,
    Outbid,
    PairFacts,
    People,
    Policy,
    ProfilePoints,
    Relaxation,
    Removed,
    all_unmatched,
    blocked_counts,
    relaxations,
    solve,
    unmatched,
)
from tests.matching.engine.instances import instance, oracle
from tests.matching.engine.test_places import program, with_mentee, worth


def test_the_counts_of_every_unmatched_mentee_equal_a_count_by_hand():
    points, capacity = program(4)
    solution = solve(points, capacity)
    found = all_unmatched(points, solution)
    assert [one.mentee for one in found] == np.flatnonzero(solution.match < 0).tolist()
    for one in found:
        codes, rows = points.blocked(one.mentee)
        blocking = [
            [code for code, row in zip(codes, rows, strict=True) if row[j]] for j in range(40)
        ]
        assert {r.rule: r.first for r in one.removed if r.first} == blocked_counts(
            points, one.mentee
        )
        for removed in one.removed:
            assert removed.first == sum(b[:1] == [removed.rule] for b in blocking)
            assert removed.alone == sum(b == [removed.rule] for b in blocking)
        assert one.allowed == blocking.count([]) == 40 - sum(r.first for r in one.removed)
        opened = {r.rule: r.alone for r in one.removed if r.rule not in ("self", "exclusion")}
        assert (one.opens.alone if one.opens else 0) == max(opened.values(), default=0)
        assert unmatched(points, solution, one.mentee) == one


def test_relaxations_count_the_people_who_would_be_allowed_somebody():
    points, capacity = program(4)
    found = all_unmatched(points, solve(points, capacity), capacity=capacity)
    nobody = [one.mentee for one in found if not one.allowed]
    assert nobody
    for relaxed in relaxations(found):
        people, mentors = 0, 0
        for i in nobody:
            codes, rows = points.blocked(i)
            rules = dict(zip(codes, rows, strict=True)) | {NO_PLACE: capacity == 0}
            del rules[relaxed.rule]
            opened = int((~np.any(list(rules.values()), axis=0)).sum())
            people, mentors = people + (opened > 0), mentors + opened
        assert relaxed == Relaxation(relaxed.rule, people, mentors)
    counts = [relaxed.people for relaxed in relaxations(found)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_an_outbid_mentee_learns_by_how_much_and_which_place_would_do():
    points = DensePoints([[90, 60], [80, 10], [70, -1]])
    found = unmatched(points, solve(points, [1, 1]), 2)
    assert found.outbid == Outbid(mentor=0, mentee=1, points=10, short=(0, 0))
    assert found.one_more_place == (0, 1)
    assert (found.mentors, found.allowed) == (2, 1)
    assert found.removed == (Removed("not_allowed", 1, 1),)
    assert found.opens == Removed("not_allowed", 1, 1)


def test_the_next_in_line_and_the_one_after():
    points = DensePoints([[90], [65], [65], [30]])
    first, second, third = all_unmatched(points, solve(points, [1]))
    assert first.outbid == second.outbid == Outbid(0, 0, 25, (0, 0))
    assert third.outbid == Outbid(0, 0, 60, (0, 35))
    assert (first.one_more_place, third.one_more_place) == ((0,), ())


def test_a_place_held_by_a_lock_is_not_for_exchange():
    points = DensePoints([[9], [5]])
    found = unmatched(points, solve(points, [1], locks=[(0, 0)]), 1)
    assert found.outbid == Outbid(0, None, None, (0, 0))


@pytest.mark.parametrize("seed", range(40))
def test_what_placing_somebody_costs_lies_between_the_two_figures(seed):
    scores, capacity, locks, forbids = instance(seed)
    solution = solve(DensePoints(scores), capacity, locks=locks, forbids=forbids)
    for one in all_unmatched(DensePoints(scores), solution, capacity=capacity):
        if one.outbid is None or one.outbid.points is None:
            continue
        matched, total = with_mentee(scores, capacity, locks, forbids, one.mentee)
        assert matched == solution.matched
        assert one.outbid.short[0] == 0
        assert one.outbid.short[1] <= solution.total - total <= one.outbid.points
        i, j, k = one.mentee, one.outbid.mentor, one.outbid.mentee
        assert solution.match[k] == j
        assert one.outbid.points == scores[k, j] - scores[i, j]


@pytest.mark.parametrize("seed", range(40))
def test_one_more_place_with_the_mentors_named_lets_the_mentee_in(seed):
    scores, capacity, locks, forbids = instance(seed)
    points = DensePoints(scores)
    solution = solve(points, capacity, locks=locks, forbids=forbids)
    for one in all_unmatched(points, solution):
        able, would = gets_in(scores, capacity, locks, forbids, one.mentee), set()
        for j in range(points.shape[1]):
            more = capacity + (np.arange(len(capacity)) == j)
            if gets_in(scores, more, locks, forbids, one.mentee):
                would.add(j)
        assert set(one.one_more_place) <= would
        if not able:
            assert len(one.one_more_place) == min(3, len(would))


def gets_in(scores, capacity, locks, forbids, i):
    """Does some optimum match mentee i?"""
    best = oracle(scores, capacity, locks, forbids)
    return with_mentee(scores, capacity, locks, forbids, i) == best


def test_hrs_word_and_mentors_without_a_place_count_as_rules():
    points = DensePoints([[5, 4, -1, 3], [3, -1, -1, -1]])
    solution = solve(points, [1, 0, 1, 0], forbids=[(0, 0)])
    found = unmatched(points, solution, 0, capacity=[1, 0, 1, 0])
    assert found.removed == (
        Removed("not_allowed", 1, 1),
        Removed("forbidden", 1, 1),
        Removed(NO_PLACE, 2, 2),
    )
    assert found.opens == Removed(NO_PLACE, 2, 2)
    assert (found.allowed, found.outbid, found.one_more_place) == (0, None, (1, 3))


def test_a_forbid_of_the_run_counts_beside_those_of_the_policy():
    people = People.of(["ben"]), People.of(["ada", "eve", "kim"])
    facts = PairFacts(forbidden=[(0, 0)])
    points = ProfilePoints(*people, Policy.for_format("mentoring"), facts)
    solution = solve(points, [1, 1, 0], forbids=[(0, 1)])
    found = unmatched(points, solution, 0)
    assert found.removed == (Removed("forbidden", 2, 2),)
    assert (found.allowed, found.one_more_place) == (1, (2,))
    assert points.blocked(0)[1].sum() == 1


def test_a_promise_is_never_proposed_for_relaxing():
    facts = PairFacts(exclusions=[(0, 0)])
    people = People.of(["ben"]), People.of(["ada"])
    points = ProfilePoints(*people, Policy.for_format("mentoring"), facts)
    found = unmatched(points, solve(points, [1]), 0)
    assert found.removed == (Removed("exclusion", 1, 1),)
    assert found.opens is None
    assert relaxations([found]) == ()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("mode", ["floors", "balanced", "leximin"])
def test_in_every_mode_one_more_place_lets_the_first_in_line_in(seed, mode):
    scores, capacity, locks, forbids = instance(seed)
    points, held = DensePoints(scores), {"locks": locks, "forbids": forbids, "fairness": mode}
    solution = solve(points, capacity, **held)
    for one in all_unmatched(points, solution, capacity=capacity):
        assert one.outbid is None or one.outbid.short >= (0, 0)
        assert one.outbid is None or (one.outbid.points or 0) >= 0
        for j in one.one_more_place:
            more = capacity + (np.arange(len(capacity)) == j)
            after = solve(points, more, **held)
            able = [(one.mentee, k) for k in np.flatnonzero(scores[one.mentee] >= 0).tolist()]
            assert after.matched == solution.matched + 1
            assert any(is_optimal(points, more, after, pair, held) for pair in able)


def is_optimal(points, capacity, best, pair, held):
    """Is there an optimum with this pair?"""
    if pair in held["forbids"]:
        return False
    try:
        found = solve(points, capacity, **{**held, "locks": [*held["locks"], pair]})
    except LockConflict:
        return False
    return found.matched == best.matched and worth(points, found) == worth(points, best)


def test_only_unmatched_mentees_can_be_asked_about():
    points = DensePoints([[5]])
    solution = solve(points, [1])
    for i in (0, 1, -1):
        with pytest.raises(ValueError, match="not unmatched"):
            unmatched(points, solution, i)
    with pytest.raises(ValueError, match="capacity must be 1 whole numbers"):
        all_unmatched(points, solution, capacity=[1, 2])
    assert all_unmatched(points, solution) == ()


def test_nobody_to_mentor():
    points = DensePoints(np.zeros((1, 0), int))
    found = unmatched(points, solve(points, []), 0)
    assert (found.mentors, found.allowed, found.removed, found.one_more_place) == (0, 0, (), ())
