from fractions import Fraction

import numpy as np
import pytest

from matching.engine import (
    DensePoints,
    FairnessReport,
    Forbid,
    Keep,
    fairness_report,
    price_of,
    solve,
    verify,
)
from tests.matching.engine.brute import best_value, tiny, value

MODES = ["total", "floors", "balanced", "leximin"]


def solved(mode, problem, floors=None, bonus=0):
    scores, capacity, locks, forbids, keep = problem
    points = DensePoints(scores)
    solution = solve(
        points,
        capacity,
        locks=locks,
        forbids=forbids,
        floors=floors,
        keep=Keep(tuple(keep), bonus) if keep else None,
        fairness=mode,
    )
    verify(points, capacity, solution)
    return solution


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("mode", MODES)
def test_no_matching_at_all_is_better(mode, seed):
    problem = tiny(seed)
    scores, keep = problem[0], set(problem[4])
    floors, bonus = ((3, 6) if mode == "floors" else ()), seed % 4
    solution = solved(mode, problem, floors or None, bonus)
    maximum = max(0, int(scores.max(initial=0)))
    found = value(mode, scores, solution.match.tolist(), maximum, floors, keep, bonus)
    assert found == best_value(mode, problem, floors, bonus)


def scarce(n, m, seed=0):
    """Scores around 45 of 100 with more taste than mentors, few places."""
    rng = np.random.default_rng(seed)
    taste, skill = rng.normal(0, 1, (n, 4)), rng.normal(0, 1, (m, 4))
    noise = rng.normal(0, 8, (n, m)) + rng.normal(0, 8, n)[:, None]
    scores = np.clip(32 + 12 * (taste @ skill.T) / 2 + noise, 0, 100).astype(int)
    scores[rng.random((n, m)) < 0.96] = -1
    return DensePoints(scores), rng.integers(1, 4, m)


def test_floors_leave_fewer_below_for_little():
    points, capacity = scarce(1000, 600)
    total, floors = (solve(points, capacity, floors=given) for given in (None, [30, 45]))
    verify(points, capacity, floors)
    report = fairness_report(points, floors, total)
    before = dict(fairness_report(points, total, floors=[30, 45]).below)
    for floor, below in report.below:
        assert below < before[floor]
    assert report.cost_matched == 0
    assert 0 < report.cost_points < 0.02 * total.total


def test_each_mode_is_fairer_than_the_one_before():
    points, capacity = scarce(300, 200)
    found = [solve(points, capacity, fairness=mode) for mode in MODES]
    assert len({solution.matched for solution in found}) == 1
    reports = [fairness_report(points, solution, found[0]) for solution in found]
    assert reports[0].gini > reports[2].gini
    assert max(report.worst for report in reports) == reports[3].worst
    costs = [report.cost_points for report in reports]
    assert costs[0] == min(costs)
    assert costs[3] == max(costs)


@pytest.mark.parametrize("mode", MODES)
def test_the_price_of_an_edit_is_in_the_mode(mode):
    points, capacity = scarce(60, 40)
    before = solve(points, capacity, fairness=mode)
    for pair in before.pairs[:6]:
        after = solve(points, capacity, forbids=[pair], fairness=mode)
        price = price_of(points, capacity, before, Forbid(*pair))
        assert price.matched == after.matched - before.matched
        if mode in ("total", "leximin"):  # where equally good results have equal points
            assert price.total == after.total - before.total


def test_floors_stand_alone_and_are_the_usual_ones_by_default():
    points = DensePoints([[10, 3]])
    assert solve(points, [1, 1], fairness="floors").floors == (2, 3)
    given = solve(points, [1, 1], floors=[7])
    assert (given.fairness, given.floors) == ("floors", (7,))
    assert solve(points, [1, 1], fairness="floors", floors=[]).floors == ()
    assert solve(points, [1, 1]).fairness == "total"


@pytest.mark.parametrize(
    ("fairness", "floors", "says"),
    [
        ("nice", None, "fairness: 'nice' is not known"),
        ("balanced", [3], "fairness: 'balanced' has no floors"),
        ("leximin", [3], "fairness: 'leximin' has no floors"),
    ],
)
def test_modes_that_cannot_be_are_refused(fairness, floors, says):
    with pytest.raises(ValueError, match=says):
        solve(DensePoints([[1]]), [1], fairness=fairness, floors=floors)


def test_floors_are_worth_more_than_one_other_pair_and_no_more():
    apart = DensePoints([[100, 30], [30, 0]])  # 130 both ways: the floor of 30 decides
    assert solve(apart, [1, 1], floors=[30]).match.tolist() == [1, 0]
    points = DensePoints([[100, 29, 30], [99, 0, 0], [29, 0, 0]])
    assert solve(points, [1, 1, 1], floors=[30]).total == 129


def test_a_report_counts_the_matched_in_exact_numbers():
    scores = np.zeros((21, 22), int)
    scores[np.arange(21), np.arange(21)] = [40] * 19 + [60, 0]
    points, capacity = DensePoints(scores), [1] * 20 + [0, 1]
    total = solve(points, capacity)
    assert fairness_report(points, total, total) == FairnessReport(
        worst=0,
        fifth_percentile=40,
        average=Fraction(820, 21),
        gini=_gini_by_pairs([0, *[40] * 19, 60]),
        below=((12, 1), (18, 1)),
        cost_matched=0,
        cost_points=0,
    )


def _gini_by_pairs(scores):
    """Mean difference of two, over twice the mean."""
    apart = sum(abs(a - b) for a in scores for b in scores)
    return Fraction(apart, 2 * len(scores) * sum(scores))
