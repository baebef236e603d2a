"""How often a mentee was left without a match: it counts until a pair begins."""

import datetime as dt

import pytest
from django.utils import timezone

from matching import answers, decisions, exits, pairs, publishing, requests
from matching.models import Enrollment, Pair
from tests.matching.life.asked import make_market
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def times(enrollment):
    return Enrollment.objects.get(pk=enrollment.pk).times_unmatched


def left_over(enrollment, n=2):
    Enrollment.objects.filter(pk=enrollment.pk).update(times_unmatched=n)
    enrollment.refresh_from_db()
    return enrollment


@pytest.fixture
def published():
    """Ben, whom two rounds left without a match, is published with a mentor now."""
    world = make_world()
    ben = left_over(Enrollment.objects.get(profile__name="Ben Ito"))
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    now = timezone.now() - 11 * MINUTE
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=now)
    world.ben, world.pair = ben, Pair.objects.get(round=world.round, mentee=ben.profile)
    return world


def test_it_is_forgotten_when_the_published_pair_begins(published):
    assert times(published.ben) == 2
    answers.accept(published.pair, by=published.pair.mentor.user, now=timezone.now())
    assert times(published.ben) == 0


def test_it_is_forgotten_when_nobody_says_no_in_time(published):
    answers.tick(now=timezone.now())
    answers.tick(now=published.pair.answer_by)
    assert Pair.objects.get(pk=published.pair.pk).state == "active"
    assert times(published.ben) == 0


def test_not_now_leaves_the_priority(published):
    answers.decline(published.pair, by=published.pair.mentor.user, now=timezone.now())
    assert times(published.ben) == 2


def test_a_recalled_publish_leaves_the_priority(published):
    publishing.recall(
        published.round, by=published.hana.user, now=published.pair.visible_at - MINUTE
    )
    assert times(published.ben) == 2


def test_a_pair_by_hand_and_an_accepted_request_forget_it():
    market, now = make_market(), timezone.now()
    left_over(market.ben)
    by_hand = pairs.open_pair(
        market.mentors["Noor"],
        market.ben,
        starts_on=now.date(),
        ends_on=market.program.ends_on,
        by=market.hana.user,
        now=now,
    )
    assert times(market.ben) == 0
    exits.end(by_hand, by_hand.mentee, now=now)
    assert times(market.ben) == 1
    market.ben.refresh_from_db()
    requests.accept(market.ask(now=now), by=market.mentors["Ada"].profile.user, now=now)
    assert times(market.ben) == 0


def test_a_pair_that_cannot_be_opened_leaves_it():
    market, now = make_market(), timezone.now()
    left_over(market.ben)
    full = market.mentors["Noor"]
    Enrollment.objects.filter(pk=full.pk).update(capacity=0)
    with pytest.raises(pairs.places.PlacesTakenError):
        pairs.open_pair(
            full,
            market.ben,
            starts_on=now.date(),
            ends_on=market.program.ends_on,
            by=market.hana.user,
            now=now,
        )
    assert times(market.ben) == 2
