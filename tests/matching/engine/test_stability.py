"""Blocking pairs, against trying every pair."""

import numpy as np
import pytest

from matching.engine import (
    DensePoints,
    Keep,
    Policy,
    ProfilePoints,
    arrays,
    blocking_pairs,
    solve,
    stability,
)
from tests.matching.engine.crowd import crowd, packed
from tests.matching.engine.instances import instance


def brute(mine, theirs, solution, capacity):
    """Every blocking pair, by the words of the definition."""
    match, locked = solution.match.tolist(), dict(solution.locks)
    barred, found = {*solution.forbids, *solution.mutual}, []
    for i, j in np.ndindex(mine.shape):
        if mine[i, j] < 0 or i in locked or match[i] == j or (i, j) in barred:
            continue
        held = [k for k, mentor in enumerate(match) if mentor == j]
        has_free = len(held) < capacity[j]
        has_worse = any(theirs[k, j] < theirs[i, j] for k in held if k not in locked)
        prefers = match[i] < 0 or mine[i, j] > mine[i, match[i]]
        if prefers and (has_free or has_worse):
            found.append((i, j))
    return found


def assert_reports(report, expected, mine, theirs, few=3):
    assert report.count == len(expected)
    assert report.mentees == len({i for i, _ in expected})
    assert report.mentors == len({j for _, j in expected})
    for i in {i for i, _ in expected}:
        options = sorted((j for k, j in expected if k == i), key=lambda j: (-mine[i, j], j))
        assert report.of_mentee[i] == tuple(options[:few])
    for j in {j for _, j in expected}:
        options = sorted((i for i, k in expected if k == j), key=lambda i: (-theirs[i, j], i))
        assert report.of_mentor[j] == tuple(options[:few])
    assert (len(report.of_mentee), len(report.of_mentor)) == (report.mentees, report.mentors)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("own_view", [False, True])
def test_the_pairs_of_both_sides_equal_brute_force(seed, own_view, monkeypatch):
    monkeypatch.setattr(stability, "MOST_WAITING", 1 + seed)
    scores, capacity, locks, forbids = instance(seed)
    theirs = scores
    if own_view:
        seen = np.random.default_rng(seed).integers(0, 9, scores.shape)
        theirs = np.where(scores < 0, -1, seen)
    points = DensePoints(scores)
    solution = solve(points, capacity, locks=locks, forbids=forbids)
    expected = brute(scores, theirs, solution, capacity)
    view = DensePoints(theirs) if own_view else None
    report = blocking_pairs(points, solution, view, capacity=capacity)
    assert_reports(report, expected, scores, theirs)
    assert blocking_pairs(points, solution, view) == report


@pytest.mark.parametrize("seed", range(10))
def test_a_program_in_blocks_equals_brute_force(seed, monkeypatch):
    monkeypatch.setattr(stability, "row_blocks", lambda n, m: np.array_split(np.arange(n), 7))
    mentees, mentors, facts, related = packed(crowd(seed, 50, 30))
    points = ProfilePoints(mentees, mentors, Policy.for_format("mentoring"), facts, related)
    capacity = np.arange(30) % 3
    solution = solve(points, capacity)
    scores = points.block(np.arange(50)).astype(int)
    expected = brute(scores, scores, solution, capacity)
    assert_reports(blocking_pairs(points, solution, few=1), expected, scores, scores, few=1)


def test_a_kept_pair_can_block_beside_a_free_place_when_places_are_told():
    points = DensePoints([[5, 9]])
    solution = solve(points, [1, 1], keep=Keep(((0, 0),), 8))
    assert solution.match.tolist() == [0]
    assert blocking_pairs(points, solution, capacity=[1, 1]).of_mentee == {0: (1,)}
    assert blocking_pairs(points, solution).count == 0


def test_pairs_known_by_hand():
    points = DensePoints([[90, 60], [80, 10]])
    solution = solve(points, [1, 1])
    report = blocking_pairs(points, solution)
    assert solution.match.tolist() == [1, 0]
    assert (report.count, report.of_mentee, report.of_mentor) == (1, {0: (0,)}, {0: (0,)})


def test_another_shape_is_refused_and_nobody_is_stable():
    points = DensePoints([[1]])
    with pytest.raises(ValueError, match="must have the shape"):
        blocking_pairs(points, solve(points, [1]), DensePoints([[1, 2]]))
    empty = DensePoints(np.zeros((2, 0), int))
    assert blocking_pairs(empty, solve(empty, [])).count == 0
    assert arrays.row_blocks(0, 0) == []
