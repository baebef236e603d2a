"""A with B while B with A: not unless the policy allows it, and still proven."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from matching.engine import (
    DensePoints,
    Forbid,
    Lock,
    People,
    Policy,
    ProfilePoints,
    price_of,
    solve,
    verify,
)


def everyone_on_both_sides(seed, n):
    """Random points of n people with each other; nobody with themselves."""
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, 30, (n, n))
    scores[chance.random((n, n)) < 0.15] = -1
    np.fill_diagonal(scores, -1)
    ids = [f"p{k}" for k in range(n)]
    return DensePoints(scores, ids, ids), chance.integers(1, 3, n)


def both_ways(solution):
    pairs = set(solution.pairs)
    return {(i, j) for i, j in pairs if (j, i) in pairs}


@pytest.mark.parametrize(("seed", "n"), product(range(12), (2, 3, 5, 8)))
def test_nobody_is_paired_both_ways_and_the_rest_is_proven(seed, n):
    points, capacity = everyone_on_both_sides(seed, n)
    solution = solve(points, capacity, allow_mutual=False)
    assert not both_ways(solution)
    verify(points, capacity, solution)
    assert all(solution.match[i] != j for i, j in solution.mutual)
    # The directions given up are the lower scored ones.
    assert all(points.score(i, j) <= points.score(j, i) for i, j in solution.mutual)


@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_best_of_all_that_lack_the_forbidden_directions(seed):
    points, capacity = everyone_on_both_sides(seed, 6)
    solution = solve(points, capacity, allow_mutual=False)
    same = solve(points, capacity, forbids=solution.mutual, allow_mutual=True)
    assert (same.matched, same.total) == (solution.matched, solution.total)


@pytest.mark.parametrize("seed", range(12))
def test_a_lock_of_one_direction_forbids_the_other(seed):
    points, capacity = everyone_on_both_sides(seed, 5)
    free = solve(points, capacity, allow_mutual=True)
    lower = [min(pair, pair[::-1], key=lambda p: points.score(*p)) for pair in both_ways(free)]
    for pair in set(lower):
        held = solve(points, capacity, locks=[pair], allow_mutual=False)
        assert held.match[pair[0]] == pair[1]
        assert not both_ways(held)
        assert pair not in held.mutual
        verify(points, capacity, held)


def test_both_directions_locked_stay_and_others_stay_apart():
    scores = np.full((4, 4), 10)
    np.fill_diagonal(scores, -1)
    ids = ["a", "b", "c", "d"]
    points = DensePoints(scores, ids, ids)
    solution = solve(points, [1, 1, 1, 1], locks=[(0, 1), (1, 0)], allow_mutual=False)
    assert both_ways(solution) == {(0, 1), (1, 0)}
    assert solution.matched == 3
    verify(points, [1, 1, 1, 1], solution)


def test_three_people_go_round_in_a_circle():
    points = DensePoints([[-1, 9, 1], [9, -1, 1], [1, 1, -1]], list("abc"), list("abc"))
    assert both_ways(solve(points, [1, 2, 1], allow_mutual=True))
    solution = solve(points, [1, 2, 1], allow_mutual=False)
    assert (solution.matched, solution.total) == (3, 11)
    assert not both_ways(solution)
    verify(points, [1, 2, 1], solution)


def test_people_stand_in_other_rows_on_the_other_side():
    points = DensePoints([[9, -1], [3, 1], [-1, 8]], ["ann", "bob", "cy"], ["cy", "ann"])
    solution = solve(points, [2, 2], allow_mutual=False)
    named = {(points.mentee_ids[i], points.mentor_ids[j]) for i, j in solution.pairs}
    assert not {(one, other) for one, other in named if (other, one) in named}
    verify(points, [2, 2], solution)


def test_the_order_of_people_makes_no_difference():
    points, capacity = everyone_on_both_sides(3, 8)
    turn = np.random.default_rng(1).permutation(8)
    ids = [points.mentee_ids[k] for k in turn]
    scores = points.block(np.arange(8))
    turned = DensePoints(scores[np.ix_(turn, turn)], ids, ids)
    one = solve(points, capacity, allow_mutual=False)
    other = solve(turned, capacity[turn], allow_mutual=False)
    assert {(turn[i], turn[j]) for i, j in other.pairs} == set(one.pairs)


@pytest.mark.parametrize("seed", range(6))
def test_edits_keep_people_apart_and_name_an_exact_price(seed):
    points, capacity = everyone_on_both_sides(seed, 5)
    solution = solve(points, capacity, allow_mutual=False)
    for i, j in solution.pairs:
        price = price_of(points, capacity, solution, Forbid(i, j))
        assert (price.matched, price.total) <= (0, price.total)


def test_locking_a_direction_that_was_given_up_turns_it_round():
    points = DensePoints([[-1, 9], [8, -1]], ["ann", "bob"], ["ann", "bob"])
    solution = solve(points, [1, 1], allow_mutual=False)
    assert (solution.pairs, solution.mutual) == ([(0, 1)], ((1, 0),))
    price = price_of(points, [1, 1], solution, Lock(1, 0))
    assert (price.matched, price.total) == (0, -1)


def test_profiles_of_equals_need_the_policys_word():
    people = [People.of(["ann", "bob", "cy"], level=[5, 5, 5])] * 2
    for allowed in (False, True):
        policy = replace(Policy.for_format("buddy"), allow_mutual=allowed)
        points = ProfilePoints(*people, policy)
        solution = solve(points, [1, 1, 1])
        assert solution.matched == 3
        assert allowed or not both_ways(solution)
        verify(points, [1, 1, 1], solution)


def test_unknown_levels_can_meet_both_ways_in_mentoring_too():
    people = [People.of(["ann", "bob"], level=[0, 0])] * 2
    points = ProfilePoints(*people, Policy.for_format("mentoring"))
    assert solve(points, [1, 1]).matched == 1
    assert solve(points, [1, 1], allow_mutual=True).matched == 2
