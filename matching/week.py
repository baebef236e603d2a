"""Hours of the week, from a person's own clock to UTC and back.

Both ends count hours from Monday 00:00 (0 … 167) of one reference week, so that daylight saving is
the one that holds when the pairs will meet.
"""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

HOURS = 168
UTC = ZoneInfo("UTC")


def reference_monday(starts_on: dt.date, today: dt.date) -> dt.date:
    """The first Monday on or after the program's start, or after today once it runs."""
    first = max(starts_on, today)
    return first + dt.timedelta(days=-first.weekday() % 7)


def zone_named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=512)
def utc_hours(zone_name: str, monday: dt.date) -> NDArray[np.int64]:
    """(168,) the UTC hour of the week in which each local hour of the week begins."""
    zone = zone_named(zone_name) or UTC
    return np.array([_moved(hour, monday, zone, UTC) for hour in range(HOURS)], np.int64)


def local_hour(hour: int, monday: dt.date, zone: ZoneInfo) -> int:
    """The local hour of the week in which a UTC hour of the week begins."""
    return _moved(hour, monday, UTC, zone)


@lru_cache(maxsize=512)
def offset_minutes(zone_name: str, monday: dt.date) -> int | None:
    """Minutes ahead of UTC at noon of the reference Monday; None for an unknown zone."""
    zone = zone_named(zone_name)
    noon = dt.datetime.combine(monday, dt.time(12), zone or UTC)
    offset = noon.utcoffset()
    return int(offset.total_seconds() // 60) if zone and offset is not None else None


def _moved(hour: int, monday: dt.date, source: ZoneInfo, target: ZoneInfo) -> int:
    day = monday + dt.timedelta(days=hour // 24)
    there = dt.datetime.combine(day, dt.time(hour % 24), source).astimezone(target)
    return there.weekday() * 24 + there.hour
