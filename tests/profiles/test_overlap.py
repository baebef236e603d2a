import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from profiles.overlap import hours_ahead, overlap

MADRID, LONDON, DELHI = (ZoneInfo(z) for z in ("Europe/Madrid", "Europe/London", "Asia/Kolkata"))
UTC, AUCKLAND = ZoneInfo("UTC"), ZoneInfo("Pacific/Auckland")
SUMMER = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)
WINTER = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def told(found):
    return [(s.day, s.begin, s.end) for s in found.stretches()]


def test_hours_meet_in_the_readers_zone():
    found = overlap([9, 10, 11], MADRID, [9, 10], LONDON, now=SUMMER)
    assert told(found) == [(0, "10:00", "12:00")]
    assert found.hours == 2


def test_half_hour_zones_share_half_hours():
    found = overlap([9], UTC, [14, 15], DELHI, now=SUMMER)
    assert told(found) == [(0, "09:00", "10:00")]
    found = overlap([9], UTC, [15], DELHI, now=SUMMER)
    assert told(found) == [(0, "09:30", "10:00")]
    assert found.hours == 0.5


def test_the_week_wraps_and_days_are_cut_at_midnight():
    # Monday 00:00 in Auckland is Sunday noon in UTC (winter there).
    found = overlap([156, 157], UTC, [0, 1], AUCKLAND, now=SUMMER)
    assert told(found) == [(6, "12:00", "14:00")]
    found = overlap([23, 24], UTC, [23, 24], UTC, now=SUMMER)
    assert told(found) == [(0, "23:00", "24:00"), (1, "00:00", "01:00")]


def test_nothing_shared():
    assert told(overlap([9], UTC, [10], UTC, now=SUMMER)) == []


@pytest.mark.parametrize(("now", "hours"), [(SUMMER, -3.5), (WINTER, -4.5)])
def test_summer_time_counts(now, hours):
    assert hours_ahead(MADRID, DELHI, now=now) == hours
