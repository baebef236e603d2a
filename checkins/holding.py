"""How a booked meeting becomes one that was held. Never by the clock.

A date that has passed says nothing: the meeting stays booked until one of the two says what became
of it. It is held when a member presses "Yes, we met" (`confirm`), logs a meeting of that day
(`log`), or answers in a check-in that they met (`said_yes`: the latest unsettled date before the
answer; one partner's yes settles the fact for both). It is missed when a member says so (`deny`).
Either may correct the other at any time: the last word stands, and both read whose it was. A
delegate can do none of this: they were not there.

`log` keeps one logged meeting per pair and day of the person who logs; the time of day is not
known (`has_time`), so it is never shown. Who logs may say how useful it was (`MeetingValue`); said
again, the last word stands, and saying nothing changes nothing.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from checkins.acting import Acting, note
from checkins.booking import RefusedError, fresh, lock_members
from checkins.models import Meeting, MeetingAct, MeetingValue
from matching.models import Pair
from profiles.models import Profile

NOON = dt.time(12)
# An answer settles a date of the last weeks; an older one is not what it was about.
ANSWER_REACHES = dt.timedelta(days=21)
State = Meeting.State
What = MeetingAct.What


def unsettled(pair: Pair, *, now: dt.datetime) -> Meeting | None:
    """The latest date that has begun and nobody has spoken about."""
    rows = Meeting.objects.booked().filter(pair=pair, starts_at__lte=now)
    return rows.order_by("-starts_at").first()


@transaction.atomic
def confirm(meeting: Meeting, *, by: Profile, now: dt.datetime) -> Meeting:
    return _settle(meeting, State.HELD, What.HELD, by=by, now=now)


@transaction.atomic
def deny(meeting: Meeting, *, by: Profile, now: dt.datetime) -> Meeting:
    return _settle(meeting, State.MISSED, What.MISSED, by=by, now=now)


def _settle(
    meeting: Meeting, state: State, what: What, *, by: Profile, now: dt.datetime
) -> Meeting:
    lock_members(meeting.pair)
    locked = fresh(meeting)
    if locked.state == state:
        return locked
    if locked.state == State.CANCELLED or locked.starts_at > now:
        raise RefusedError(_("Only a meeting whose time has come can be settled."))
    locked.state = state
    locked.save(update_fields=["state"])
    note(locked, what, Acting(by), now=now)
    return locked


def said_yes(pair: Pair, *, by: Profile, now: dt.datetime) -> Meeting | None:
    """Called by whoever takes the answers of check-ins."""
    meeting = unsettled(pair, now=now)
    if meeting is None or meeting.starts_at < now - ANSWER_REACHES:
        return None
    try:
        return confirm(meeting, by=by, now=now)
    except RefusedError:  # called off while the answer was on its way
        return None


@transaction.atomic
def log(
    pair: Pair,
    day: dt.date,
    minutes: int,
    *,
    by: Profile,
    now: dt.datetime,
    value: int | None = None,
) -> Meeting:
    """A meeting of that day on the clock of `by`: the booked one if there was one, else a new one.
    Logged again, only its length and its value to `by` change."""
    lock_members(pair)
    meeting = _logged(pair, day, minutes, by=by, now=now)
    if value is not None:
        MeetingValue.objects.update_or_create(
            meeting=meeting, author=by, defaults={"score": value, "said_at": now}
        )
    return meeting


def _logged(pair: Pair, day: dt.date, minutes: int, *, by: Profile, now: dt.datetime) -> Meeting:
    begin = dt.datetime.combine(day, dt.time(), by.zone)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), by.zone)
    that_day = Meeting.objects.filter(pair=pair, starts_at__gte=begin, starts_at__lt=end)
    meeting = that_day.held().order_by("pk").first()
    meeting = meeting or that_day.booked().filter(starts_at__lte=now).order_by("pk").first()
    length = dt.timedelta(minutes=minutes)
    if meeting is None:
        starts_at = max(begin, min(dt.datetime.combine(day, NOON, by.zone), now - length))
        meeting = Meeting(pair=pair, starts_at=starts_at, booked_by=by, has_time=False)
    elif meeting.state == State.HELD and meeting.minutes == minutes:
        return meeting
    meeting.state, meeting.ends_at = State.HELD, meeting.starts_at + length
    if meeting.pk:
        meeting.save(update_fields=["state", "ends_at"])
    else:
        meeting.save()
    note(meeting, What.LOGGED, Acting(by), now=now)
    return meeting
