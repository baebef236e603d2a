"""Asking one member of a pair, and taking the answer.

A question exists once per pair, author, kind and period; asking twice is harmless. The answer may
be changed until `closes_at`. Taking an answer is idempotent: the same answer twice is one answer.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from checkins import holding, met, ratings, rhythm, shared_answers, single_talks, weeks
from checkins.models import CheckIn
from matching.models import Pair
from profiles.models import Profile

OPEN_FOR = dt.timedelta(days=7)
ONCE_OPEN_FOR = dt.timedelta(days=14)
ONCE = "once"


class QuestionClosedError(Exception):
    """The period is over; the answer stands as it is."""


@dataclass(frozen=True)
class Reply:
    """What the author says. `words` is feedback, `answer` the signal; see `visibility`. `ratings`
    are levels by skill."""

    answer: str
    words: str = ""
    tell_coordinator: bool = False
    ratings: Mapping[int, int] = field(default_factory=dict)


def ask(pair: Pair, author: Profile, *, now: dt.datetime, closes_at: dt.datetime) -> CheckIn:
    """The weekly question: have the two met since the last meeting known, or since the start?"""
    checkin, _created = CheckIn.objects.get_or_create(
        pair=pair,
        author=author,
        kind=CheckIn.Kind.WEEKLY,
        period=weeks.period(now, author.zone),
        defaults={"asked_at": now, "closes_at": closes_at, "since": _since(pair, author)},
    )
    return checkin


def this_week(pair: Pair, author: Profile, *, now: dt.datetime) -> CheckIn:
    """This week's question, asked by the author themselves when no mail did."""
    return ask(pair, author, now=now, closes_at=now + OPEN_FOR)


def ask_fit(pair: Pair, author: Profile, *, now: dt.datetime) -> CheckIn:
    return _ask_once(CheckIn.Kind.FIT, pair, author, now=now)


def ask_halfway(pair: Pair, author: Profile, *, now: dt.datetime) -> CheckIn:
    return _ask_once(CheckIn.Kind.MIDPOINT, pair, author, now=now)


def ask_close(pair: Pair, author: Profile, *, now: dt.datetime) -> CheckIn:
    """The question of the last days; the page that closes a pair shows it."""
    return _ask_once(CheckIn.Kind.CLOSE, pair, author, now=now)


def _ask_once(kind: str, pair: Pair, author: Profile, *, now: dt.datetime) -> CheckIn:
    checkin, _created = CheckIn.objects.get_or_create(
        pair=pair,
        author=author,
        kind=kind,
        period=ONCE,
        defaults={"asked_at": now, "closes_at": now + ONCE_OPEN_FOR},
    )
    return checkin


def _since(pair: Pair, author: Profile) -> dt.date:
    last = met.last_met(pair)
    return last.astimezone(author.zone).date() if last else rhythm.begins_on(pair)


def is_settled(checkin: CheckIn) -> bool:
    """Whether it is known by now that the two have met since: then only how it was is asked."""
    if _asked_since(checkin) is None:
        return False
    return is_settled_by(met.last_met(checkin.pair), checkin)


def is_settled_by(last_met: dt.datetime | None, checkin: CheckIn) -> bool:
    """The same where it is known already when the two last met."""
    since = _asked_since(checkin)
    if since is None or last_met is None:
        return False
    return last_met.astimezone(checkin.author.zone).date() > since


def _asked_since(checkin: CheckIn) -> dt.date | None:
    """None for a question that does not ask whether they met, or is answered."""
    asks = checkin.kind == CheckIn.Kind.WEEKLY and not checkin.answered_at
    return checkin.since if asks else None


@transaction.atomic
def take_answer(checkin: CheckIn, reply: Reply, *, now: dt.datetime) -> CheckIn:
    """Save the reply; a changed signal goes back to the people who handle signals."""
    locked = CheckIn.objects.select_for_update().get(pk=checkin.pk)
    if not locked.is_open(now=now):
        raise QuestionClosedError
    if locked.answer != reply.answer:
        locked.handled_at = locked.handled_by = locked.told_at = None
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
            "told_at",
            "handled_at",
            "handled_by",
        ]
    )
    ratings.keep(locked, reply.ratings, now=now)
    if locked.has_met or single_talks.says_it_was(locked):
        holding.said_yes(locked.pair, by=locked.author, now=now)
    shared_answers.spread(locked, now=now)
    return locked
