"""What `verify` works out for itself, at its edges."""

from dataclasses import replace

import numpy as np
import pytest

from matching.engine import CertificateError, DensePoints, Keep, claimed_worth, solve, verify
from matching.engine.claimed_worth import ClaimedWorth, exact_type
from matching.engine.problem import Problem
from tests.matching.engine.brute import tiny

MODES = ["total", "floors", "balanced", "leximin"]


@pytest.mark.parametrize("bits", [30, 62])
def test_two_numbers_of_the_largest_size_add_up_exactly(bits):
    kinds = [exact_type(2**bits - 1), exact_type(2**bits)]
    assert kinds == ([np.int32, np.int64] if bits == 30 else [np.int64, object])
    largest = np.array([2**bits - 1], kinds[0])
    assert int((largest + largest)[0]) == 2 * (2**bits - 1)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tabled", [-1, 10**6])
def test_it_agrees_with_the_solver_it_shares_nothing_with(seed, mode, tabled, monkeypatch):
    monkeypatch.setattr(claimed_worth, "MOST_TABLED", tabled)
    scores, capacity, _, forbids, _ = tiny(seed)
    rng, points = np.random.default_rng(seed), DensePoints(scores)
    pairs = tuple(tuple(rng.integers(0, scores.shape).tolist()) for _ in range(3))
    keep = Keep(pairs, seed % 3)
    found = solve(points, capacity, forbids=forbids, keep=keep, fairness=mode)
    worth = ClaimedWorth(points, found)
    rows = np.arange(len(scores))
    worths = Problem.of(points, capacity, forbids=forbids, keep=keep, fairness=mode).worths
    block = worth.block(rows, scores)
    assert (
        block.tolist()
        == np.where(worths.block(rows) < 0, worth.nothing, worths.block(rows)).tolist()
    )
    assert worth.maximum == worths.maximum
    verify(points, capacity, found)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("scores", [[[-1]], [[0]], [[-1, 0], [-1, -1]]])
def test_pairs_that_may_not_be_are_worth_less_than_any_price(scores, mode):
    points = DensePoints(scores)
    places = [1] * points.shape[1]
    verify(points, places, solve(points, places, fairness=mode))


def test_the_bonus_must_exceed_what_kept_pairs_are_worth():
    points = DensePoints([[2, 2], [2, 2]])
    found = solve(points, [1, 1], keep=Keep(((0, 0),), 3))
    for bonus, enough in ((11, True), (10, False)):
        lower = replace(found, bonus=bonus, mentee_price=found.mentee_price - found.bonus + bonus)
        if enough:
            verify(points, [1, 1], lower)
        else:
            with pytest.raises(CertificateError, match="put the number matched first"):
                verify(points, [1, 1], lower)


@pytest.mark.parametrize("best", [0, 1, 2, 9])
def test_a_kept_pair_in_balance_is_worth_its_bonus_of_average_points(best):
    points = DensePoints([[best]])
    found = solve(points, [1], keep=Keep(((0, 0),), 3), fairness="balanced")
    worth = ClaimedWorth(points, found)
    assert worth.of(best, kept=True) - worth.of(best) == 3 * max(best, 1)
    verify(points, [1], found)
