"""In group mentoring nobody is asked to begin a group of one."""

import pytest
from django.urls import reverse

from matching import requests
from matching.models import Enrollment, MentorRequest, Pair, Program
from tests.matching.life.asked import NOW, make_market, states

BEGINS = "A group begins with 3 people: a round puts it together."


@pytest.fixture
def market(cast):
    Program.objects.filter(pk=cast.program.pk).update(format="group")
    return make_market(cast.program)


def has(market, count):
    rows = Enrollment.objects.filter(pk=market.mentors["Ada"].pk)
    rows.update(used=count, capacity=6)
    market.mentors["Ada"].refresh_from_db()


@pytest.mark.parametrize("count", [0, 1])
def test_where_it_would_be_no_group_nobody_is_asked(market, sign_in, count):
    has(market, count)
    client = sign_in(market.ben.profile)
    page = reverse("ask-mentor", args=[market.program.pk, market.mentors["Ada"].pk])
    shown = client.get(reverse("ask-list", args=[market.program.pk])).text
    assert BEGINS in shown
    assert page not in shown
    assert BEGINS in client.get(page).text
    assert page not in client.get(f"/people/{market.mentors['Ada'].profile_id}/").text
    said = client.post(page, {"message": "I would like to lead a workshop."}, follow=True).text
    assert BEGINS in said
    assert not MentorRequest.objects.exists()


def test_a_further_mentee_may_ask_to_join_a_group(market):
    has(market, 2)
    assert market.ask().mentor == market.mentors["Ada"]


def test_a_group_that_has_shrunk_meanwhile_takes_nobody(market):
    has(market, 2)
    made = market.ask(goes_on=False)
    has(market, 0)
    assert requests.accept(made, by=market.mentors["Ada"].profile.user, now=NOW) is None
    assert states() == ["closed"]
    assert not Pair.objects.filter(mentee=market.ben.profile).exists()
