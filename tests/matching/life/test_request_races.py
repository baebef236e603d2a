from datetime import timedelta
from functools import partial

import pytest
from django.db.models import F

from matching import requests
from matching.models import Enrollment, MentorRequest, Pair
from outbox.models import Message
from tests.matching.life.asked import NOW, make_market
from tests.matching.life.world import broken, together
from tests.matching.rounds_world import mentee

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
LATER = NOW + timedelta(days=9)


def asked_by_three(market):
    """Three mentees who have asked Ada, who has one place."""
    people = [mentee(market.program, f"Mentee {n}", ("Negotiation",)) for n in range(3)]
    return [market.ask(mentee=one, goes_on=False) for one in people]


def test_the_last_place_is_accepted_once():
    market = make_market()
    made, user = asked_by_three(market), market.mentors["Ada"].profile.user
    results = together(*[partial(requests.accept, one, by=user, now=NOW) for one in made * 8])
    assert sum(isinstance(one, Pair) for one in results) == 1
    assert Pair.objects.open().count() == 1
    assert MentorRequest.objects.filter(state="accepted").count() == 1
    assert Message.objects.filter(kind="match-mentee").count() == 1
    assert broken() == []


def test_yes_no_stop_and_the_clock_at_one_moment_end_it_once():
    market = make_market()
    ada, ben = market.mentors["Ada"].profile.user, market.ben.profile.user
    for _ in range(4):
        made = market.ask(goes_on=False, now=NOW - timedelta(days=40))
        results = together(
            partial(requests.accept, made, by=ada, now=NOW),
            partial(requests.not_now, made, by=ada, now=NOW),
            partial(requests.stop, made, by=ben, now=NOW),
            *[partial(requests.tick, now=NOW)] * 3,
        )
        assert not [one for one in results if isinstance(one, Exception)]
        made.refresh_from_db()
        assert made.state != "asked"
        assert Pair.objects.open().count() == (made.state == "accepted")
        assert broken() == []
        if made.state == "accepted":
            return
        made.delete()


def test_a_mentee_presses_send_to_two_mentors_at_once():
    market = make_market()
    results = together(*[partial(market.ask, name) for name in ("Ada", "Mia", "Noor") * 4])
    assert sum(isinstance(one, MentorRequest) for one in results) == 1
    assert MentorRequest.objects.open().count() == 1
    assert all(isinstance(one, requests.RefusedError | MentorRequest) for one in results), results


def test_the_same_tick_fifty_times_asks_the_next_once():
    market = make_market()
    made = market.ask()
    Enrollment.objects.filter(pk=market.mentors["Ada"].pk).update(capacity=F("capacity") + 5)
    ended = together(*[partial(requests.tick, now=LATER)] * 50)
    assert sum(ended) == 1
    states = MentorRequest.objects.order_by("pk").values_list("mentor", "state")
    assert list(states) == [(made.mentor_id, "expired"), (market.mentors["Mia"].pk, "asked")]
    assert Message.objects.filter(kind="request-over").count() == 1
    assert Message.objects.filter(kind="request-asked").exclude(status="cancelled").count() == 1
