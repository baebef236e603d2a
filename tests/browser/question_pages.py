"""States of questions without an address of their own."""

import datetime as dt

from django.utils import timezone

from community import question_answers, questions
from community.models import Question
from outbox import links
from outbox.models import Message
from tests.browser.opening import opened, reader, sent
from tests.community.library.world import make_link
from tests.community.questions import world
from tests.people import make_skill

DETAILS = "I tried:\n\n- one\n- two\n\n`SELECT 1`"


def asked(cast, **fields):
    world.make_offer_once(cast.ada)
    world.question_lists.choose(cast.ada, 2)
    question = world.ask(cast.ben, details=DETAILS, now=timezone.now())
    Question.objects.filter(pk=question.pk).update(**fields)
    return question


def page_of(cast, state, who):
    answer = getattr(world, state)(cast.ben, cast.ada, details=DETAILS, now=timezone.now())
    return opened(getattr(cast, who), "question", answer.question_id)


def again(cast, name, who, *, sends=False):
    state = world.answered if name == "ask-again" else world.followed_up
    answer = state(cast.ben, cast.ada, now=timezone.now())
    return (sent if sends else opened)(getattr(cast, who), name, answer.pk)


def shared(cast, who):
    answer = world.offered(cast.ben, cast.ada, now=timezone.now())
    question_answers.agree(answer, is_hr=True, now=timezone.now())
    return opened(getattr(cast, who), "question", answer.question_id)


def given_up(cast):
    now = timezone.now()
    make_link("Joining tables by day", skills=[world.SKILL])
    question = asked(cast, widened_at=now, gave_up_at=now)
    return opened(cast.ben, "question", question.pk)


def passed(cast):
    question = asked(cast)
    questions.pass_on(world.asked_of(question, cast.ada), now=timezone.now())
    return opened(cast.ada, "question", question.pk)


def checked(cast, *, reaches=True):
    make_link("Joining tables by day", skills=[world.SKILL])
    if reaches:
        world.answered(cast.emil, cast.ada, now=timezone.now())
    data = {"skill": make_skill(world.SKILL).pk, "title": world.TITLE, "details": DETAILS}
    return sent(cast.emil, "check-question", data=data)


def a_list(cast, who, name):
    asked(cast)
    world.make_offer_once(cast.emil)
    return opened(getattr(cast, who), name)


def mail(cast, *, closes=False):
    question = asked(cast)
    row = world.asked_of(question, cast.ada)
    later = timezone.now() + dt.timedelta(days=3)
    message = Message.objects.get(kind="question-asked")
    url = links.url(message, "question", cast.ada.user, f"asked:{row.pk}", expires_at=later)
    if closes:
        questions.close(question, now=timezone.now())
    client, path = reader(), "/" + url.split("/", 3)[3]
    return client, path, client.get(path)


def everything_at_home(cast):
    asked(cast)
    world.offered(cast.dan, cast.ada, now=timezone.now())
    world.answered(cast.ada, cast.emil, now=timezone.now())
    return opened(cast.ada, "home")


QUESTIONS = {
    "questions of mine": lambda c: a_list(c, "ben", "questions"),
    "questions sent to me": lambda c: a_list(c, "ada", "questions-asked"),
    "questions I could answer": lambda c: a_list(c, "emil", "questions-open"),
    "a question with errors": lambda c: sent(c.emil, "check-question"),
    "a question before it is sent": checked,
    "a question for nobody": lambda c: checked(c, reaches=False),
    "a question of mine that waits": lambda c: opened(c.ben, "question", asked(c).pk),
    "a question nobody could answer": given_up,
    "a question for me": lambda c: opened(c.ada, "question", asked(c).pk),
    "a question I passed on": passed,
    "an answer to me": lambda c: page_of(c, "answered", "ben"),
    "an answer that helped": lambda c: page_of(c, "helped", "ben"),
    "an answer of mine for the library": lambda c: page_of(c, "offered", "ada"),
    "an answer in the library": lambda c: shared(c, "ben"),
    "an answer with errors": lambda c: sent(c.ada, "answer-question", asked(c).pk),
    "asking once more": lambda c: again(c, "ask-again", "ben"),
    "asking once more with errors": lambda c: again(c, "ask-again", "ben", sends=True),
    "replying": lambda c: again(c, "reply-to-follow-up", "ada"),
    "replying with errors": lambda c: again(c, "reply-to-follow-up", "ada", sends=True),
    "an answer I asked about once more": lambda c: page_of(c, "followed_up", "ben"),
    "an answer of mine that is asked about": lambda c: page_of(c, "followed_up", "ada"),
    "a reply to me": lambda c: page_of(c, "replied", "ben"),
    "a reply of mine": lambda c: page_of(c, "replied", "ada"),
    "a question from the mail": mail,
    "a closed question from the mail": lambda c: mail(c, closes=True),
    "all of questions at home": everything_at_home,
}
