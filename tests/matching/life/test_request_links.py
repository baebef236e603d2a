"""The mentor's answer straight from the mail, without signing in."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from matching import requests
from matching.models import Enrollment, MentorRequest, Pair
from outbox.models import Message
from profiles.models import AuditEvent
from tests.mail import drain_outbox
from tests.matching.life.asked import NOW, make_market, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def links(market, smtp):
    """Yes and "Not now" of the mail to Ada, whom Ben has asked."""
    market.ask()
    (mail,) = drain_outbox(now=NOW + dt.timedelta(seconds=5))
    return ["/" + link.split("/", 3)[3] for link in mail.links if "/m/request/" in link]


@pytest.mark.parametrize(("place", "answer"), [(0, "yes"), (1, "not-now")])
def test_looking_shows_the_answer_chosen_and_changes_nothing(links, client, place, answer):
    for method in (client.get, client.head):
        page = method(links[place])
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "no-referrer"
        assert page.context["form"]["answer"].value() == answer
    assert "I would like to lead a workshop." in client.get(links[place]).text
    assert states() == ["asked"]
    assert Pair.objects.count() == 0


def test_two_taps_say_yes_and_more_taps_change_nothing(market, links):
    yes, no = links
    # Browsers post so from a page without referrer.
    client = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    text = client.post(yes, {"answer": "yes"}, follow=True).text
    assert "You said yes. You and Ben are a pair." in text
    pair = Pair.objects.get(mentee=market.ben.profile)
    assert (pair.state, pair.mentor) == ("active", market.mentors["Ada"].profile)
    for link, answer in ((yes, "yes"), (no, "not-now")):
        assert "You said yes." in client.post(link, {"answer": answer}).text
    assert states() == ["accepted"]
    assert Pair.objects.count() == 1
    assert Message.objects.filter(kind="match-mentee").count() == 1
    accepted = AuditEvent.objects.get(action="request.accepted")
    assert accepted.actor == market.mentors["Ada"].profile.user


def test_not_now_asks_the_next_and_a_used_link_says_so(links, client):
    yes, no = links
    text = client.post(no, {"answer": "not-now"}, follow=True).text
    assert "You said “Not now”." in text
    assert "I would like to lead a workshop." not in text
    assert states() == ["not_now", "asked"]
    assert "You said “Not now”." in client.post(yes, {"answer": "yes"}).text
    assert Pair.objects.count() == 0


def test_the_answer_may_differ_from_the_link(links, client):
    client.post(links[0], {"answer": "not-now"})
    assert states()[0] == "not_now"


@pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "maybe"}, {"answer": "\x00"}])
def test_an_empty_or_broken_answer_is_asked_for_in_words(links, client, data):
    assert "Choose your answer" in client.post(links[0], data).text
    assert states() == ["asked"]


def test_a_full_mentor_reads_why_and_may_still_say_not_now(market, links, client):
    Enrollment.objects.filter(pk=market.mentors["Ada"].pk).update(capacity=0)
    text = client.post(links[0], {"answer": "yes"}).text
    assert "Ada Obi has no free place in Spring Mentoring." in text
    assert states() == ["asked"]
    client.post(links[0], {"answer": "not-now"})
    assert states()[0] == "not_now"


def test_an_expired_link_says_so_before_and_after_the_clock(market, links, client):
    late = MentorRequest.objects.get()
    MentorRequest.objects.update(asked_at=NOW - dt.timedelta(days=9))
    MentorRequest.objects.update(answer_by=NOW - dt.timedelta(hours=1))
    Message.objects.get(kind="request-asked").links.update(expires_at=NOW - dt.timedelta(hours=1))
    for _ in ("before the clock", "after it"):
        for text in (client.get(links[0]).text, client.post(links[0], {"answer": "yes"}).text):
            assert "This request has expired: it waited for an answer until" in text
            assert "I would like to lead a workshop." not in text
        assert Pair.objects.count() == 0
        requests.tick(now=NOW)
    late.refresh_from_db()
    assert late.state == "expired"


def test_a_request_taken_back_does_not_wait(market, links, client):
    requests.stop(MentorRequest.objects.get(), by=market.ben.profile.user, now=NOW)
    assert "does not wait for an answer any more" in client.post(links[0], {"answer": "yes"}).text
    assert Pair.objects.count() == 0


def test_the_page_after_two_who_may_not_meet_any_more(market, links, client):
    """Somebody left meanwhile: the request closes, and the page tells nothing more."""
    Enrollment.objects.filter(pk=market.ben.pk).update(state="withdrawn")
    text = client.post(links[0], {"answer": "yes"}, follow=True).text
    assert "does not wait for an answer any more" in text
    assert states() == ["closed"]


def test_unknown_tokens_and_those_of_leavers_are_not_there(market, links, client):
    ada = market.mentors["Ada"].profile.user
    ada.is_active = False
    ada.save(update_fields=["is_active"])
    for url in (links[0], reverse("answer-request", args=["nope"])):
        assert client.get(url).status_code == 404
        assert client.post(url, {"answer": "yes"}).status_code == 404
    assert states() == ["asked"]


def test_other_methods_are_refused(links, client):
    assert client.put(links[0]).status_code == 405
