"""What a person has in their pairs now, for Home: every row is read once, and each task and card
takes what it needs.

    mine = visit.once(my_pairs.of)
    mine.pairs, mine.unsettled(now), mine.open_questions(now), mine.next_at(pair, now=now)
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from checkins import companionship, contact, holding, met, questions
from checkins.models import CheckIn, Meeting
from matching import seen_pairs
from matching.models import Pair
from matching.models.pairs import PairQuerySet
from profiles.models import Profile
from profiles.visits import Visit

SHOWN = 3


@dataclass(frozen=True)
class MyPairs:
    """Pairs that are not over, the latest first, with their agreements; booked meetings by their
    start; questions, the latest first: those that are open, and the last answer in each pair."""

    pairs: list[Pair]
    meetings: list[Meeting]
    questions: list[CheckIn]

    @property
    def active(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.state == Pair.State.ACTIVE]

    def next_at(self, pair: Pair, *, now: dt.datetime) -> dt.datetime | None:
        ahead = (m for m in self.meetings if m.pair_id == pair.pk and not m.is_over(now=now))
        return next((meeting.starts_at for meeting in ahead), None)

    def unsettled(self, *, now: dt.datetime) -> list[Meeting]:
        """Dates of the last weeks that wait for a word."""
        over = [meeting for meeting in reversed(self.meetings) if meeting.is_over(now=now)]
        return [meeting for meeting in over if meeting.pair.state == Pair.State.ACTIVE][:SHOWN]

    def open_questions(self, *, now: dt.datetime) -> list[CheckIn]:
        """None about a pair in which contact is stopped."""
        waiting = [one for one in self.questions if not one.answered_at and one.is_open(now=now)]
        asked = [one for one in waiting if one.pair.state == Pair.State.ACTIVE]
        return [one for one in asked if not getattr(one.pair, "is_stopped", False)][:SHOWN]

    def last_answer(self, pair: Pair) -> CheckIn | None:
        rows = (one for one in self.questions if one.pair_id == pair.pk and one.answered_at)
        return next(rows, None)


def is_settled(checkin: CheckIn) -> bool:
    """As `questions.is_settled`, of a pair that was read here."""
    return questions.is_settled_by(getattr(checkin.pair, "last_met", None), checkin)


def with_life(pairs: PairQuerySet) -> PairQuerySet:
    """What Home tells of a pair beside its people (`matching.seen_pairs`)."""
    rows: Any = met.with_last_met(pairs.select_related("agreement"))
    found: PairQuerySet = rows.annotate(is_stopped=contact.IS_STOPPED)
    return found


def of(visit: Visit) -> MyPairs:
    me, now, pairs = visit.profile, visit.now, visit.once(seen_pairs.of)
    by_pk = {pair.pk: pair for pair in pairs}
    found = MyPairs(pairs, _booked(by_pk, now=now), _questions(by_pk, me, now=now))
    for meeting in found.meetings:
        meeting.pair = by_pk[meeting.pair_id]
    for question in found.questions:
        question.pair, question.author = by_pk[question.pair_id], me
    return found


def _booked(pairs: dict[int, Pair], *, now: dt.datetime) -> list[Meeting]:
    """Ahead, or of the last weeks: an older date is not asked about any more."""
    rows = Meeting.objects.booked().filter(
        pair__in=pairs, starts_at__gt=now - holding.ANSWER_REACHES
    )
    return list(rows.order_by("starts_at", "pk")) if pairs else []


def _questions(pairs: dict[int, Pair], me: Profile, *, now: dt.datetime) -> list[CheckIn]:
    waiting = Q(answered_at__isnull=True, closes_at__gt=now)
    last = Q(pk__in=companionship.last_answers(me).filter(pair__in=pairs).values("pk"))
    rows = CheckIn.objects.filter(waiting | last, author=me, pair__in=pairs)
    return list(rows.order_by("-asked_at", "-pk")) if pairs else []
