import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from profiles import workdays
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


TUESDAY_TO_THURSDAY = [33, 57, 81]  # 09:00 on Tuesday, Wednesday and Thursday
SUNDAY_TO_TUESDAY = [6 * 24 + 9, 9, 33]


@pytest.mark.parametrize(
    ("preferred", "hours", "off", "day"),
    [
        ("2027-05-25", [], [], "2027-05-25"),
        ("2027-05-24", TUESDAY_TO_THURSDAY, [], "2027-05-25"),
        ("2027-05-28", TUESDAY_TO_THURSDAY, [], "2027-05-27"),
        ("2027-05-25", [], ["2027-05-25"], "2027-05-26"),
        ("2027-05-25", [33], ["2027-05-25"], None),
        ("2027-05-29", SUNDAY_TO_TUESDAY, [], "2027-05-30"),
        ("2027-05-26", [9], [], "2027-05-24"),
    ],
)
def test_the_day_of_the_week_moves_to_one_they_work(preferred, hours, off, day):
    found = workdays.day_of_week(
        dt.date.fromisoformat(preferred), hours, {dt.date.fromisoformat(d) for d in off}
    )
    assert found == (day and dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("moment", "hours", "off", "wanted"),
    [
        ("2027-05-25T10:15", [], [], "2027-05-25T10:15"),
        ("2027-05-25T06:00", [], [], "2027-05-25T08:00"),
        ("2027-05-25T18:00", [], [], "2027-05-26T08:00"),
        ("2027-05-28T19:00", [], [], "2027-05-31T08:00"),
        ("2027-05-28T19:00", [], ["2027-05-31"], "2027-06-01T08:00"),
        ("2027-05-25T19:00", [33], [], "2027-06-01T08:00"),
        ("2027-03-27T19:00", [6 * 24 + 9], [], "2027-03-28T08:00"),
    ],
)
def test_quiet_hours_wait_for_the_next_working_morning(moment, hours, off, wanted):
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=MADRID)
    days = {dt.date.fromisoformat(d) for d in off}
    found = workdays.in_working_hours(at, MADRID, hours, days)
    assert found == dt.datetime.fromisoformat(wanted).replace(tzinfo=MADRID)
