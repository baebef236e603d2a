"""A week ends at midnight where the person is; it may be frozen once it is over everywhere."""

import datetime as dt

import pytest

from insights import weeks

MONDAY = dt.date(2027, 5, 17)


def utc(*when):
    return dt.datetime(*when, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        # In the last place on Earth it is Sunday until Monday 12:00 UTC.
        (utc(2027, 5, 24, 11, 59), dt.date(2027, 5, 10)),
        (utc(2027, 5, 24, 12, 0), MONDAY),
        (utc(2027, 5, 30, 23, 59), MONDAY),
        (utc(2027, 1, 1, 12, 0), dt.date(2026, 12, 21)),
    ],
)
def test_a_week_is_over_when_it_is_over_everywhere(now, week):
    assert weeks.last_over(now) == week


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("UTC", utc(2027, 5, 17, 0, 0)),
        ("America/Los_Angeles", utc(2027, 5, 17, 7, 0)),
        ("Australia/Sydney", utc(2027, 5, 16, 14, 0)),
        ("Nowhere/Atall", utc(2027, 5, 17, 0, 0)),
    ],
)
def test_a_week_begins_at_midnight_there(zone, moment):
    assert weeks.midnight(MONDAY, zone) == moment


def test_a_midnight_the_clocks_skip_is_the_hour_after():
    """In Santiago 5 September 2027 begins at one."""
    assert weeks.midnight(dt.date(2027, 9, 5), "America/Santiago") == utc(2027, 9, 5, 4, 0)


def test_a_quarter_is_thirteen_weeks_with_this_one():
    scope = weeks.Scope(MONDAY)
    assert (scope.first_day, scope.last_day) == (dt.date(2027, 2, 22), dt.date(2027, 5, 23))
    assert scope.over == utc(2027, 5, 24, 12, 0)


def test_a_week_is_named_by_its_monday():
    with pytest.raises(ValueError, match="Monday"):
        weeks.scope(MONDAY + dt.timedelta(days=1))
