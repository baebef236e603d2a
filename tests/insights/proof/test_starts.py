"""Worked out by hand for 24 pairs, twelve in each wave."""

import datetime as dt

import pytest

from insights.proof import intervals, starts
from tests.insights import crowd
from tests.insights.proof import start_world as world
from tests.people import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def waves():
    return world.drawn(make_program("Spring"))


def of(lot):
    return {one.name: one for one in starts.of(lot)}


def test_coming_to_a_session_counts_while_the_second_wave_waited(waves):
    """Seven of the first wave and three of the second; not: before the start (-1), on the second
    start's day (4 weeks), not ticked as having come."""
    lot, first, second = waves
    world.came(first[:7] + second[:3], lot)
    world.came(first, lot, weeks=-1)
    world.came(second, lot, weeks=4)
    world.came(second, lot, attended=None)
    found = of(lot)["came"]
    assert (found.first, found.second) == (12, 12)
    assert (found.first_value, found.second_value) == pytest.approx((100 * 7 / 12, 25))
    assert found.apart == intervals.of_shares(7, 12, 3, 12)


def test_skills_are_the_last_rating_up_to_a_week_after_the_second_start(waves):
    """The first wave: 2 at the start, six say 4 halfway, one of them too late. So 5 × 4, 7 × 2."""
    lot, first, second = waves
    second_day = starts.second_starts_on(lot)
    world.rated(first, [2] * 12, day=lot.starts_on)
    world.rated(first[:5], [4] * 5, day=second_day, stage="middle")
    late = second_day + dt.timedelta(days=7)
    world.rated(first[5:6], [5], day=late, stage="middle")
    world.rated(second, [2, 3] * 6, day=second_day)
    found = of(lot)["skills"]
    assert found.first_value == pytest.approx((5 * 4 + 7 * 2) / 12)
    assert found.second_value == 2.5
    assert found.apart == intervals.of_means([4] * 5 + [2] * 7, [2, 3] * 6)


def test_fit_is_what_both_said_within_eight_weeks_of_their_own_start(waves):
    lot, first, second = waves
    world.said(first, "good_fit")
    world.said(first[:6], "deciding", author="mentor")
    world.said(second[:6], "not_a_fit", weeks=7)
    world.said(second[6:], "good_fit", weeks=8)
    found = of(lot)["fit"]
    assert (found.first, found.second) == (12, 6)
    assert (found.first_value, found.second_value) == (0.875, 0.0)


def test_together_is_eight_weeks_from_their_own_start(waves):
    lot, first, second = waves
    world.ended(first[:2], weeks=7)
    world.ended(first[2:4], weeks=8)
    world.ended(second[:6], weeks=1)
    found = of(lot)["together"]
    assert (found.first_value, found.second_value) == pytest.approx((100 * 10 / 12, 50))


def test_under_five_in_a_wave_nothing_is_worked_out(waves):
    lot, first, second = waves
    world.said(first, "good_fit")
    world.said(second[:4], "good_fit")
    assert of(lot)["fit"] == starts.Measured("fit")


def test_pairs_that_were_recalled_or_declined_never_were(waves):
    lot, first, _second = waves
    for wave, state in ((1, "declined"), (2, "recalled")):
        crowd.pairs(
            3, program=first[0].program, prefix=state, round=lot.round, state=state, wave=wave
        )
    found = of(lot)["together"]
    assert (found.first, found.second) == (12, 12)


def test_it_is_read_when_all_its_days_are_over(waves):
    lot, _first, _second = waves
    assert starts.read_on(lot) == lot.starts_on + dt.timedelta(weeks=4 + 8 + 1)
