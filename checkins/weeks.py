"""The week of a person: counted in their own zone, named as ISO does ("2027-W21")."""

import datetime as dt
from zoneinfo import ZoneInfo


def period(now: dt.datetime, zone: ZoneInfo) -> str:
    year, week, _day = now.astimezone(zone).isocalendar()
    return f"{year}-W{week:02d}"


def moment(now: dt.datetime, zone: ZoneInfo, *, weekday: int, hour: int) -> dt.datetime:
    """The given weekday (Monday 0) and hour of this person's current week, in UTC.

    An hour the clocks skip in spring is moved forward, a repeated one in autumn is the first.
    """
    local = now.astimezone(zone)
    monday = local.date() - dt.timedelta(days=local.weekday())
    wall = dt.datetime.combine(monday + dt.timedelta(days=weekday), dt.time(hour), tzinfo=zone)
    there_and_back = wall.astimezone(dt.UTC).astimezone(zone)
    return there_and_back.astimezone(dt.UTC)
