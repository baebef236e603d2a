"""When a weekly mail is due: six zones, both changes of the clocks, and odd places."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from checkins import nudges
from outbox.models import MailPreference
from profiles.models import Profile

# Zone, the Sunday (or Friday) the clocks go forward, the day they go back, the hour they skip.
pytestmark = pytest.mark.usefixtures("nobody_is_held")
CHANGES = [
    ("Europe/Madrid", dt.date(2027, 3, 28), dt.date(2027, 10, 31), 2),
    ("America/New_York", dt.date(2027, 3, 14), dt.date(2027, 11, 7), 2),
    ("Australia/Lord_Howe", dt.date(2027, 10, 3), dt.date(2027, 4, 4), 2),
    ("America/Santiago", dt.date(2027, 9, 5), dt.date(2027, 4, 4), 0),
    ("Africa/Cairo", dt.date(2027, 4, 30), dt.date(2027, 10, 29), 0),
    ("Asia/Beirut", dt.date(2027, 3, 28), dt.date(2027, 10, 31), 0),
]
EVERY_DAY = list(range(168))


def due(zone_name, day, hour):
    zone = ZoneInfo(zone_name)
    profile = Profile(time_zone=zone_name, weekly_hours=EVERY_DAY)
    preference = MailPreference(nudge_weekday=day.weekday(), nudge_hour=hour)
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=zone)
    found = {
        nudges.moment(profile, preference, zone, frozenset(), now=noon + dt.timedelta(days=days))
        for days in range(-day.weekday(), 7 - day.weekday())
    }
    assert len(found) == 1, "the same week has one moment, whenever it is asked"
    return found.pop().astimezone(zone)


@pytest.mark.parametrize(("zone", "forward", "back", "skipped"), CHANGES)
def test_an_hour_the_clocks_skip_moves_forward_on_the_same_day(zone, forward, back, skipped):
    at = due(zone, forward, skipped)
    assert at.date() == forward
    wall = dt.datetime.combine(forward, dt.time(skipped))
    assert wall < at.replace(tzinfo=None) <= wall + dt.timedelta(hours=1)


@pytest.mark.parametrize(("zone", "forward", "back", "skipped"), CHANGES)
def test_a_repeated_hour_is_the_first_one(zone, forward, back, skipped):
    for hour in range(24):
        at = due(zone, back, hour)
        assert (at.date(), at.hour, at.fold) == (back, hour, 0)


@pytest.mark.parametrize(("zone", "forward", "back", "skipped"), CHANGES)
@pytest.mark.parametrize("hour", [10, 22])
def test_every_other_hour_is_the_one_chosen(zone, forward, back, skipped, hour):
    for day in (forward, back):
        for shift in range(-3, 4):
            near = day + dt.timedelta(days=shift)
            at = due(zone, near, hour)
            assert (at.date(), at.hour, at.minute) == (near, hour, 0)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("Pacific/Tongatapu", 13), ("Pacific/Midway", -11), ("Asia/Kathmandu", 5.75)],
)
def test_places_far_from_greenwich(zone, offset):
    at = due(zone, dt.date(2027, 5, 25), 10)
    assert at.utcoffset() == dt.timedelta(hours=offset)
    assert (at.date(), at.hour) == (dt.date(2027, 5, 25), 10)


def test_over_new_year_each_week_has_its_tuesday():
    days = [dt.date(2026, 12, 22) + dt.timedelta(weeks=n) for n in range(4)]
    assert [due("Europe/Madrid", day, 10).date() for day in days] == days
