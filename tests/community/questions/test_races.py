"""Many questions at the same moment: nobody gets a third in a week, nobody gets one twice. Real
threads, real transactions; 5 rounds in the suite, 50 with SOAK=1."""

import datetime as dt
import os
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from community import question_answers, questions
from community.models import Answer, Asked, Question
from tests.community.questions.world import TITLE, WORDS, ask, asked_of, experts, offered, willing
from tests.people import NOW, build_cast, make_person, make_skill

ROUNDS = 50 if os.environ.get("SOAK") else 5
THREADS = 16
WEEK = dt.timedelta(weeks=1)
pytestmark = [pytest.mark.xdist_group("races"), pytest.mark.django_db(transaction=True)]


def together(acts) -> list:
    """Run all at once; each answer is a result."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_sixteen_questions_at_once_keep_the_limit_of_everybody():
    people = experts(7)
    askers = [make_person(f"Asker{n} Example") for n in range(THREADS)]
    for _round in range(ROUNDS):
        together([lambda asker=asker: ask(asker) for asker in askers])
        counts = Counter(Asked.objects.values_list("profile", flat=True))
        # Every place of the week is used, and not one more.
        assert counts == {person.pk: 2 for person in people}
        assert max(Counter(Asked.objects.values_list("question", flat=True)).values()) <= 5
        Question.objects.all().delete()


def test_one_form_sent_sixteen_times_at_once_is_one_question():
    experts(3)
    asker, skill = make_person("Mei Chen"), make_skill("SQL")
    for _round in range(ROUNDS):
        nonce, draft = uuid.uuid4(), questions.Draft(TITLE, skill)
        together([lambda d=draft, n=nonce: questions.ask(d, by=asker, nonce=n, now=NOW)] * THREADS)
        assert Question.objects.count() == 1
        assert Asked.objects.count() == 3
        Question.objects.all().delete()


def test_not_me_pressed_sixteen_times_asks_one_more():
    people = experts(8)
    question = ask(make_person("Mei Chen"))
    asked = asked_of(question, people[0])
    done = together([lambda: questions.pass_on(asked, now=NOW)] * THREADS)
    assert sum(done) == 1
    assert question.asked.count() == 6


def test_two_ticks_at_once_ask_others_once():
    experts(9)
    question = ask(make_person("Mei Chen"))
    moved = together([lambda: questions.tick(now=question.due_at)] * 8)
    assert sum(moved) == 1
    assert question.asked.count() == 9


def test_one_answer_however_often_it_is_sent():
    ada = willing("Ada Obi")
    question = ask(make_person("Mei Chen"))
    together([lambda: question_answers.write(question, ada, WORDS, now=NOW)] * THREADS)
    assert Answer.objects.count() == 1


def test_agreeing_at_once_is_one_item():
    cast = build_cast()
    answer = offered(cast.ben, cast.ada)
    items = together([lambda: question_answers.agree(answer, is_hr=False, now=NOW)] * THREADS)
    assert len([item for item in items if item]) == 1


def test_what_two_do_at_once_waits_in_one_order():
    """Helped and changed, passed on and answered: nobody runs into a deadlock."""
    people = experts(2)
    for n in range(ROUNDS):
        question = ask(make_person(f"Asker{n} Example"), now=NOW + n * WEEK)
        answer = question_answers.write(question, people[0], WORDS, now=NOW)
        asked = asked_of(question, people[1])
        together(
            [
                lambda a=answer: question_answers.helped(a, now=NOW),
                lambda q=question: question_answers.write(q, people[0], "Other", now=NOW),
                lambda a=asked: questions.pass_on(a, now=NOW),
                lambda q=question: questions.close(q, now=NOW),
            ]
        )
        answer.refresh_from_db()
        asked.refresh_from_db()
        assert (answer.words, answer.helped_at, asked.state) == ("Other", NOW, "passed")
