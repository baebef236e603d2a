"""One more question about an answer, and one reply to it. Whoever needs more turns than that meets.

    question_follow_ups.ask(answer, "By day of which time zone?", now=now)    # the asker, once
    question_follow_ups.reply(answer, "By the store’s.", now=now)             # its author, once

Both stay between the two, also when the answer goes into the library.
"""

import datetime as dt

from django.db import transaction

from community import questions
from community.models import Answer
from outbox.queue import enqueue

FOLLOWED_UP, REPLIED = "question-follow-up", "question-reply"


def may_ask(answer: Answer) -> bool:
    return answer.question.is_open and answer.author.is_active and not answer.follow_up


@transaction.atomic
def ask(answer: Answer, words: str, *, now: dt.datetime) -> bool:
    """False when it was asked already, or the question is closed."""
    question = questions.lock(answer.question_id)
    rows = Answer.objects.filter(pk=answer.pk, follow_up="")
    if not question.is_open or not rows.update(follow_up=words, follow_up_at=now):
        return False
    enqueue(
        FOLLOWED_UP,
        key=f"{FOLLOWED_UP}:{answer.pk}",
        to=answer.author.user,
        context={"answer": answer.pk},
        not_before=now,
    )
    return True


@transaction.atomic
def reply(answer: Answer, words: str, *, now: dt.datetime) -> bool:
    """Also when the question was closed meanwhile. False when there is a reply already."""
    rows = Answer.objects.filter(pk=answer.pk, reply="").exclude(follow_up="")
    if not rows.update(reply=words, replied_at=now):
        return False
    enqueue(
        REPLIED,
        key=f"{REPLIED}:{answer.pk}",
        to=answer.question.asker.user,
        context={"answer": answer.pk},
        not_before=now,
    )
    return True
