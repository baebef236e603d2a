"""Asking once more about an answer, and one reply: between the two, and no more turns."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import question_answers, question_follow_ups, questions
from community.models import Answer
from profiles import my_data
from tests.community.library.test_nothing_acts import CORPUS, acting
from tests.community.questions.world import TITLE, answered, followed_up, offered
from tests.mail import drain_outbox

pytestmark = pytest.mark.django_db
AGAIN, REPLY = "By day of which **time zone**?", "By the store’s."


def ask_page(answer):
    return f"/answers/{answer.pk}/ask-again/"


def reply_page(answer):
    return f"/answers/{answer.pk}/reply/"


@pytest.fixture
def answer(cast):
    return answered(cast.ben, cast.ada, now=timezone.now())


def test_one_question_more_and_one_reply(cast, answer, sign_in, smtp):
    drain_outbox()
    page = sign_in(cast.ben).get(answer.question.get_absolute_url()).text
    assert ask_page(answer) in page
    page = sign_in(cast.ben).post(ask_page(answer), {"words": AGAIN}, follow=True).text
    assert "Ada is asked once more." in page
    assert "No reply yet." in page
    assert ask_page(answer) not in page
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == (cast.ada.user.email, "Ben asks once more")
    assert "By day of which" in mail.text
    client = sign_in(cast.ada)
    assert "Ben asks once more" in client.get("/").text
    assert "<strong>time zone</strong>" in client.get(mail.link("reply")).text
    page = client.post(reply_page(answer), {"words": REPLY}, follow=True).text
    assert "Sent. Only Ben reads it." in page
    assert "Ben asks once more" not in client.get("/").text
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == (cast.ben.user.email, "Ada replied to you")
    assert REPLY in sign_in(cast.ben).get(mail.link("questions")).text


def test_a_second_press_keeps_the_first_and_what_was_typed(cast, answer, sign_in):
    client = sign_in(cast.ben)
    client.post(ask_page(answer), {"words": AGAIN})
    page = client.post(ask_page(answer), {"words": "And why?"}).text
    assert "you have asked once more already" in page
    assert "And why?" in page
    assert client.get(ask_page(answer))["Location"] == answer.question.get_absolute_url()
    client = sign_in(cast.ada)
    client.post(reply_page(answer), {"words": REPLY})
    page = client.post(reply_page(answer), {"words": "More."}).text
    assert "You have replied already" in page
    answer.refresh_from_db()
    assert (answer.follow_up, answer.reply) == (AGAIN, REPLY)


def test_empty_and_too_long_words_are_asked_for(cast, answer, sign_in):
    client, long = sign_in(cast.ben), "x" * 4001
    assert "Enter what you want to know" in client.post(ask_page(answer), {"words": " "}).text
    page = client.post(ask_page(answer), {"words": long}).text
    assert "What you want to know must be 4,000 characters or fewer" in page
    assert long in page
    question_follow_ups.ask(answer, AGAIN, now=timezone.now())
    assert "Enter your reply" in sign_in(cast.ada).post(reply_page(answer), {}).text


def test_a_closed_question_takes_a_reply_and_nothing_more(cast, answer, sign_in):
    questions.close(answer.question, now=timezone.now())
    assert not question_follow_ups.ask(answer, AGAIN, now=timezone.now())
    other = followed_up(cast.dan, cast.ada, title="Another?")
    question_answers.helped(other, now=timezone.now())
    assert question_follow_ups.reply(other, REPLY, now=timezone.now())
    assert not question_follow_ups.reply(answer, REPLY, now=timezone.now())


def test_strangers_and_the_wrong_side_find_nothing(cast, answer, sign_in):
    for person in (cast.ada, cast.dan, cast.hana):
        assert sign_in(person).get(ask_page(answer)).status_code == 404
    assert sign_in(cast.ada).get(reply_page(answer)).status_code == 404
    question_follow_ups.ask(answer, AGAIN, now=timezone.now())
    for person in (cast.ben, cast.dan, cast.hana):
        assert sign_in(person).post(reply_page(answer), {"words": REPLY}).status_code == 404


def test_it_does_not_go_into_the_library(cast):
    answer = offered(cast.ben, cast.ada)
    Answer.objects.filter(pk=answer.pk).update(follow_up=AGAIN, follow_up_at=timezone.now())
    item = question_answers.agree(answer, is_hr=True, now=timezone.now())
    assert AGAIN not in item.body


def test_each_downloads_their_own_words(cast, answer):
    question_follow_ups.ask(answer, AGAIN, now=timezone.now())
    question_follow_ups.reply(answer, REPLY, now=timezone.now())
    bens, adas = (str(my_data.of(one, now=timezone.now())) for one in (cast.ben, cast.ada))
    assert AGAIN in bens
    assert REPLY not in bens
    assert REPLY in adas
    assert TITLE in adas


def test_the_database_knows_no_reply_without_a_question(answer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(reply="x", replied_at=timezone.now())


def test_nothing_acts(cast, answer, sign_in):
    for text in CORPUS[::9]:
        Answer.objects.filter(pk=answer.pk).update(
            follow_up=text, follow_up_at=timezone.now(), reply=text, replied_at=timezone.now()
        )
        page = sign_in(cast.ben).get(answer.question.get_absolute_url()).text
        assert acting(page) == [], text
