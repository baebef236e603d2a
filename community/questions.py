"""Asking colleagues: a question goes to few people with a skill, and what becomes of it.

    questions.ask(draft, by=ben, nonce=…, now=now)
    questions.pass_on(asked, now=now)            # "Not me": somebody else is asked
    questions.close(question, now=now)           # the asker needs nothing more

The promise (`DAYS` working days) is kept by `tick`: then others are asked, once; when nobody
answers after that either, the asker is told what else there is.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from community.models import Asked, Question
from community.question_routing import AT_ONCE, OPEN_FOR, route
from outbox.queue import cancel, enqueue
from profiles import workdays
from profiles.models import Profile, Skill

UNANSWERED = "question-unanswered"
DAYS = 2
BATCH = 200


@dataclass(frozen=True)
class Draft:
    title: str
    skill: Skill
    details: str = ""
    wanted: Profile | None = None
    may_ask_managers: bool = False


def promised(asker: Profile, *, now: dt.datetime) -> dt.datetime:
    return workdays.add_working_days(now, DAYS, asker.zone)


def lock(pk: int) -> Question:
    """The question before its rows, everywhere: two acts on it wait for each other in one order."""
    rows = Question.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("asker__user").get(pk=pk)


@transaction.atomic
def ask(draft: Draft, *, by: Profile, nonce: uuid.UUID, now: dt.datetime) -> Question:
    """The same form sent twice is one question."""
    values = {
        "title": draft.title,
        "skill": draft.skill,
        "details": draft.details,
        "wanted": draft.wanted,
        "may_ask_managers": draft.may_ask_managers,
        "asked_at": now,
        "due_at": promised(by, now=now),
    }
    question, is_new = Question.objects.get_or_create(asker=by, nonce=nonce, defaults=values)
    if is_new:
        route(question, most=AT_ONCE, now=now)
    return question


@transaction.atomic
def pass_on(asked: Asked, *, now: dt.datetime) -> bool:
    """No reason is asked or kept, and the asker is not told. Who was wanted leaves it to five."""
    lock(asked.question_id)
    waiting = Asked.objects.filter(pk=asked.pk, state=Asked.State.WAITS)
    if not waiting.update(state=Asked.State.PASSED, settled_at=now):
        return False
    question = asked.question
    was_alone = question.wanted_id == asked.profile_id and question.asked.count() == 1
    route(question, most=AT_ONCE if was_alone else 1, now=now)
    return True


@transaction.atomic
def close(question: Question, *, now: dt.datetime) -> bool:
    """Nobody is asked any more, and mails that have not left stay."""
    rows = Question.objects.filter(pk=question.pk, state=Question.State.OPEN)
    if not rows.update(state=Question.State.CLOSED, closed_at=now):
        return False
    cancel(keys=[f"question-asked:{pk}" for pk in question.asked.values_list("pk", flat=True)])
    return True


def tick(*, now: dt.datetime) -> int:
    """Keep what was promised; let go what is old. Gives how many questions moved on."""
    waiting = Question.objects.open().unanswered().filter(due_at__lte=now, gave_up_at=None)
    moved = [_move_on(question, now=now) for question in waiting.order_by("due_at", "pk")[:BATCH]]
    old = Question.objects.filter(state=Question.State.OPEN, asked_at__lte=now - OPEN_FOR)
    old.update(state=Question.State.CLOSED, closed_at=now)
    return sum(moved)


@transaction.atomic
def _move_on(question: Question, *, now: dt.datetime) -> bool:
    rows = Question.objects.open().select_for_update(no_key=True, of=("self",))
    rows = rows.filter(pk=question.pk, due_at__lte=now, gave_up_at=None).select_related("asker")
    row = rows.first()
    if row is None or row.answers.exists():
        return False
    if row.widened_at is None:
        row.widened_at = now
        row.save(update_fields=["widened_at"])
        if route(row, most=AT_ONCE, now=now):
            row.due_at = promised(row.asker, now=now)
            row.save(update_fields=["due_at"])
            return True
    row.gave_up_at = now
    row.save(update_fields=["gave_up_at"])
    enqueue(
        UNANSWERED,
        key=f"{UNANSWERED}:{row.pk}",
        to=row.asker.user,
        context={"question": row.pk},
        not_before=now,
    )
    return True


def person_leaves(profile: Profile, *, now: dt.datetime | None = None) -> None:
    """A leaver hook: what they asked is closed, what they were asked waits for nobody."""
    now = now or dt.datetime.now(dt.UTC)
    for question in profile.questions.filter(state=Question.State.OPEN).order_by("pk"):
        close(question, now=now)
    waiting = Asked.objects.filter(profile=profile, state=Asked.State.WAITS)
    waiting.update(state=Asked.State.PASSED, settled_at=now)
