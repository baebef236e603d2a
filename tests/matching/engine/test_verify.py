from dataclasses import replace

import numpy as np
import pytest

from matching.engine import CertificateError, DensePoints, LockConflict, solve, verify

SCORES = np.array([[9, 4, -1, 2], [8, 7, 1, -1], [6, -1, 5, 3], [7, 7, 7, 7], [3, 2, 1, 0]])
CAPACITY = np.array([1, 1, 1, 0])
POINTS = DensePoints(SCORES)


@pytest.fixture
def solution():
    found = solve(POINTS, CAPACITY)
    verify(POINTS, CAPACITY, found)
    return found


def changed(array, at, by):
    copy = array.copy()
    copy[at] += by
    return copy


def refused(solution, says, points=POINTS, capacity=CAPACITY):
    with pytest.raises(CertificateError, match=says):
        verify(points, capacity, solution)


def test_a_swapped_pair_is_found(solution):
    match = solution.match.copy()
    i, k = np.flatnonzero(match >= 0)[:2]
    match[[i, k]] = match[[k, i]]
    swapped = int(SCORES[np.arange(5), match][match >= 0].sum())
    refused(replace(solution, match=match, total=swapped), "the prices say|is not allowed")


def test_every_price_lowered_is_found(solution):
    for name, column in (("mentor_price", CAPACITY), ("mentee_price", np.ones(5))):
        for at in np.flatnonzero((getattr(solution, name) > 0) & (column > 0)):
            lower = changed(getattr(solution, name), at, -1)
            refused(replace(solution, **{name: lower}), "would improve the result|prices say")


def test_every_price_raised_is_found(solution):
    for j in np.flatnonzero(CAPACITY):
        raised = replace(solution, mentor_price=changed(solution.mentor_price, j, 1))
        refused(raised, "the prices say")


def test_a_changed_point_of_a_matched_pair_is_found(solution):
    for i, j in solution.pairs:
        refused(solution, "total of points", points=DensePoints(changed(SCORES, (i, j), 1)))


def test_a_better_pair_that_was_left_out_is_found(solution):
    i = int(np.flatnonzero(solution.match < 0)[0])
    points = DensePoints(changed(SCORES, (i, 0), 50))
    refused(solution, "bonus does not|would improve", points=points)


def test_a_raised_capacity_of_a_priced_mentor_is_found(solution):
    for j in np.flatnonzero(solution.mentor_price):
        refused(solution, "the prices say", capacity=changed(CAPACITY, j, 1))


def test_a_lowered_capacity_is_found(solution):
    refused(solution, "more mentees than places", capacity=np.array([0, 1, 1, 0]))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"matched": 4}, "number matched is wrong"),
        ({"total": 99}, "total of points is wrong"),
        ({"bonus": 9}, "does not put the number matched first"),
        ({"match": np.array([0, 1, 2, 9, -1])}, "match names nobody"),
        ({"match": np.array([0])}, "match names nobody"),
        ({"match": np.array([0, 0, 0, -1, -1])}, "more mentees than places"),
        ({"mentee_price": np.zeros(2, np.int64)}, "a price per mentee is missing"),
        ({"mentor_price": np.zeros(2, np.int64)}, "a price per mentor is missing"),
        ({"mentor_price": np.array([-1, 0, 0, 0])}, "a price is below 0"),
    ],
)
def test_a_forged_result_is_refused(solution, change, says):
    refused(replace(solution, **change), says)


def test_a_lock_or_forbid_that_does_not_hold_is_found(solution):
    i, j = solution.pairs[0]
    other = next(k for k in range(3) if k != j and SCORES[i, k] >= 0)
    refused(replace(solution, locks=((i, other),)), "the lock 0-. does not hold")
    refused(replace(solution, forbids=((i, j),)), "the forbidden pair 0-. is matched")


def test_a_lock_that_breaks_a_rule_is_refused_again(solution):
    with pytest.raises(LockConflict):
        verify(POINTS, CAPACITY, replace(solution, locks=((0, 2),)))
