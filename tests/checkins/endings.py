"""Pairs that come to their end, for tests of this room."""

import datetime as dt

from django.utils import timezone

from checkins import closing
from checkins.models import Meeting, SkillRating

MEETING = dt.timedelta(minutes=45)


def held(pair, count=1, *, minutes=45, days_ago=1) -> list[Meeting]:
    """Meetings that took place, one a day up to `days_ago`."""
    last = timezone.now() - dt.timedelta(days=days_ago)
    starts = [last - dt.timedelta(days=n) for n in range(count)]
    length = dt.timedelta(minutes=minutes)
    return [
        Meeting.objects.create(pair=pair, state="held", starts_at=at, ends_at=at + length)
        for at in starts
    ]


def booked(pair, *, in_days=3) -> Meeting:
    at = timezone.now() + dt.timedelta(days=in_days)
    return Meeting.objects.create(pair=pair, starts_at=at, ends_at=at + MEETING)


def asked(cast, *, by=None, until=None):
    """Ada asks Ben to go on, to the first day the program allows."""
    until = until or closing.options(cast.pair)[0]
    return closing.ask(cast.pair, by or cast.ada, until=until, now=timezone.now())


def over(cast, meetings=2):
    """The pair after it was finished; the two had met."""
    held(cast.pair, meetings)
    closing.finish(cast.pair, by=cast.ben.user, now=timezone.now())
    return cast.pair


def grown(cast, start=2, end=4) -> None:
    """How Ben rates himself, at the start and at the end."""
    skill = cast.ben.goals.get().skill
    for stage, level in (("start", start), ("end", end)):
        SkillRating.objects.create(
            pair=cast.pair,
            profile=cast.ben,
            skill=skill,
            stage=stage,
            level=level,
            rated_at=timezone.now(),
        )
