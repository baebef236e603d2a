"""Opening a case: every look is a row of its log, and lasts a quarter of an hour."""

import datetime as dt

from checkins import concerns
from checkins.models import Concern, ConcernEntry
from profiles.models import Profile

LASTS = dt.timedelta(minutes=15)


def is_open(concern: Concern, me: Profile, *, now: dt.datetime) -> bool:
    """This person has opened it within the last quarter of an hour."""
    mine = ConcernEntry.objects.filter(concern=concern, author=me, act=ConcernEntry.Act.LOOKED)
    return mine.filter(at__gt=now - LASTS).exists()


def look(concern: Concern, me: Profile, *, now: dt.datetime) -> None:
    concerns.note(concern, ConcernEntry.Act.LOOKED, me, now=now)


def keep_open(concern: Concern, me: Profile, *, now: dt.datetime) -> None:
    """Working on a case shows it: where the last look is over, this is a new one."""
    if not is_open(concern, me, now=now):
        look(concern, me, now=now)
