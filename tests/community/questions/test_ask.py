"""Asking in the browser: what is there already, who would get it, and sending it once."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from community import office_hours, question_lists
from community.models import Question
from community.office_hours import Plan
from outbox.models import Message
from profiles.models import DoNotMatch
from tests.community.library.world import make_document, make_link
from tests.community.questions.world import (
    SKILL,
    TITLE,
    answered,
    ask,
    asked_people,
    experts,
    willing,
)
from tests.people import make_offer, make_person, make_skill

pytestmark = pytest.mark.django_db
ASK, CHECK, SEND = "/questions/ask/", "/questions/ask/check/", "/questions/ask/send/"


def form(**fields):
    return {"skill": make_skill(SKILL).pk, "title": TITLE, "nonce": uuid.uuid4()} | fields


def test_checking_sends_and_saves_nothing(cast, sign_in):
    experts(3)
    page = sign_in(cast.emil).post(CHECK, form(details="I tried **joins**.")).text
    assert "Not sent yet" in page
    assert "It goes to 3 people who offer SQL." in page
    assert "<strong>joins</strong>" in page
    assert "Send the question" in page
    assert Question.objects.count() == Message.objects.count() == 0


def test_what_is_there_already_is_shown_before(cast, sign_in):
    make_link("Joining tables by day", skills=[SKILL])
    make_document("A retired join", skills=[SKILL], state="retired")
    make_link("Something else", skills=[SKILL])
    answered(cast.emil, cast.ada, title="Which join is the right one?")
    answered(cast.dan, cast.ada, title="A question of Dan")
    start = timezone.now() + dt.timedelta(days=2)
    plan = Plan("SQL for an hour", "A query", start, 20, 1, 1, skills=[make_skill(SKILL)])
    office_hours.start(plan, by=cast.otto, now=timezone.now())
    page = sign_in(cast.emil).post(CHECK, form()).text
    for words in ("Perhaps this is answered already", "Joining tables by day",
                  "Which join is the right one?", "SQL for an hour"):  # fmt: skip
        assert words in page, words
    for words in ("A retired join", "Something else", "A question of Dan"):
        assert words not in page, words


def test_sending_it_twice_is_one_question(cast, sign_in):
    people = experts(2)
    data = form(details="a\r\nb")
    client = sign_in(cast.emil)
    for _time in range(2):
        answer = client.post(SEND, data, follow=True)
    question = Question.objects.get()
    assert (question.asker, question.title, question.details) == (cast.emil, TITLE, "a\nb")
    assert asked_people(question) == people
    assert Message.objects.filter(kind="question-asked").count() == 2
    assert "It went to 2 people who offer SQL." in answer.text


def test_with_nobody_to_ask_it_says_so_and_when_it_is_tried_again(cast, sign_in):
    client = sign_in(cast.emil)
    assert "Nobody who offers SQL can be asked right now" in client.post(CHECK, form()).text
    page = client.post(SEND, form(), follow=True).text
    assert "Saved. Nobody can be asked right now" in page
    assert "We try again on" in page
    assert asked_people(Question.objects.get()) == []


@pytest.mark.parametrize("url", [CHECK, SEND])
def test_errors_say_what_to_enter_and_keep_what_was_typed(cast, sign_in, url):
    page = sign_in(cast.emil).post(url, {"details": "Kept words"}).text
    for words in ("Enter the skill it is about", "Enter what you want to know", "Kept words"):
        assert words in page, words
    long = sign_in(cast.emil).post(url, form(title="x" * 161, details="x" * 4001)).text
    assert "What you want to know must be 160 characters or fewer" in long
    assert "What you have tried must be 4,000 characters or fewer" in long
    assert Question.objects.count() == 0


def test_a_page_of_a_colleague_leads_to_asking_them_first(cast, sign_in):
    ada = willing("Ada Example", level=2)
    experts(2, level=5)
    client = sign_in(cast.emil)
    page = client.get(f"/people/{ada.pk}/").text
    assert f"{ASK}?to={ada.pk}" in page
    first = client.get(f"{ASK}?to={ada.pk}").text
    assert "Ask Ada" in first
    assert "Ada can help with SQL." in first
    answer = client.post(f"{SEND}?to={ada.pk}", form(), follow=True)
    question = Question.objects.get()
    assert asked_people(question) == [ada]
    assert "nobody else finds it" in answer.text


def test_a_colleague_is_asked_about_what_they_offer(cast, sign_in):
    ada = willing("Ada Example")
    data = form(skill=make_skill("Singing").pk)
    page = sign_in(cast.emil).post(f"{SEND}?to={ada.pk}", data).text
    assert "Choose something Ada can help with" in page
    assert Question.objects.count() == 0


def test_what_was_meant_for_one_does_not_go_to_others_unseen(cast, sign_in):
    ada = willing("Ada Example")
    experts(2)
    question_lists.choose(ada, 0)
    client = sign_in(cast.emil)
    page = client.post(f"{SEND}?to={ada.pk}", form()).text
    assert "This colleague cannot be asked right now. Nothing was sent." in page
    assert "It goes to 2 people who offer SQL." in page
    assert Question.objects.count() == 0


def test_no_way_to_ask_says_nothing_of_why(cast, sign_in):
    excluded, unwilling, busy, nothing = (
        make_person(f"{name} Example") for name in ("Excluded", "Unwilling", "Busy", "Nothing")
    )
    for person, takes in ((excluded, 2), (unwilling, 0), (busy, 2)):
        make_offer(person, SKILL)
        question_lists.choose(person, takes)
    question_lists.choose(nothing, 2)
    DoNotMatch.objects.create(author=excluded, other=cast.emil)
    now = timezone.now()
    for n in range(2):
        ask(cast.dan, title=f"Question {n}", wanted=busy, now=now)
    client = sign_in(cast.emil)
    for person in (excluded, unwilling, busy, nothing, cast.emil):
        assert ASK + "?to=" not in client.get(f"/people/{person.pk}/").text
        assert "Ask colleagues who know" in client.get(f"{ASK}?to={person.pk}").text


def test_the_start_menu_and_the_tabs_lead_there(cast, sign_in):
    client = sign_in(cast.emil)
    assert f'href="{ASK}"' in client.get("/").text
    library = client.get("/library/").text
    assert 'href="/questions/"' in library


def test_how_many_i_take_is_mine_to_say(cast, sign_in):
    client = sign_in(cast.ada)
    assert question_lists.choice_of(cast.ada) == 0
    assert "Choose how many" in client.post("/settings/questions/", {"most_a_week": "7"}).text
    client.post("/settings/questions/", {"most_a_week": "1"})
    assert question_lists.choice_of(cast.ada) == 1
    assert "At most 1 question a week is sent to you." in client.get("/questions/sent-to-me/").text
