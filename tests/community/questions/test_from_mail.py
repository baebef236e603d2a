"""Answering from the mail without signing in: two taps and words; a GET never writes."""

import pytest
from django.utils import timezone

from community import questions
from community.models import Answer
from outbox.models import Link
from tests.community.questions.world import TITLE, WORDS, ask, asked_of, experts
from tests.mail import drain_outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailed(cast, smtp):
    """The question, who got it, and the mail."""
    people = experts(1)
    question = ask(cast.ben, now=timezone.now(), details="I tried joins.")
    (mail,) = drain_outbox()
    return question, people[0], mail


def test_the_mail_has_the_question_and_both_buttons(mailed):
    _question, _ada, mail = mailed
    assert mail.subject == "Ben asks you about SQL"
    for words in (TITLE, "I tried joins.", "Only Ben reads your answer.", "two a week at most"):
        assert words in mail.text, words
    assert mail.link("a=answer").partition("?")[0] == mail.link("a=pass").partition("?")[0]


def test_looking_writes_nothing_however_often(mailed, client):
    question, ada, mail = mailed
    path = mail.link("a=answer").partition("?")[0]
    for word in ("answer", "pass", "nonsense"):
        page = client.get(f"{path}?a={word}")
        assert TITLE in page.text
        assert ("checked" in page.text) == (word != "nonsense")
    assert Answer.objects.count() == 0
    assert asked_of(question, ada).state == "waits"


def test_two_taps_and_words(mailed, client):
    question, ada, mail = mailed
    path = mail.link("a=answer")
    page = client.post(path, {"choice": "answer", "words": WORDS}, follow=True).text
    assert "Answer saved, Ben reads it." in page
    answer = Answer.objects.get()
    assert (answer.author, answer.words) == (ada, WORDS)
    client.post(path, {"choice": "answer", "words": WORDS})
    assert Answer.objects.count() == 1
    page = client.post(path, {"choice": "pass"}).text
    assert "You have answered already" in page
    assert asked_of(question, ada).state == "answered"


def test_not_me_needs_no_words(mailed, client):
    question, ada, mail = mailed
    page = client.post(mail.link("a=pass"), {"choice": "pass"}, follow=True).text
    assert "Passed on. Nobody asks why." in page
    assert asked_of(question, ada).state == "passed"
    client.post(mail.link("a=pass"), {"choice": "answer", "words": WORDS})
    assert asked_of(question, ada).state == "answered"


def test_an_empty_answer_is_asked_again(mailed, client):
    _question, _ada, mail = mailed
    assert "Enter your answer" in client.post(mail.link("a="), {"choice": "answer"}).text
    assert "Choose whether you can help" in client.post(mail.link("a="), {}).text
    assert Answer.objects.count() == 0


def test_a_closed_question_and_an_old_link_ask_nothing(mailed, client):
    question, _ada, mail = mailed
    path = mail.link("a=answer")
    questions.close(question, now=timezone.now())
    for answer in (client.get(path), client.post(path, {"choice": "answer", "words": WORDS})):
        assert "This question is closed" in answer.text
    type(question).objects.update(state="open", closed_at=None)
    Link.objects.update(expires_at=timezone.now())
    assert "This question is closed" in client.get(path).text
    assert Answer.objects.count() == 0


def test_a_wrong_key_is_nothing(client):
    assert client.get("/m/question/nonsense/").status_code == 404
    assert client.post("/m/question/nonsense/").status_code == 404
