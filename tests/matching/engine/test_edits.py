import numpy as np
import pytest

from matching.engine import (
    DensePoints,
    Forbid,
    Lock,
    LockConflict,
    MorePlaces,
    Move,
    Pause,
    Price,
    Swap,
    price_of,
    solve,
)
from tests.matching.engine.instances import oracle

SCORES = np.array([[9, 4, -1], [8, 7, 1], [6, -1, 5], [7, 7, 7]])
CAPACITY = np.array([1, 1, 1])
POINTS = DensePoints(SCORES)
PLAIN = solve(POINTS, CAPACITY)


def price(edit):
    return price_of(POINTS, CAPACITY, PLAIN, edit)


def change(scores=SCORES, capacity=CAPACITY, **held):
    matched, total = oracle(scores, capacity, **held)
    return matched - PLAIN.matched, total - PLAIN.total


def test_each_lock_and_forbid_costs_what_the_oracle_says():
    for i, j in np.argwhere(SCORES >= 0).tolist():
        found = price(Lock(i, j))
        assert (found.matched, found.total) == change(locks=[(i, j)])
        found = price(Forbid(i, j))
        assert (found.matched, found.total) == change(forbids=[(i, j)])


def test_an_override_forces_a_blocked_pair_which_counts_nothing():
    for i, j in np.argwhere(SCORES < 0).tolist():
        with pytest.raises(LockConflict):
            price(Lock(i, j))
        scores = SCORES.copy()
        scores[i, j] = 0
        found = price(Lock(i, j, override=True))
        assert (found.matched, found.total) == change(scores, locks=[(i, j)])


def test_more_places_and_fewer():
    for j in range(3):
        for n in (1, 2, -1):
            found = price(MorePlaces(j, n))
            assert (found.matched, found.total) == change(
                capacity=CAPACITY + n * (np.arange(3) == j)
            )


def test_a_pause_takes_the_mentee_out():
    for i in range(4):
        scores = SCORES.copy()
        scores[i] = -1
        found = price(Pause(i))
        assert (found.matched, found.total) == change(scores)


def test_a_pause_of_a_locked_mentee_frees_the_place():
    points = DensePoints([[1], [9]])
    solution = solve(points, [1], locks=[(0, 0)])
    moved = (Move(0, 0, None), Move(1, None, 0))
    assert price_of(points, [1], solution, Pause(0)) == Price(0, 8, moved)


def test_a_swap_trades_mentors():
    points = DensePoints([[9, 4], [8, 7]])
    solution = solve(points, [1, 1])
    assert price_of(points, [1, 1], solution, Swap(0, 1)) == Price(
        0, -4, (Move(0, 0, 1), Move(1, 1, 0))
    )


def test_a_swap_with_an_unmatched_mentee_gives_the_place_away():
    points = DensePoints([[9, -1], [8, -1]])
    solution = solve(points, [1, 1])
    moved = (Move(0, 0, None), Move(1, None, 0))
    assert price_of(points, [1, 1], solution, Swap(0, 1)) == Price(0, -1, moved)


def test_a_swap_at_one_mentor_changes_nothing():
    points = DensePoints([[9], [8]])
    solution = solve(points, [2])
    assert price_of(points, [2], solution, Swap(0, 1)) == Price(0, 0, ())


def test_an_edit_against_a_lock_names_the_conflict():
    solution = solve(POINTS, CAPACITY, locks=[(0, 0)])
    for edit, code in ((Lock(0, 1), "two_locks"), (Forbid(0, 0), "locked_and_forbidden")):
        with pytest.raises(LockConflict) as caught:
            price_of(POINTS, CAPACITY, solution, edit)
        assert code in [conflict.code for conflict in caught.value.conflicts]


@pytest.mark.parametrize(
    "edit", [Lock(4, 0), Forbid(0, 3), Swap(0, 4), MorePlaces(3), MorePlaces(-1), Pause(-1)]
)
def test_an_edit_of_nobody_is_refused(edit):
    with pytest.raises(ValueError, match="names somebody who is not there"):
        price(edit)


def test_places_cannot_fall_below_none():
    with pytest.raises(ValueError, match="capacity must be 0 or more"):
        price(MorePlaces(0, -2))


def test_people_still_do_not_mentor_each_other_after_an_edit():
    points = DensePoints([[-1, 9, 2], [8, -1, 1]], ["ann", "bob"], ["ann", "bob", "cy"])
    solution = solve(points, [1, 1, 1], allow_mutual=False)
    assert price_of(points, [1, 1, 1], solution, Forbid(0, 1)).total == -9 + 1
