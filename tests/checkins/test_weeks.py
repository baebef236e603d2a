import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from checkins import weeks

UTC = dt.UTC


def test_the_week_is_counted_in_the_persons_own_zone():
    sunday_evening_utc = dt.datetime(2027, 5, 23, 22, 30, tzinfo=UTC)
    assert weeks.period(sunday_evening_utc, ZoneInfo("UTC")) == "2027-W20"
    assert weeks.period(sunday_evening_utc, ZoneInfo("Europe/Madrid")) == "2027-W21"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Madrid", "2027-05-25T08:00"),
        ("Asia/Kathmandu", "2027-05-25T04:15"),
        ("Pacific/Apia", "2027-05-24T21:00"),
        ("America/Los_Angeles", "2027-05-25T17:00"),
    ],
)
def test_tuesday_ten_is_local(zone, expected):
    monday_noon = dt.datetime(2027, 5, 24, 12, tzinfo=UTC)
    moment = weeks.moment(monday_noon, ZoneInfo(zone), weekday=1, hour=10)
    assert moment == dt.datetime.fromisoformat(expected + "+00:00")


def test_an_hour_skipped_in_spring_moves_forward():
    # Madrid, 28 March 2027: 02:00 does not exist.
    saturday = dt.datetime(2027, 3, 27, 12, tzinfo=UTC)
    moment = weeks.moment(saturday, ZoneInfo("Europe/Madrid"), weekday=6, hour=2)
    assert moment == dt.datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert moment.astimezone(ZoneInfo("Europe/Madrid")).hour == 3


def test_an_hour_repeated_in_autumn_is_the_first_one():
    saturday = dt.datetime(2027, 10, 30, 12, tzinfo=UTC)
    moment = weeks.moment(saturday, ZoneInfo("Europe/Madrid"), weekday=6, hour=2)
    assert moment == dt.datetime(2027, 10, 31, 0, tzinfo=UTC)
