import datetime as dt

import pytest

from outbox import links
from outbox.models import Link
from tests.outbox.kinds import queue
from tests.people import NOW, make_person

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


def make_link(person, purpose="answer", subject="", row=None):
    row = row or queue(to=person.user)
    address = links.url(row, purpose, person.user, subject, expires_at=NOW + WEEK)
    return address.split("/")[-2]


def test_the_same_use_gives_the_same_link():
    person, row = make_person(), queue()
    first = make_link(person, row=row)
    assert make_link(person, row=row) == first
    assert make_link(person, subject="pair:2", row=row) != first
    assert Link.objects.count() == 2


def test_the_table_does_not_hold_the_token():
    token = make_link(make_person())
    assert token not in str(Link.objects.values().get())


def test_a_token_opens_its_own_purpose_only():
    person = make_person()
    token = make_link(person)
    assert links.resolve(token, "answer").person == person.user
    assert links.resolve(token, "pause") is None


@pytest.mark.parametrize("token", ["", "x", "\udc80", "a" * 5000, "ä"])
def test_an_unknown_token_opens_nothing(token):
    assert links.resolve(token, "answer") is None


def test_every_changed_character_closes_the_link():
    token = make_link(make_person())
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        assert links.resolve(token[:place] + other + token[place + 1 :], "answer") is None


def test_a_leavers_link_opens_nothing():
    person = make_person()
    token = make_link(person)
    person.user.is_active = False
    person.user.save(update_fields=["is_active"])
    assert links.resolve(token, "answer") is None


def test_a_link_expires():
    make_link(make_person())
    link = Link.objects.get()
    assert not link.is_expired(now=NOW + WEEK - dt.timedelta(seconds=1))
    assert link.is_expired(now=NOW + WEEK)


def test_another_link_key_gives_another_link(settings):
    person, row = make_person(), queue()
    first = links.url(row, "answer", person.user, expires_at=NOW)
    settings.LINK_KEY = "rotated"
    assert links.url(row, "answer", person.user, expires_at=NOW) != first
