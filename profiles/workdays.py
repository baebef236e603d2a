"""Which days a person works, in their own zone.

The days they have marked hours in, or Monday to Friday when they have marked none; never a holiday
of their country or site (`profiles.holidays`). `add_working_days` counts for anybody: Monday to
Friday, without holidays.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

WORKING_DAYS = 5
HOURS_A_DAY = 24
MORNING, EVENING = 8, 18
LOOKS_AHEAD = 21
NO_DAYS: frozenset[dt.date] = frozenset()


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < WORKING_DAYS


def weekdays(weekly_hours: Iterable[int]) -> frozenset[int]:
    """The weekdays (Monday 0) of hours of the week; Monday to Friday when there are none."""
    marked = frozenset(hour // HOURS_A_DAY for hour in weekly_hours if 0 <= hour < 168)
    return marked or frozenset(range(WORKING_DAYS))


def works_on(day: dt.date, weekly_hours: Iterable[int], off: Collection[dt.date] = NO_DAYS) -> bool:
    return day.weekday() in weekdays(weekly_hours) and day not in off


def day_of_week(
    preferred: dt.date, weekly_hours: Iterable[int], off: Collection[dt.date] = NO_DAYS
) -> dt.date | None:
    """The preferred day if the person works then, else the next working day of the same week, else
    the one before; None in a week without one."""
    monday = preferred - dt.timedelta(days=preferred.weekday())
    week = [monday + dt.timedelta(days=n) for n in range(7)]
    order = [*week[preferred.weekday() :], *reversed(week[: preferred.weekday()])]
    hours = list(weekly_hours)
    return next((day for day in order if works_on(day, hours, off)), None)


def in_working_hours(
    moment: dt.datetime,
    zone: ZoneInfo,
    weekly_hours: Iterable[int],
    off: Collection[dt.date] = NO_DAYS,
) -> dt.datetime:
    """The moment itself, or 08:00 of the next day they work, in UTC. Quiet hours are 18 to 08."""
    local, hours = moment.astimezone(zone), list(weekly_hours)
    if works_on(local.date(), hours, off) and MORNING <= local.hour < EVENING:
        return moment.astimezone(dt.UTC)
    first = local.date() + dt.timedelta(days=local.hour >= MORNING)
    days = (first + dt.timedelta(days=n) for n in range(LOOKS_AHEAD))
    day = next((day for day in days if works_on(day, hours, off)), first)
    return dt.datetime.combine(day, dt.time(MORNING), tzinfo=zone).astimezone(dt.UTC)


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
