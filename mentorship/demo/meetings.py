"""The meetings behind what people answered: held ones in the past, booked ones ahead.

A meeting stands in the week before somebody said that the two had met, at a time both had marked
as usually good; where they share no hours it was logged by its day.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from checkins import booking, rhythm, slots
from checkins.acting import Acting
from checkins.models import CheckIn, Meeting, MeetingAct
from matching.models import Pair
from mentorship.demo.dice import dice
from profiles.models import Profile

WEEK = dt.timedelta(days=7)
LATELY = dt.timedelta(days=21)
ROOMS = ("Room Curie", "Room Lovelace", "Canteen, window side", "Room 2.14", "")
VIDEO = "Video call"
CANCELLED_TWICE = 2
SOON = 78  # of a hundred
What = MeetingAct.What


def write(pairs: Sequence[Pair], *, until: dt.datetime) -> None:
    """One held meeting for each week in which one of the two said that they met."""
    for pair in pairs:
        said = CheckIn.objects.filter(pair=pair, answer__in=CheckIn.MET, answered_at__lt=until)
        first_said: dict[str, CheckIn] = {}
        for checkin in said.select_related("author").order_by("answered_at"):
            first_said.setdefault(checkin.period, checkin)
        for checkin in first_said.values():
            _hold(pair, checkin)
        if first_said:
            _meet_soon(pair, until=until)


def _hold(pair: Pair, checkin: CheckIn) -> None:
    by, at = checkin.author, checkin.answered_at
    assert at is not None  # noqa: S101  # for mypy: only answered ones come here
    found = slots.suggest(pair, now=at - WEEK)
    held = [slot for slot in found if slot.ends_at < at]
    if held:
        meeting = _row(pair, held[-1].starts_at, by, Meeting.State.HELD)
        booked_at = meeting.starts_at - dt.timedelta(days=4)
        _note(meeting, What.BOOKED, pair.mentee, booked_at)
        _note(meeting, What.HELD, by, at)
    else:
        day = (at - dt.timedelta(days=1)).astimezone(by.zone).date()
        noon = dt.datetime.combine(day, dt.time(12), by.zone)
        meeting = _row(pair, noon, by, Meeting.State.HELD, has_time=False)
        _note(meeting, What.LOGGED, by, at)


def _meet_soon(pair: Pair, *, until: dt.datetime) -> None:
    """Most of those who meet at all do so before anybody asks them."""
    chance = dice("soon", pair.program.name, pair.mentee.user.email)
    day = rhythm.begins_on(pair) + dt.timedelta(days=chance.randint(1, 6))
    if day < until.date() and chance.randrange(100) < SOON:
        log(pair, day)


def log(pair: Pair, day: dt.date) -> None:
    """They met on that day, as the mentee says."""
    noon = dt.datetime.combine(day, dt.time(12), pair.mentee.zone)
    if not pair.meetings.filter(starts_at=noon).exists():
        meeting = _row(pair, noon, pair.mentee, Meeting.State.HELD, has_time=False)
        _note(meeting, What.LOGGED, pair.mentee, noon + dt.timedelta(hours=4))


def book(pairs: Iterable[Pair], *, now: dt.datetime) -> None:
    """Most pairs that met lately have a date ahead; two mentors have called off twice in a row."""
    ready = [pair for pair in pairs if _met_lately(pair, now)]
    for pair in ready[:CANCELLED_TWICE]:
        for days in (9, 3):
            _call_off(pair, now - dt.timedelta(days=days))
    for pair in ready[CANCELLED_TWICE:]:
        chance = dice("next meeting", pair.program.name, pair.mentee.user.email)
        found = slots.suggest(pair, now=now, weeks_ahead=chance.choice([0, 0, 1]))
        if found and chance.randrange(100) < 65:
            meeting = _row(pair, chance.choice(found).starts_at, pair.mentee, Meeting.State.BOOKED)
            _note(meeting, What.BOOKED, pair.mentee, now - dt.timedelta(days=chance.randint(1, 6)))


def book_quietly(pair: Pair, *, now: dt.datetime) -> None:
    """A date ahead, agreed yesterday, whose invitations are long read."""
    for slot in slots.suggest(pair, now=now, count=1):
        meeting = _row(pair, slot.starts_at, pair.mentee, Meeting.State.BOOKED)
        _note(meeting, What.BOOKED, pair.mentee, now - dt.timedelta(days=1))


def book_with_mail(pair: Pair, *, now: dt.datetime) -> None:
    """The pair a newcomer can look through: its invitations lie in the mailbox."""
    for slot in slots.suggest(pair, now=now, count=1):
        plan = booking.Plan(slot.starts_at, slot.minutes, _place(pair))
        booking.book(pair, plan, acting=Acting(pair.mentee), now=now)


def _call_off(pair: Pair, at: dt.datetime) -> None:
    meeting = _row(pair, at, pair.mentee, Meeting.State.CANCELLED)
    _note(meeting, What.BOOKED, pair.mentee, at - dt.timedelta(days=5))
    _note(meeting, What.CANCELLED, pair.mentor, at - dt.timedelta(days=1))


def _met_lately(pair: Pair, now: dt.datetime) -> bool:
    return Meeting.objects.held().filter(pair=pair, starts_at__gt=now - LATELY).exists()


def _row(
    pair: Pair, starts_at: dt.datetime, by: Profile, state: Meeting.State, *, has_time: bool = True
) -> Meeting:
    minutes = pair.program.meeting_minutes
    if state == Meeting.State.HELD:
        minutes += dice("length", pair.mentee.user.email, starts_at.date()).choice([0, 0, 0, 15])
    is_off = state == Meeting.State.CANCELLED
    return Meeting.objects.create(
        pair=pair,
        state=state,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        place=_place(pair) if has_time else "",
        has_time=has_time,
        booked_by=by,
        cancelled_by=pair.mentor if is_off else None,
        cancelled_at=starts_at - dt.timedelta(days=1) if is_off else None,
    )


def _place(pair: Pair) -> str:
    if pair.mentor.site != pair.mentee.site:
        return VIDEO
    return dice("place", pair.mentor.user.email, pair.mentee.user.email).choice([*ROOMS, VIDEO])


def _note(meeting: Meeting, what: MeetingAct.What, by: Profile, at: dt.datetime) -> None:
    MeetingAct.objects.create(meeting=meeting, what=what, by=by, starts_at=meeting.starts_at, at=at)
