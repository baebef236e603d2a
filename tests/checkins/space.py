"""A pair with something on its page: agreement, actions, notes, meetings."""

import datetime as dt

from django.utils import timezone

from checkins import actions, agreements, notes, talks
from checkins.actions import Plan
from checkins.models import Meeting, Talk
from matching import presets
from matching.models import Pair, Program

WORDS = {
    "goals": "Lead a client workshop.",
    "ways_of_working": "Frank words, no surprises.",
    "confidentiality": "What we say stays between us.",
    "weeks_between": 3,
    "minutes": 60,
}


def write_agreement(cast, *, by=None, now=None, **words):
    """Written and signed by Ada, unless told otherwise."""
    return agreements.save(
        cast.pair, WORDS | words, by=by or cast.ada, seen=0, now=now or timezone.now()
    ).agreement


def signed_agreement(cast, **words):
    written = write_agreement(cast, **words)
    return agreements.sign(cast.pair, by=cast.ben, seen=written.version, now=timezone.now())


def add_action(cast, text="Send the draft", *, owner="ben", days=None):
    """`owner` names somebody of the cast, "" is both; `days` from today until it is due."""
    due_on = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    plan = Plan(text, getattr(cast, owner) if owner else None, due_on)
    return actions.add(cast.pair, plan, now=timezone.now())


def become(pair, format_, **fields):
    """The pair in a program of this format, with its minutes."""
    preset = presets.PRESETS[format_]
    Program.objects.filter(pk=pair.program_id).update(
        format=format_, meeting_minutes=preset.minutes, weeks_between_meetings=preset.weeks_between
    )
    Pair.objects.filter(pk=pair.pk).update(**fields)
    pair.refresh_from_db()
    return pair


def hand_over(pair, *topics):
    """A handover with these topics."""
    become(pair, "handover")
    talks.choose(pair, dict(enumerate(topics, start=1)))
    return list(Talk.objects.filter(pair=pair))


def write_note(cast, text="Ask about Lisbon", *, author="ben"):
    return notes.write(getattr(cast, author), cast.pair, text, now=timezone.now())


def held(pair, *, days_ago=1, minutes=45, **fields):
    starts_at = timezone.now() - dt.timedelta(days=days_ago)
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    fields = {"state": "held"} | fields
    return Meeting.objects.create(pair=pair, starts_at=starts_at, ends_at=ends_at, **fields)


def booked(pair, *, days=7, minutes=45, **fields):
    starts_at = timezone.now() + dt.timedelta(days=days)
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    return Meeting.objects.create(pair=pair, starts_at=starts_at, ends_at=ends_at, **fields)
