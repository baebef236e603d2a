import re
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from matching.engine import CertificateError, DensePoints, Keep, solve, verify

SCORES = np.array([[9, 4, -1, 2], [8, 7, 1, -1], [6, -1, 5, 3], [7, 7, 7, 7], [3, 2, 1, 0]])
CAPACITY = np.array([1, 1, 1, 0])
POINTS = DensePoints(SCORES)
SUMS = r"the result is worth \d+, the prices say \d+"
BETTER = r"the pair \(\d+, \d+\) would improve the result"
TOTAL = "the total of points is wrong"
FULL = "a mentor has more mentees than places"
BONUS = "the bonus does not put the number matched first"
MODES = ["total", "floors", "balanced", "leximin"]


@pytest.fixture(params=MODES)
def solution(request):
    found = solve(POINTS, CAPACITY, fairness=request.param)
    verify(POINTS, CAPACITY, found)
    return found


def changed(array, at, by):
    copy = array.copy()
    copy[at] += by
    return copy


def refused(solution, says, points=POINTS, capacity=CAPACITY):
    with pytest.raises(CertificateError) as caught:
        verify(points, capacity, solution)
    assert re.fullmatch(says, str(caught.value))


def test_every_pair_swapped_is_found(solution):
    for i in range(5):
        for k in range(i):
            match = solution.match.copy()
            match[[i, k]] = match[[k, i]]
            if match[i] != match[k]:
                own = [int(SCORES[i, j]) for i, j in enumerate(match) if j >= 0]
                forged = replace(solution, match=match, total=sum(own))
                refused(forged, rf"{SUMS}|the pair .-. is not allowed")


def test_a_match_taken_away_is_found(solution):
    for i, j in solution.pairs:
        fewer = replace(
            solution,
            match=changed(solution.match, i, -1 - j),
            matched=solution.matched - 1,
            total=solution.total - int(SCORES[i, j]),
        )
        refused(fewer, SUMS)


def test_every_price_lowered_is_found(solution):
    for name, column in (("mentor_price", CAPACITY), ("mentee_price", np.ones(5))):
        for at in np.flatnonzero((getattr(solution, name) > 0) & (column > 0)):
            lower = changed(getattr(solution, name), at, -1)
            refused(replace(solution, **{name: lower}), SUMS)


def test_a_price_lowered_for_another_is_found(solution):
    for i in np.flatnonzero(solution.mentee_price):
        for k in range(5):
            less = changed(solution.mentee_price, i, -1)
            moved = replace(solution, mentee_price=changed(less, k, 1))
            if k != i:
                refused(moved, rf"the pair \({i}, .\) would improve the result")


def test_the_price_of_a_mentor_without_a_place_is_held_to_the_pairs(solution):
    lower = replace(solution, mentor_price=changed(solution.mentor_price, 3, -1))
    refused(lower, r"the pair \(., 3\) would improve the result")


def test_every_price_raised_is_found(solution):
    for j in np.flatnonzero(CAPACITY):
        raised = replace(solution, mentor_price=changed(solution.mentor_price, j, 1))
        refused(raised, SUMS)
    for i in range(5):
        raised = replace(solution, mentee_price=changed(solution.mentee_price, i, 1))
        refused(raised, SUMS)


def test_a_changed_point_of_a_matched_pair_is_found(solution):
    for i, j in solution.pairs:
        refused(solution, TOTAL, points=DensePoints(changed(SCORES, (i, j), 1)))
        refused(solution, TOTAL, points=DensePoints(changed(SCORES, (i, j), -1)))


def test_a_better_pair_that_was_left_out_is_found(solution):
    i = int(np.flatnonzero(solution.match < 0)[0])
    points = DensePoints(changed(SCORES, (i, 0), 6))
    refused(solution, f"{BETTER}|{SUMS}", points=points)


def test_a_raised_capacity_of_a_priced_mentor_is_found(solution):
    for j in np.flatnonzero(solution.mentor_price):
        refused(solution, SUMS, capacity=changed(CAPACITY, j, 1))


def test_a_lowered_capacity_is_found(solution):
    for j in range(3):
        refused(solution, FULL, capacity=changed(CAPACITY, j, -1))


@pytest.mark.parametrize(
    ("capacity", "says"),
    [
        ([1, 1, 1], "capacity is not whole numbers"),
        ([1.0, 1.0, 1.0, 0.0], "capacity is not whole numbers"),
        ([1, 1, 1, -1], FULL),
        ([[1, 1, 1, 0]], "capacity is not whole numbers"),
    ],
)
def test_a_capacity_that_cannot_be_is_refused(solution, capacity, says):
    refused(solution, says, capacity=np.array(capacity))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"matched": 4}, "the number matched is wrong"),
        ({"matched": 2}, "the number matched is wrong"),
        ({"total": 99}, TOTAL),
        ({"bonus": 9}, BONUS),
        ({"bonus": 1e9}, "the bonus is not a whole number"),
        ({"match": np.array([0, 1, 2, 4, -1])}, "match names nobody"),
        ({"match": np.array([0, 1, 2, -2, -1])}, "match names nobody"),
        ({"match": np.array([0])}, "match names nobody"),
        ({"match": np.array([0.0, 1.0, 2.0, -1.0, -1.0])}, "match names nobody"),
        ({"match": np.array([0, 0, 0, -1, -1])}, FULL),
        ({"mentee_price": np.zeros(2, np.int64)}, "a price per mentee is missing"),
        ({"mentee_price": np.zeros(5)}, "a price per mentee is missing"),
        ({"mentee_price": np.array([0, 1, 2, 3, 4.0], object)}, "a price per mentee is missing"),
        ({"mentor_price": np.zeros(2, np.int64)}, "a price per mentor is missing"),
        ({"mentor_price": np.zeros(4)}, "a price per mentor is missing"),
        ({"mentor_price": np.array([-1, 0, 0, 0])}, "a price is below 0"),
        ({"mentee_price": np.array([0, 0, 0, 0, -1])}, "a price is below 0"),
        ({"fairness": "nice"}, r"there is no fairness nice with floors .*"),
        (
            {"fairness": "balanced", "floors": (3,)},
            r"there is no fairness balanced with floors \(3,\)",
        ),
        ({"forbids": ((5, 0),)}, "the pair 5-0 names nobody"),
        ({"forbids": ((-1, 0),)}, "the pair -1-0 names nobody"),
        ({"forbids": ((0, 4),)}, "the pair 0-4 names nobody"),
        ({"locks": ((0, -1),)}, "the pair 0--1 names nobody"),
        ({"keep": Keep(((0, 4),))}, "the pair 0-4 names nobody"),
        ({"keep": Keep(((0, 0),), bonus=-1)}, "the bonus of kept pairs is below 0"),
        ({"mutual": ((4, 0),)}, "pairs are forbidden that may be"),
        (
            {"mutual": ((4, 0),), "allow_mutual": False},
            "the pair 4-0 is forbidden without its opposite",
        ),
    ],
)
def test_a_forged_result_is_refused(solution, change, says):
    refused(replace(solution, **change), says)


@pytest.mark.parametrize("mode", MODES)
def test_a_pair_without_points_and_any_whole_numbers_will_do(mode):
    points = DensePoints([[0]])
    found = solve(points, [1], fairness=mode)
    for kind in (np.uint8, np.int16, object):
        verify(points, np.array([1], kind), found)
    refused(found, "capacity is not whole numbers", points, np.array([1.0]))
    refused(found, "capacity is not whole numbers", points, np.array([True]))


def test_the_bonus_must_exceed_all_points_of_the_matches():
    points = DensePoints([[2, 2], [2, 2]])
    found = solve(points, [1, 1])
    lower = found.bonus - 5
    tight = replace(found, bonus=5, mentee_price=found.mentee_price - lower)
    verify(points, [1, 1], tight)
    loose = replace(found, bonus=4, mentee_price=found.mentee_price - lower - 1)
    refused(loose, BONUS, points, [1, 1])


def test_prices_that_overflow_64_bits_prove_nothing(solution):
    for price in (2**62, 2**63 - 1):
        huge = np.full(4, price)
        refused(replace(solution, mentor_price=huge), SUMS)
        gain = np.full(5, price)
        refused(replace(solution, mentee_price=gain, mentor_price=huge), SUMS)


def test_a_source_that_breaks_its_own_bounds_is_refused(solution):
    class Loose(DensePoints):
        maximum = 8

        def __init__(self, array):
            super().__init__(SCORES)
            self.maximum, self._scores = 9, array

    refused(solution, "a pair has too many points", points=Loose(changed(SCORES, (4, 0), 7)))
    refused(solution, "a pair has less than no points", points=Loose(changed(SCORES, (0, 2), -1)))


def test_a_lock_or_forbid_that_does_not_hold_is_found(solution):
    i, j = solution.pairs[0]
    other = next(k for k in range(3) if k != j and SCORES[i, k] >= 0)
    refused(replace(solution, locks=((i, other),)), f"the lock {i}-. does not hold")
    refused(replace(solution, forbids=((i, j),)), f"the forbidden pair {i}-. is matched")
    refused(replace(solution, locks=((i, j),)), f"the locked mentee {i} has a price")


@pytest.mark.parametrize("mode", MODES)
def test_locks_are_checked_against_rules_and_counted_once(mode):
    scores = SCORES.copy()
    scores[0, 0] = -1
    points = DensePoints(scores)
    held = solve(points, CAPACITY, locks=[(0, 0)], overrides=[(0, 0)], fairness=mode)
    verify(points, CAPACITY, held)
    refused(replace(held, overrides=()), "the pair 0-0 is not allowed", points)
    refused(replace(held, overrides=((0, 1),)), "the pair 0-0 is not allowed", points)
    refused(replace(held, locks=()), "the pair 0-0 is not allowed", points)
    refused(replace(held, locks=((0, 0), (0, 0))), "a lock is counted twice", points)
    refused(held, TOTAL)


@pytest.mark.parametrize("mode", MODES)
def test_a_forbid_dropped_or_a_kept_pair_added_is_found(mode):
    held = solve(POINTS, CAPACITY, forbids=[(0, 0)], fairness=mode)
    verify(POINTS, CAPACITY, held)
    refused(replace(held, forbids=()), r"the pair \(0, 0\) would improve the result")
    kept = solve(POINTS, CAPACITY, keep=Keep(((4, 0),), 60), fairness=mode)
    verify(POINTS, CAPACITY, kept)
    assert (4, 0) in kept.pairs
    for keep in (None, Keep(((4, 0),), 2), Keep(((4, 0), (3, 1)), 60)):
        refused(replace(kept, keep=keep), f"{BETTER}|{SUMS}|{BONUS}")


def test_pairs_both_ways_are_found():
    points = DensePoints([[-1, 9, 2], [8, -1, 1]], ["ann", "bob"], ["ann", "bob", "cy"])
    places = [1, 1, 1]
    both = solve(points, places)
    refused(replace(both, allow_mutual=False), "the pair .-. is matched both ways", points, places)
    one = solve(points, places, allow_mutual=False)
    verify(points, places, one)
    refused(replace(one, allow_mutual=True), "pairs are forbidden that may be", points, places)
    refused(replace(one, mutual=()), BETTER, points, places)
    refused(
        replace(one, mutual=((0, 2),)),
        "the pair 0-2 is forbidden without its opposite",
        points,
        places,
    )
    refused(replace(one, mutual=((0, 1),)), "the forbidden pair 0-1 is matched", points, places)
    worthless = DensePoints([[-1, 0], [0, -1]], ["ann", "bob"], ["ann", "bob"])
    none = solve(worthless, [1, 1], allow_mutual=False)
    assert len(none.mutual) == 1
    verify(worthless, [1, 1], none)
    locked = solve(points, places, locks=[(0, 1), (1, 0)], allow_mutual=False)
    verify(points, places, locked)
    half = replace(locked, locks=((0, 1),))
    refused(half, "the pair 1-0 is matched both ways", points, places)
    lonely = DensePoints([[-1, 9, 2], [-1, -1, 1]], ["ann", "bob"], ["ann", "bob", "cy"])
    refused(
        replace(one, mutual=((0, 1),), match=np.array([2, -1])),
        "the pair 0-1 is forbidden without its opposite",
        lonely,
        places,
    )


@pytest.mark.parametrize("names", [(["a", "b"], None), (None, ["b", "a"]), (None, None)])
def test_without_names_on_both_sides_nobody_is_known_to_be_on_both(names):
    points = DensePoints([[3, 9], [9, 3]], *names)
    found = solve(points, [1, 1], allow_mutual=False)
    verify(points, [1, 1], found)
    refused(replace(found, mutual=((0, 0),)), ".* 0-0 is forbidden without.*", points, [1, 1])


@pytest.mark.parametrize("mode", MODES)
def test_blocks_of_any_size_say_the_same(mode, monkeypatch):
    rng = np.random.default_rng(3)
    points, capacity = DensePoints(rng.integers(-1, 30, (40, 30))), rng.integers(0, 3, 30)
    found = solve(points, capacity, keep=Keep(((39, 0), (0, 29))), fairness=mode)
    worse = replace(found, mentee_price=changed(found.mentee_price, 39, -1))
    for cells in (1, 30, 70, 10**6):
        monkeypatch.setattr(import_module("matching.engine.verify"), "COMPARED", cells)
        monkeypatch.setattr(import_module("matching.engine.claimed_worth"), "SCORED", cells * 2)
        verify(points, capacity, found)
        refused(worse, SUMS, points, capacity)
