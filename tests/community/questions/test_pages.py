"""Lists, pages, Home, search: who sees what, how many queries it costs, and nothing acts."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import question_answers, question_lists, questions
from community.models import Answer, Question
from profiles.models import DoNotMatch, Profile
from tests.community.library.test_nothing_acts import CORPUS, acting
from tests.community.questions.world import (
    TITLE,
    WORDS,
    answered,
    ask,
    asked_of,
    experts,
    helped,
    make_offer_once,
    offered,
    willing,
)

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def asks(cast, count, *, offset=0):
    """Ben asks, Ada is asked."""
    make_offer_once(cast.ada)
    question_lists.choose(cast.ada, 2)
    return [
        ask(cast.ben, title=f"Question {n}", now=now() - dt.timedelta(weeks=n))
        for n in range(offset, offset + count)
    ]


def queries(client, path):
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("who", "path"),
    [("ben", "/questions/"), ("ada", "/questions/sent-to-me/"), ("emil", "/questions/open/")],
)
def test_three_rows_cost_what_one_costs(cast, sign_in, who, path):
    make_offer_once(cast.emil)
    asks(cast, 1)
    client = sign_in(getattr(cast, who))
    client.get(path)
    one = queries(client, path)
    asks(cast, 2, offset=1)
    assert "Question 2" in client.get(path).text
    assert queries(client, path) == one <= 12


def test_three_answers_cost_what_one_costs(cast, sign_in):
    question = answered(cast.ben, cast.ada, now=now()).question
    client, path = sign_in(cast.ben), f"/questions/{question.pk}/"
    client.get(path)
    one = queries(client, path)
    for person in experts(2):
        question_answers.write(question, person, WORDS, now=now())
    assert queries(client, path) == one <= 12


def test_home_tells_of_it_and_costs_nothing_more(cast, sign_in):
    client = sign_in(cast.ada)
    client.get("/")
    before = queries(client, "/")
    (question,) = asks(cast, 1)
    assert queries(client, "/") <= before
    assert "Ben asks you" in client.get("/").text
    assert f"/questions/{question.pk}/" in client.get("/").text
    answer = question_answers.write(question, cast.ada, WORDS, now=now())
    assert "Ben asks you" not in client.get("/").text
    assert "Ada answered your question" in sign_in(cast.ben).get("/").text
    question_answers.helped(answer, now=now())
    assert "Ada answered your question" not in sign_in(cast.ben).get("/").text
    question_answers.offer(answer, now=now())
    assert "Ben would put your answer into the library" in sign_in(cast.ada).get("/").text


def test_colleagues_who_could_answer_find_it_while_it_is_open(cast, sign_in):
    make_offer_once(cast.emil)
    (question,) = asks(cast, 1)
    client, path = sign_in(cast.emil), f"/questions/{question.pk}/"
    assert "Question 0" in client.get("/questions/open/").text
    client.post(f"{path}answer/", {"words": WORDS})
    assert [row.author for row in question.answers.all()] == [cast.emil]
    assert "Question 0" in client.get("/questions/sent-to-me/").text
    questions.close(question, now=now())
    assert client.get(path).status_code == 200
    make_offer_once(cast.dan)
    assert sign_in(cast.dan).get(path).status_code == 404


def test_who_is_apart_a_manager_or_no_expert_does_not_find_it(cast, sign_in):
    make_offer_once(cast.emil)
    make_offer_once(cast.dan)
    make_offer_once(cast.cora)
    make_offer_once(cast.otto, level=1)
    Profile.objects.filter(pk=cast.ben.pk).update(manager=cast.dan)
    DoNotMatch.objects.create(author=cast.cora, other=cast.ben)
    (question,) = asks(cast, 1)
    path = f"/questions/{question.pk}/"
    for person in (cast.dan, cast.cora, cast.otto, cast.hana, cast.sue):
        client = sign_in(person)
        assert client.get(path).status_code == 404, person
        assert "Question 0" not in client.get("/questions/open/").text
    assert sign_in(cast.emil).get(path).status_code == 200


def test_what_is_for_one_person_is_found_by_nobody_else(cast, sign_in):
    make_offer_once(cast.emil)
    ada = willing("Ada Example")
    question = ask(cast.ben, wanted=ada, now=now())
    assert sign_in(cast.emil).get(f"/questions/{question.pk}/").status_code == 404
    assert sign_in(ada).get(f"/questions/{question.pk}/").status_code == 200


def test_the_search_finds_what_is_between_the_two_only(cast, sign_in):
    make_offer_once(cast.emil)
    question = answered(cast.ben, cast.ada, now=now()).question
    link = f"/questions/{question.pk}/"
    for person, finds in ((cast.ben, True), (cast.ada, True), (cast.emil, False)):
        page = sign_in(person).get("/search/?q=join+two").text
        assert (link in page) == finds, person
    questions.close(question, now=now())
    assert link in sign_in(cast.ada).get("/search/?q=join").text


def test_the_asker_reads_where_it_stands(cast, sign_in):
    client = sign_in(cast.ben)
    question = ask(cast.ben, now=now())
    path = f"/questions/{question.pk}/"
    assert "Nobody who offers SQL can be asked right now" in client.get(path).text
    experts(2)
    questions.tick(now=question.due_at)
    assert "We have asked others as well" in client.get(path).text
    question.refresh_from_db()
    questions.tick(now=question.due_at)
    assert "We asked twice" in client.get(path).text
    assert "Nobody could yet" in client.get("/questions/").text


def test_empty_lists_say_what_to_do(cast, sign_in):
    client = sign_in(cast.emil)
    assert "You have not asked anything yet" in client.get("/questions/").text
    assert "Nothing was sent to you" in client.get("/questions/sent-to-me/").text
    assert "No open question about what you can help with" in client.get("/questions/open/").text


def test_nothing_typed_acts(cast, sign_in):
    answer = offered(cast.ben, cast.ada)
    path = f"/questions/{answer.question_id}/"
    seen = {cast.ada: (path, f"{path}answer/"), cast.ben: (path, "/questions/")}
    for person, paths in seen.items():
        client = sign_in(person)
        for text in CORPUS[::5]:
            Question.objects.update(title=text[:160], details=text)
            Answer.objects.update(words=text)
            assert [acting(client.get(page).text) for page in paths] == [[], []], text
    data = {"skill": answer.question.skill_id, "title": text, "details": text}
    page = sign_in(cast.ben).post("/questions/ask/check/", data).text
    assert "Not sent yet" in page
    assert acting(page) == []
    client = sign_in(cast.ada)
    client.post(f"/answers/{answer.pk}/agree/")
    answer.refresh_from_db()
    assert acting(client.get(answer.resource.get_absolute_url()).text) == []


def test_a_passed_question_is_gone_from_the_list_and_may_still_be_answered(cast, sign_in):
    (question,) = asks(cast, 1)
    client = sign_in(cast.ada)
    questions.pass_on(asked_of(question, cast.ada), now=now())
    assert "Question 0" not in client.get("/questions/sent-to-me/").text
    assert "You can still answer." in client.get(f"/questions/{question.pk}/").text


def test_helped_answers_of_others_are_not_offered_to_strangers(cast, sign_in):
    answer = helped(cast.ben, cast.ada)
    page = sign_in(cast.ada).get(f"/questions/{answer.question_id}/").text
    assert TITLE in page
    assert "Propose for the library" not in page
