"""Which week a thing belongs to.

A week runs from Monday 0:00 to the next Monday 0:00 on the clock of the person a row is about: a
meeting late on Sunday in San Francisco belongs to the week that ends there, though it is Monday in
Sydney. A week may be frozen once it is over everywhere on Earth, Monday 12:00 UTC.

    scope = Scope(dt.date(2027, 5, 17), zones=("Europe/Madrid", "Asia/Tokyo"))
    rows.filter(starts_at__lt=scope.ends("pair__mentee__time_zone"))
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, DateTimeField, Value, When

from outbox.readers import zone_or_utc
from profiles.models import Profile

# What happens again and again is counted over a quarter, so that one quiet week is no alarm.
WEEKS = 13
WEEK = dt.timedelta(weeks=1)
# The last place where a day ends: UTC-12.
LAST_PLACE = dt.timedelta(hours=12)


@dataclass(frozen=True)
class Scope:
    """`week` is a Monday; `zones` are those people live in, any other counts as UTC."""

    week: dt.date
    zones: tuple[str, ...] = ()

    @property
    def last_day(self) -> dt.date:
        return self.week + dt.timedelta(days=6)

    @property
    def first_day(self) -> dt.date:
        """Of the quarter that ends with this week."""
        return self.week - (WEEKS - 1) * WEEK

    @property
    def over(self) -> dt.datetime:
        """When the week is over everywhere."""
        return dt.datetime.combine(self.week + WEEK, dt.time(), tzinfo=dt.UTC) + LAST_PLACE

    def ends(self, zone: str) -> Case:
        """The end of the week on the clock named by the column `zone`."""
        return self._midnight(self.week + WEEK, zone)

    def begins(self, zone: str) -> Case:
        """The begin of the quarter."""
        return self._midnight(self.first_day, zone)

    def _midnight(self, day: dt.date, zone: str) -> Case:
        moments = {name: midnight(day, name) for name in self.zones}
        utc = midnight(day, "UTC")
        whens = [
            When(**{zone: name}, then=Value(moment, DateTimeField()))
            for name, moment in moments.items()
            if moment != utc
        ]
        return Case(*whens, default=Value(utc, DateTimeField()), output_field=DateTimeField())


def midnight(day: dt.date, zone: str) -> dt.datetime:
    """The first moment of a day there, in UTC; where the clocks skip midnight, the hour after."""
    wall = dt.datetime.combine(day, dt.time(), tzinfo=zone_or_utc(zone))
    return wall.astimezone(dt.UTC)


def monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def last_over(now: dt.datetime) -> dt.date:
    """The Monday of the last week that is over everywhere."""
    return monday((now.astimezone(dt.UTC) - LAST_PLACE).date()) - WEEK


def scope(week: dt.date) -> Scope:
    """The week with all the zones people live in."""
    if week.weekday():
        raise ValueError("a week is named by its Monday")
    zones = Profile.objects.order_by().values_list("time_zone", flat=True).distinct()
    return Scope(week, tuple(sorted(zones)))
