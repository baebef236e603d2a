"""Pairs with hours and meetings for tests of this room."""

import datetime as dt

from django.utils import timezone

from checkins.models import Meeting
from matching.models import Pair, Program
from profiles.models import Profile

# Ben and Ada of the cast, on a Monday, 11:00 in Madrid.
NOW = dt.datetime(2027, 5, 24, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
# Mon to Fri, 9 to 17.
OFFICE = [day * 24 + hour for day in range(5) for hour in range(9, 17)]


def at(text: str) -> dt.datetime:
    """ "2027-05-25 13:00" in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def hours(*texts: str) -> list[int]:
    """ "Tue 14-17" → hours of the week."""
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    found = []
    for text in texts:
        day, _space, span = text.partition(" ")
        first, _dash, last = span.partition("-")
        found += [days.index(day) * 24 + hour for hour in range(int(first), int(last))]
    return found


def set_up(pair, *, mentor=OFFICE, mentee=OFFICE, zones=("Europe/Madrid", "Europe/Madrid"),
           starts_on=dt.date(2027, 5, 1), ends_on=dt.date(2028, 5, 1), minutes=45) -> Pair:  # fmt: skip
    """The pair with these usual hours and zones, mentor first, and these dates."""
    for profile, week, zone in ((pair.mentor, mentor, zones[0]), (pair.mentee, mentee, zones[1])):
        Profile.objects.filter(pk=profile.pk).update(weekly_hours=week, time_zone=zone)
    Pair.objects.filter(pk=pair.pk).update(
        starts_on=starts_on, ends_on=ends_on, visible_at=at("2026-01-01 00:00")
    )
    Program.objects.filter(pk=pair.program_id).update(meeting_minutes=minutes)
    return Pair.objects.with_people().get(pk=pair.pk)


def booked(pair, starts_at, minutes=45, **fields) -> Meeting:
    return Meeting.objects.create(
        pair=pair, starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=minutes), **fields
    )


def a_date(pair, **fields) -> Meeting:
    """A week from the real now: for pages, which ask the clock themselves."""
    starts_at = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=7)
    return booked(pair, starts_at, **fields)


def a_past_date(pair, **fields) -> Meeting:
    return booked(pair, timezone.now() - dt.timedelta(hours=3), **fields)
