"""Working days are Monday to Friday in the person's own zone; holidays are not known."""

import datetime as dt
from zoneinfo import ZoneInfo

WORKING_DAYS = 5


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < WORKING_DAYS


def add_working_days(start: dt.datetime, days: int, zone: ZoneInfo) -> dt.datetime:
    """The same local time `days` working days later, in UTC.

    >>> friday = dt.datetime(2027, 5, 21, 8, tzinfo=dt.UTC)
    >>> add_working_days(friday, 1, ZoneInfo("Europe/Madrid")).isoformat()
    '2027-05-24T08:00:00+00:00'
    """
    local = start.astimezone(zone)
    day = local.date()
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_working_day(day)
    return dt.datetime.combine(day, local.time(), tzinfo=zone).astimezone(dt.UTC)
