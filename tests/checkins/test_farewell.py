"""Thanks, why it did not take off, the wish to mentor and the draft of a story."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checkins import farewell, stops
from checkins.models import MentorWish, NotTakenOff, StoryDraft, Thanks
from matching.models import Program
from outbox.models import Message
from tests.checkins.endings import over
from tests.people import build_cast


def url(cast, rest):
    return f"/pairs/{cast.pair.pk}/{rest}/"


def test_a_line_reaches_the_partner_today_and_twice_is_once(cast, sign_in):
    over(cast)
    client = sign_in(cast.ben)
    for words in ("Thank you for every no.", "Another line"):
        assert client.post(url(cast, "thank"), {"words": words}).status_code == 302
    assert Thanks.objects.get().words == "Thank you for every no."
    message = Message.objects.get(kind="thanks")
    assert (message.recipient, message.key) == (cast.ada.user, f"thanks:{Thanks.objects.get().pk}")
    assert "Thank you for every no." in sign_in(cast.ada).get(url(cast, "celebrate")).text
    assert "You sent this on" in sign_in(cast.ben).get(url(cast, "thank")).text


@pytest.mark.parametrize(
    ("words", "says"),
    [("", "Enter your line"), ("x" * 501, "Your line must be 500 characters or fewer")],
)
def test_a_line_that_cannot_be_sent_is_kept_on_the_page(cast, sign_in, words, says):
    over(cast)
    text = sign_in(cast.ben).post(url(cast, "thank"), {"words": words}).text
    assert says in text
    assert words in text
    assert not Thanks.objects.exists()


def test_no_line_while_contact_is_stopped(cast, sign_in):
    stops.stop(cast.pair, by=cast.ada, concern=None, now=timezone.now())
    text = sign_in(cast.ben).post(url(cast, "thank"), {"words": "Hello"}).text
    assert "Paused by the program" in text
    with pytest.raises(farewell.NotNowError):
        farewell.thank(cast.pair, cast.ben, "Hello", now=timezone.now())
    assert not Message.objects.filter(kind="thanks").exists()


@pytest.mark.parametrize("words", ["", "x" * 501])
def test_the_database_holds_the_length_of_a_line(cast, words):
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.create(pair=cast.pair, author=cast.ben, words=words, sent_at=timezone.now())


def test_why_in_one_tap_and_the_last_tap_counts(cast, sign_in):
    over(cast, meetings=0)
    client = sign_in(cast.ben)
    for reason in ("no_time", "no_answer"):
        client.post(url(cast, "why"), {"reason": reason})
    assert NotTakenOff.objects.get().reason == "no_answer"
    assert "Choose why it did not take off" in client.post(url(cast, "why"), {"reason": "x"}).text
    assert 'aria-pressed="true">No answer' in client.get(url(cast, "celebrate")).text
    assert 'aria-pressed="true">No answer' not in sign_in(cast.ada).get(url(cast, "celebrate")).text


def test_a_wish_to_mentor_is_remembered_and_taken_back(cast, sign_in):
    over(cast)
    Program.objects.update(sign_up_closes=timezone.now().date() - timezone.timedelta(days=1))
    client = sign_in(cast.ben)
    for _time in range(2):
        client.post(url(cast, "mentor-wish"))
    assert MentorWish.objects.get().profile == cast.ben
    assert "Noted: you would like to mentor" in client.get(url(cast, "celebrate")).text
    client.post(url(cast, "mentor-wish/forget"))
    assert not MentorWish.objects.exists()


def test_an_open_program_is_offered_instead(cast, sign_in):
    over(cast)
    text = sign_in(cast.ben).get(url(cast, "celebrate")).text
    assert "Join Autumn Buddies" in text
    assert "Join Spring Mentoring" not in text
    assert "I would mentor" not in text


def test_home_tells_who_wished_when_a_program_is_open(cast, sign_in):
    farewell.wish_to_mentor(cast.emil, now=timezone.now())
    text = sign_in(cast.emil).get("/").text
    assert "You wanted to mentor" in text
    assert "You wanted to mentor" not in sign_in(cast.dan).get("/").text


def test_a_story_is_its_authors_alone(cast, sign_in):
    over(cast)
    sign_in(cast.ben).post(url(cast, "story"), {"words": "We started with a mail."})
    assert "We started with a mail." in sign_in(cast.ben).get(url(cast, "story")).text
    for path in ("story", "celebrate"):
        assert "We started with a mail." not in sign_in(cast.ada).get(url(cast, path)).text
    too_long = sign_in(cast.ben).post(url(cast, "story"), {"words": "y" * 2001}).text
    assert "Your story must be 2,000 characters or fewer" in too_long
    assert "y" * 2001 in too_long
    sign_in(cast.ben).post(url(cast, "story"), {"words": ""})
    assert not StoryDraft.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_a_line_sent_by_eight_taps_is_one_line_and_one_mail(transactional_db):
    cast = build_cast()
    start = threading.Barrier(8)

    def act():
        try:
            start.wait()
            farewell.thank(cast.pair, cast.ben, "Thanks", now=timezone.now())
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Thanks.objects.count() == Message.objects.filter(kind="thanks").count() == 1
