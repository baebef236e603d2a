"""One more place of every mentor, against solving again."""

import numpy as np
import pytest

from matching.engine import (
    DensePoints,
    Keep,
    MorePlaces,
    PlaceValue,
    Policy,
    ProfilePoints,
    best_places,
    place_values,
    price_of,
    solve,
)
from matching.engine.slack import worths_of
from tests.matching.engine.crowd import crowd, packed
from tests.matching.engine.instances import instance, oracle


def program(seed, n=60, m=40):
    """A program in which some mentors have no place and some a place too many."""
    mentees, mentors, facts, related = packed(crowd(seed, n, m))
    policy = Policy.from_document({"format": "mentoring", "allow_mutual": True})
    points = ProfilePoints(mentees, mentors, policy, facts, related)
    return points, np.random.default_rng(seed).choice([0, 1, 2], m, p=[0.3, 0.6, 0.1])


def test_every_place_of_a_program_is_worth_what_solving_again_says():
    points, capacity = program(4)
    solution = solve(points, capacity)
    used = np.bincount(solution.match[solution.match >= 0], minlength=40)
    assert (capacity == 0).any()
    assert (used < capacity).any()
    values = place_values(solution)
    assert [value.mentor for value in values] == list(range(40))
    for value in values:
        found = price_of(points, capacity, solution, MorePlaces(value.mentor))
        assert (value.matches, value.points) == (found.matched, found.total)
    assert {value.matches for value in values} == {0, 1}


@pytest.mark.parametrize("seed", range(40))
def test_every_place_is_worth_what_scipy_says_beside_locks_and_forbids(seed):
    scores, capacity, locks, forbids = instance(seed)
    solution = solve(DensePoints(scores), capacity, locks=locks, forbids=forbids)
    for value in place_values(solution):
        more = capacity + (np.arange(len(capacity)) == value.mentor)
        matched, total = oracle(scores, more, locks, forbids)
        gain = matched - solution.matched, total - solution.total
        assert (value.matches, value.points) == gain


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("how", ["balanced", "floors", "leximin", "keep"])
def test_every_place_is_worth_what_the_mode_adds_up(seed, how):
    scores, capacity, _locks, _forbids = instance(seed)
    points, plain = DensePoints(scores), solve(DensePoints(scores), capacity)
    change = {"fairness": how} if how != "keep" else {"keep": Keep(tuple(plain.pairs[::2]), 2)}
    solution = solve(points, capacity, **change)
    for value in place_values(solution):
        more = capacity + (np.arange(len(capacity)) == value.mentor)
        after = solve(points, more, **change)
        gain = after.matched - solution.matched, worth(points, after) - worth(points, solution)
        assert (value.matches, value.points) == gain


def worth(points, solution):
    """What the solver has added up."""
    pairs = np.array(solution.pairs, np.int64).reshape(-1, 2).T
    scores = np.array([points.score(i, j) for i, j in solution.pairs], np.int64)
    return int(worths_of(points, solution).of(*pairs, scores).sum())


def test_the_best_places_come_first_with_somebody_they_would_let_in():
    points = DensePoints([[9, -1, 4], [8, -1, -1], [-1, 7, -1]])
    solution = solve(points, [1, 0, 1])
    assert solution.match.tolist() == [2, 0, -1]
    assert best_places(points, solution, 5) == (PlaceValue(1, 1, 7, 2), PlaceValue(0, 0, 5, None))
    assert best_places(points, solution, 1) == (PlaceValue(1, 1, 7, 2),)
    assert best_places(points, solution, 0) == ()


def test_the_one_let_in_may_need_others_to_move():
    points = DensePoints([[9, 8], [7, -1]])
    solution = solve(points, [1, 0])
    assert solution.match.tolist() == [0, -1]
    assert best_places(points, solution) == (PlaceValue(0, 1, 7, 1), PlaceValue(1, 1, 6, 1))


@pytest.mark.parametrize("seed", range(30))
def test_whoever_a_place_lets_in_is_matched_by_an_optimum_with_it(seed):
    scores, capacity, locks, forbids = instance(seed)
    points = DensePoints(scores)
    solution = solve(points, capacity, locks=locks, forbids=forbids)
    for value in best_places(points, solution, points.shape[1]):
        assert (value.mentee is None) == (value.matches == 0)
        if value.mentee is not None:
            more = capacity + (np.arange(len(capacity)) == value.mentor)
            best = oracle(scores, more, locks, forbids)
            assert with_mentee(scores, more, locks, forbids, value.mentee) == best


def with_mentee(scores, capacity, locks, forbids, i):
    """The best (matched, total) in which mentee i has some mentor, (0, 0) when none can be."""
    left = capacity.copy()
    for _, j in locks:
        left[j] -= 1
    able = [j for j in np.flatnonzero((scores[i] >= 0) & (left > 0)) if (i, j) not in forbids]
    found = (oracle(scores, capacity, [*locks, (i, int(j))], forbids) for j in able)
    return max(found, default=(0, 0))


def test_k_below_zero_is_refused():
    points = DensePoints([[1]])
    with pytest.raises(ValueError, match="k must be 0 or more"):
        best_places(points, solve(points, [0]), -1)


def test_nobody_at_all():
    points = DensePoints(np.zeros((0, 2), int))
    solution = solve(points, [1, 0])
    assert best_places(points, solution) == ()
    assert place_values(solution) == (PlaceValue(0, 0, 0), PlaceValue(1, 0, 0))
