"""The "+ New" menu of the top bar, and choosing among several pairs."""

import datetime as dt
import re

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checkins import starts
from matching.models import Pair
from profiles import session_user
from tests.people import enroll, make_pair, make_person

MENU = re.compile(r'<details class="menu new-menu".*?</details>', re.DOTALL)
ENTRY = re.compile(r'<a href="([^"]+)">.*?</svg>([^<]+)</a>', re.DOTALL)
# What rooms above add stands before the last entry.
MORE = [str(start.label) for start in sorted(starts.MORE, key=lambda start: start.rank)]
ALONE = ["Ask for help", *MORE, "Report a concern"]
PAIRED = ["Log a meeting", "Book a meeting", "Ask for help", *MORE, "Report a concern"]


def menu(client, path="/people/") -> dict[str, str]:
    """What the menu of a page offers, and where it leads."""
    return {label: href for href, label in ENTRY.findall(MENU.search(client.get(path).text)[0])}


def another_pair(cast, name="Mia Lee", **fields) -> Pair:
    mentee = enroll(cast.program, make_person(name))
    return make_pair(cast.program, cast.ada_enrolled, mentee, **fields)


def more_places(cast):
    type(cast.ada_enrolled).objects.filter(pk=cast.ada_enrolled.pk).update(capacity=9)
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(mentoring_limit=9)
    cast.ada_enrolled.refresh_from_db()


def test_with_one_pair_each_entry_leads_straight_to_its_page(cast, sign_in):
    for person in (cast.ada, cast.ben):
        found = menu(sign_in(person))
        assert list(found) == PAIRED
        assert found["Log a meeting"] == reverse("log-meeting", args=[cast.pair.pk])
        assert found["Book a meeting"] == reverse("book-meeting", args=[cast.pair.pk])
        assert found["Ask for help"] == reverse("concern", args=[cast.pair.pk])


def test_every_entry_exists(cast, sign_in):
    for person in (cast.ada, cast.emil):
        client = sign_in(person)
        assert {client.get(href).status_code for href in menu(client).values()} == {200}


def test_without_a_pair_nothing_is_offered_that_needs_one(cast, sign_in):
    assert list(menu(sign_in(cast.emil))) == ALONE


@pytest.mark.parametrize("state", ["scheduled", "offered", "away", "ended", "recalled", "declined"])
def test_only_a_pair_that_runs_counts(cast, sign_in, state):
    Pair.objects.filter(pk=cast.pair.pk).update(state="ended")
    later = timezone.now() - dt.timedelta(hours=1)
    other = make_person("Noor Ali")
    enrolled = enroll(cast.program, other)
    make_pair(cast.program, cast.ada_enrolled, enrolled, state=state, visible_at=later)
    assert list(menu(sign_in(other))) == ALONE


def test_a_pair_nobody_may_know_of_yet_does_not_count(cast, sign_in):
    later = timezone.now() + dt.timedelta(minutes=5)
    Pair.objects.filter(pk=cast.pair.pk).update(visible_at=later)
    assert list(menu(sign_in(cast.ben))) == ALONE


def test_with_several_pairs_one_is_chosen(cast, sign_in):
    another_pair(cast)
    client = sign_in(cast.ada)
    found = menu(client)
    for label, page in (("Log a meeting", "log-meeting"), ("Book a meeting", "book-meeting")):
        choice = client.get(found[label]).text
        assert reverse(page, args=[cast.pair.pk]) in choice
        for name in ("Ben Ito", "Mia Lee"):
            assert name in choice


def test_the_menu_costs_no_question_more(cast, sign_in):
    """Two pairs or none, and with the menu's fact taken out of the first question: the same."""
    another_pair(cast)
    counts = []
    for person in (cast.ada, cast.emil):
        client = sign_in(person)
        client.get("/people/")
        with CaptureQueriesContext(connection) as queries:
            menu(client)
        counts.append(len(queries))
    facts = session_user.FACTS.pop(starts.OWN_PAIRS)
    try:
        with CaptureQueriesContext(connection) as queries:
            assert list(menu(client)) == ALONE
    finally:
        session_user.FACTS[starts.OWN_PAIRS] = facts
    assert counts == [len(queries)] * 2


def test_choosing_leads_on_with_one_pair_and_says_so_with_none(cast, sign_in):
    address = reverse("choose-pair", args=["log"])
    answer = sign_in(cast.ben).get(address)
    assert (answer.status_code, answer.url) == (302, reverse("log-meeting", args=[cast.pair.pk]))
    assert "You have no pair now" in sign_in(cast.emil).get(address).text
    assert sign_in(cast.ben).get("/new/anything/").status_code == 404
    assert sign_in(cast.ben).post(address).status_code == 405


def test_choosing_costs_the_same_questions_for_two_and_four(cast, sign_in):
    more_places(cast)
    another_pair(cast)
    address, client = reverse("choose-pair", args=["book"]), sign_in(cast.ada)
    client.get(address)
    with CaptureQueriesContext(connection) as two:
        client.get(address)
    another_pair(cast, "Noor Ali")
    another_pair(cast, "Gus Orr")
    with CaptureQueriesContext(connection) as four:
        assert "Gus Orr" in client.get(address).text
    assert len(two) == len(four) <= 15


def test_the_fact_comes_with_the_user_of_the_session(cast, sign_in, rf):
    request = rf.get("/")
    request.session = sign_in(cast.ben).session
    assert getattr(get_user(request), starts.OWN_PAIRS) == [cast.pair.pk]
