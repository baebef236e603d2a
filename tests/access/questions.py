"""Rows of questions: Ben asks, Ada was asked and answers, Emil offers the skill and may find what
is open. HR is a stranger here like everybody else."""

from django.utils import timezone

from community import question_lists
from community.models import Question
from outbox import links
from outbox.models import Message
from tests.access.rows import EVERYONE, NO_GET, NO_POST, row
from tests.community.questions import world

ACT = {
    "asker": "L - - > - - - - -",
    "asked": "L - > - - - - - -",
    "not_the_asker": "L R R - - - - - -",
}


def ask(cast, *, state="asked"):
    """Next week, so that Ada has a place whatever she was asked before."""
    now = timezone.now() + timezone.timedelta(weeks=1)
    for person in (cast.ada, cast.emil):
        world.make_offer_once(person)
    question_lists.choose(cast.ada, 2)
    if state != "asked":
        return getattr(world, state)(cast.ben, cast.ada, now=now)
    return world.ask(cast.ben, now=now)


def question(**fields):
    def prepare(cast):
        made = ask(cast)
        Question.objects.filter(pk=made.pk).update(**fields)
        cast.extra["question"] = made

    return {"pk": lambda cast: cast.extra["question"].pk, "prepare": prepare}


def answer(state):
    def prepare(cast):
        cast.extra["answer"] = ask(cast, state=state)

    return {"pk": lambda cast: cast.extra["answer"].pk, "prepare": prepare}


def mailed(cast):
    asked = world.asked_of(ask(cast), cast.ada)
    message = Message.objects.get(key=f"question-asked:{asked.pk}")
    expires = timezone.now() + timezone.timedelta(days=3)
    url = links.url(message, "question", cast.ada.user, f"asked:{asked.pk}", expires_at=expires)
    cast.extra["token"] = url.rstrip("/").rpartition("/")[2]


ROWS = {
    "questions": row(EVERYONE, NO_POST),
    "questions-asked": row(EVERYONE, NO_POST),
    "questions-open": row(EVERYONE, NO_POST),
    "ask-question": row(EVERYONE, NO_POST),
    "check-question": row(NO_GET, EVERYONE),
    "send-question": row(NO_GET, EVERYONE),
    "question-choice": row(EVERYONE, EVERYONE),
    "question": row("L R R R - - - - -", NO_POST, **question()),
    "close-question": row(NO_GET, ACT["asker"], **question()),
    "answer-question": row(ACT["not_the_asker"], ACT["not_the_asker"], **question()),
    "pass-question": row(NO_GET, ACT["asked"], **question()),
    "ask-again": row("L - - R - - - - -", "L - - R - - - - -", **answer("answered")),
    "reply-to-follow-up": row("L - R - - - - - -", "L - R - - - - - -", **answer("followed_up")),
    "answer-helped": row(NO_GET, ACT["asker"], **answer("answered")),
    "offer-answer": row(NO_GET, ACT["asker"], **answer("helped")),
    "agree-to-share": row(NO_GET, ACT["asked"], **answer("offered")),
    "decline-to-share": row(NO_GET, ACT["asked"], **answer("offered")),
    "question-from-mail": row("R", "R", token=lambda c: c.extra["token"], prepare=mailed),
}
