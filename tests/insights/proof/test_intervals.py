"""Intervals against SciPy, against published tables and against what they promise."""

import numpy as np
import pytest
from scipy import stats

from insights.proof import intervals

# Newcombe (1998), table II, method 10: hits, n, other hits, other n, from, to.
PUBLISHED = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
]


@pytest.mark.parametrize(("hits", "n", "other", "m", "low", "high"), PUBLISHED)
def test_shares_are_apart_as_the_published_table_says(hits, n, other, m, low, high):
    found = intervals.of_shares(hits, n, other, m)
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=0.011)
    assert found.value == pytest.approx(100 * (hits / n - other / m))


def test_shares_are_built_from_the_score_interval_of_scipy():
    for hits, n, other, m in ((50, 100, 36, 100), (190, 400, 12, 44), (1, 5, 5, 5)):
        one, two = (
            stats.binomtest(k, size).proportion_ci(0.95, method="wilson")
            for k, size in ((hits, n), (other, m))
        )
        p, q = hits / n, other / m
        low = p - q - ((p - one.low) ** 2 + (two.high - q) ** 2) ** 0.5
        high = p - q + ((one.high - p) ** 2 + (q - two.low) ** 2) ** 0.5
        found = intervals.of_shares(hits, n, other, m)
        assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=0.01)


def test_means_are_apart_as_scipy_says():
    dice = np.random.default_rng(7)
    for n, m in ((5, 5), (6, 40), (200, 20)):
        values, others = dice.normal(3, 1, n), dice.normal(2.5, 2, m)
        wanted = stats.ttest_ind(values, others, equal_var=False).confidence_interval(0.95)
        found = intervals.of_means(list(values), list(others))
        assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), rel=5e-3)


def test_the_quantile_of_student_is_that_of_scipy():
    for freedom in (3, 4, 5.5, 10, 30, 1000):
        assert intervals.student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=0.01)


def test_values_that_are_all_the_same_leave_no_doubt_and_one_value_says_nothing():
    found = intervals.of_means([3.0, 3.0], [2.0, 2.0])
    assert (found.low, found.value, found.high) == (1.0, 1.0, 1.0)
    for few in ([], [3.0]):
        with pytest.raises(ValueError):
            intervals.of_means(few, [2.0, 2.0])
        with pytest.raises(ValueError):
            intervals.of_means([2.0, 2.0], few)


@pytest.mark.parametrize(("p", "q"), [(0.5, 0.5), (0.6, 0.45), (0.15, 0.1), (0.95, 0.9)])
def test_intervals_hold_the_truth_nineteen_times_in_twenty(p, q):
    """4,000 simulated trials with a tenth held back, as small as a year of one tip brings."""
    dice = np.random.default_rng(20)
    sent, held = dice.binomial(270, p, 4_000), dice.binomial(30, q, 4_000)
    inside = sum(
        found.low <= 100 * (p - q) <= found.high
        for found in (
            intervals.of_shares(int(one), 270, int(two), 30)
            for one, two in zip(sent, held, strict=True)
        )
    )
    assert 0.93 <= inside / 4_000 <= 0.985


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_with_the_people_needed_a_lift_is_seen_four_times_in_five(share):
    dice = np.random.default_rng(5)
    needed = intervals.people_needed(0.5, smallest=0.1, share=share)
    held = round(needed * share)
    pairs = zip(
        dice.binomial(needed - held, 0.6, 2_000), dice.binomial(held, 0.5, 2_000), strict=True
    )
    seen = sum(
        intervals.of_shares(int(one), needed - held, int(two), held).is_more for one, two in pairs
    )
    assert 0.76 <= seen / 2_000 <= 0.86
