"""What the asker was promised, and what `tick` does about it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from community import question_answers, questions
from community.models import Question
from outbox.models import Message
from profiles import people as leaving
from tests.community.questions.world import (
    TITLE,
    WORDS,
    ask,
    asked_of,
    asked_people,
    experts,
    willing,
)
from tests.mail import drain_outbox
from tests.people import NOW, make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# NOW is a Monday.
WEDNESDAY, FRIDAY = NOW + 2 * DAY, NOW + 4 * DAY


@pytest.fixture
def mei(db):
    return make_person("Mei Chen")


def test_the_promise_is_two_working_days_on_the_askers_clock(mei):
    assert ask(mei).due_at == WEDNESDAY
    assert ask(mei, title="On Friday", now=FRIDAY).due_at == NOW + 8 * DAY


def test_others_are_asked_once_and_then_the_asker_is_told(mei, smtp):
    people = experts(8)
    question = ask(mei)
    assert questions.tick(now=WEDNESDAY - DAY) == 0
    assert questions.tick(now=WEDNESDAY) == 1
    assert asked_people(question) == people
    question.refresh_from_db()
    assert (question.due_at, question.widened_at, question.gave_up_at) == (FRIDAY, WEDNESDAY, None)
    assert questions.tick(now=WEDNESDAY + DAY) == 0
    assert questions.tick(now=FRIDAY) == 1
    question.refresh_from_db()
    assert question.gave_up_at == FRIDAY
    assert question.is_open
    assert questions.tick(now=FRIDAY + DAY) == 0
    assert asked_people(question) == people
    mails = [mail for mail in drain_outbox(now=FRIDAY) if mail.subject == "Nobody could answer yet"]
    assert [mail.to for mail in mails] == ["mei.chen@example.com"]
    assert TITLE in mails[0].text
    assert "It says nothing about your question." in mails[0].text


def test_with_nobody_to_ask_it_is_tried_again_and_the_asker_told_at_once(mei):
    question = ask(mei)
    assert asked_people(question) == []
    questions.tick(now=WEDNESDAY)
    question.refresh_from_db()
    assert question.gave_up_at == WEDNESDAY
    assert Message.objects.get().kind == "question-unanswered"


def test_who_has_become_free_is_asked_on_the_day(mei):
    question = ask(mei)
    ada = willing("Ada Obi")
    questions.tick(now=WEDNESDAY)
    assert asked_people(question) == [ada]
    question.refresh_from_db()
    assert question.gave_up_at is None


def test_an_answer_ends_the_waiting(mei):
    (ada,) = experts(1)
    question = ask(mei)
    question_answers.write(question, ada, WORDS, now=NOW + DAY)
    experts_later = willing("Later Example")
    assert questions.tick(now=FRIDAY) == 0
    assert experts_later not in asked_people(question)


def test_a_question_closes_after_thirty_days(mei):
    ask(mei)
    questions.tick(now=NOW + 29 * DAY)
    assert Question.objects.get().is_open
    questions.tick(now=NOW + 30 * DAY)
    assert not Question.objects.get().is_open
    assert Question.objects.get().closed_at == NOW + 30 * DAY


def test_a_leaver_asks_nothing_and_is_asked_nothing(mei, cast):
    ada, other = experts(2)
    theirs, mine = ask(mei), ask(ada, title="Of Ada")
    leaving.deactivate(ada, cast.hana.user, NOW, reason="left")
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (theirs.state, mine.state) == ("open", "closed")
    assert asked_of(theirs, ada).state == "passed"
    assert asked_of(theirs, other).state == "waits"


@pytest.mark.parametrize(
    "fields",
    [{"state": "closed"}, {"closed_at": NOW}, {"gave_up_at": NOW}],
)
def test_the_database_keeps_states_and_times_together(mei, fields):
    question = ask(mei)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**fields)
