"""Asking one member of a pair, and taking the answer.

A question exists once per pair, author, kind and period; asking twice is harmless. The answer may
be changed until `closes_at`. Taking an answer is idempotent: the same answer twice is one answer.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from checkins import weeks
from checkins.models import CheckIn
from matching.models import Pair
from profiles.models import Profile

OPEN_FOR = dt.timedelta(days=7)


class QuestionClosedError(Exception):
    """The period is over; the answer stands as it is."""


@dataclass(frozen=True)
class Reply:
    """What the author says. `words` is feedback, `answer` the signal; see `visibility`."""

    answer: str
    words: str = ""
    tell_coordinator: bool = False


def ask(pair: Pair, author: Profile, *, now: dt.datetime, closes_at: dt.datetime) -> CheckIn:
    checkin, _created = CheckIn.objects.get_or_create(
        pair=pair,
        author=author,
        kind=CheckIn.Kind.WEEKLY,
        period=weeks.period(now, author.zone),
        defaults={"asked_at": now, "closes_at": closes_at},
    )
    return checkin


def this_week(pair: Pair, author: Profile, *, now: dt.datetime) -> CheckIn:
    """This week's question, asked by the author themselves when no mail did."""
    return ask(pair, author, now=now, closes_at=now + OPEN_FOR)


@transaction.atomic
def take_answer(checkin: CheckIn, reply: Reply, *, now: dt.datetime) -> CheckIn:
    """Save the reply; a changed signal goes back to the people who handle signals."""
    locked = CheckIn.objects.select_for_update().get(pk=checkin.pk)
    if not locked.is_open(now=now):
        raise QuestionClosedError
    if locked.answer != reply.answer:
        locked.handled_at = locked.handled_by = None
    locked.answer = reply.answer
    locked.words = reply.words
    locked.tell_coordinator = reply.tell_coordinator
    locked.answered_at = now
    locked.save(
        update_fields=[
            "answer",
            "words",
            "tell_coordinator",
            "answered_at",
            "handled_at",
            "handled_by",
        ]
    )
    return locked
