"""Two taps from the mail: a link that only opens a page, a button that saves."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from checkins.models import CheckIn
from outbox import links
from outbox.models import Link, Message
from tests.checkins.asked import ask


@pytest.fixture
def checkin(cast):
    return ask(cast)


@pytest.fixture
def address(cast, checkin):
    message = Message.objects.create(
        key="nudge:x", kind="weekly-nudge", policy="at_most_once", recipient=cast.ben.user,
        not_before=timezone.now(),
    )  # fmt: skip
    full = links.url(
        message, "answer", cast.ben.user, f"checkin:{checkin.pk}", expires_at=checkin.closes_at
    )
    return full.removeprefix("http://testserver")


def test_the_link_preselects_and_writes_nothing(client, address, checkin):
    response = client.get(address + "?a=need_help")
    assert response.status_code == 200
    ticked = re.findall(r'<input type="radio"[^>]*checked[^>]*>', response.text)
    assert len(ticked) == 1
    assert 'value="need_help"' in ticked[0]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    checkin.refresh_from_db()
    assert checkin.answered_at is None


def test_one_post_saves_without_signing_in(client, address, checkin):
    response = client.post(address, {"answer": "need_help"})
    assert response.status_code == 302
    checkin.refresh_from_db()
    assert (checkin.answer, checkin.answered_at is not None) == ("need_help", True)
    assert "Answer saved: Not yet, we need help" in client.get(response["Location"]).text
    assert "_auth_user_id" not in client.session


def test_saving_twice_is_harmless_and_the_answer_may_change(client, address, checkin):
    for answer in ("booked", "booked", "met_helped"):
        client.post(address, {"answer": answer})
    checkin.refresh_from_db()
    assert checkin.answer == "met_helped"
    assert CheckIn.objects.count() == 1


def test_a_used_link_says_what_was_answered(client, address):
    client.post(address, {"answer": "booked"})
    assert "You answered “Not yet, it is booked”" in client.get(address).text


def test_after_the_period_the_page_only_shows(client, address, checkin):
    client.post(address, {"answer": "booked"})
    CheckIn.objects.filter(pk=checkin.pk).update(closes_at=timezone.now() - dt.timedelta(hours=1))
    assert "It can no longer be changed" in client.get(address).text
    client.post(address, {"answer": "met_helped"})
    checkin.refresh_from_db()
    assert checkin.answer == "booked"


@pytest.mark.parametrize("answer", ["", "nonsense", "not_a_fit", "x" * 5000, "a\x00b"])
def test_bad_answers_are_explained_and_save_nothing(client, address, checkin, answer):
    response = client.post(address, {"answer": answer, "words": "kept words"})
    assert response.status_code == 200
    assert "Choose whether you met" in response.text
    assert "kept words" in response.text
    checkin.refresh_from_db()
    assert checkin.answer == ""


def test_too_many_words_are_refused_and_kept(client, address):
    response = client.post(address, {"answer": "booked", "words": "w" * 1001})
    assert "What you add must be 1,000 characters or fewer" in response.text
    assert "w" * 1001 in response.text


def test_a_changed_byte_opens_nothing(client, address):
    token = address.rstrip("/").rsplit("/", 1)[1]
    for at in range(len(token)):
        wrong = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        if at < len(token) - 1:
            assert client.get(f"/m/answer/{wrong}/").status_code == 404


def test_a_link_of_another_purpose_opens_nothing(client, address):
    Link.objects.update(purpose="pause")
    assert client.get(address).status_code == 404


def test_a_leaver_opens_nothing(cast, client, address):
    cast.ben.user.is_active = False
    cast.ben.user.save(update_fields=["is_active"])
    assert client.get(address).status_code == 404


def test_the_post_needs_no_cookie(address, checkin):
    # Under no-referrer browsers post `Origin: null`; the token in the address is the key.
    response = Client(enforce_csrf_checks=True).post(
        address, {"answer": "booked"}, headers={"Origin": "null"}
    )
    assert response.status_code == 302
    checkin.refresh_from_db()
    assert checkin.answer == "booked"
