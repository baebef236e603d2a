import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from profiles.workdays import add_working_days

MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2027-05-24T10:00", 3, "2027-05-27T10:00"),
        ("2027-05-21T10:00", 1, "2027-05-24T10:00"),
        ("2027-05-22T10:00", 1, "2027-05-24T10:00"),
        ("2027-05-21T10:00", 5, "2027-05-28T10:00"),
        ("2027-03-26T10:00", 1, "2027-03-29T10:00"),
        ("2027-05-22T10:00", 0, "2027-05-22T10:00"),
    ],
)
def test_weekends_are_skipped_and_the_local_hour_is_kept(start, days, end):
    begin = dt.datetime.fromisoformat(start).replace(tzinfo=MADRID)
    wanted = dt.datetime.fromisoformat(end).replace(tzinfo=MADRID)
    assert add_working_days(begin, days, MADRID) == wanted


def test_the_day_is_the_persons_own():
    # Friday 22:00 UTC is Saturday in Auckland.
    start = dt.datetime(2027, 5, 21, 22, tzinfo=dt.UTC)
    assert add_working_days(start, 1, ZoneInfo("Pacific/Auckland")).astimezone(
        ZoneInfo("Pacific/Auckland")
    ).date() == dt.date(2027, 5, 24)
