import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import decisions, publishing
from matching.models import Pair, Round
from profiles.models import Goal
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    return world


def url(world, name="publish-round"):
    return reverse(name, args=[world.round.pk])


def form(client, world):
    context = client.get(url(world)).context
    return {"version": context["version"], "seen": context["seen"]}


def test_the_preview_counts_samples_and_writes_nothing(world, sign_in):
    answer = sign_in(world.hana).get(url(world))
    text = answer.content.decode()
    assert "Publish 1 pair" in text
    assert "Would you be the mentor of Ben Ito?" in text
    assert "your mentor" in text
    assert "No match yet, and what we are doing" in text
    assert "2 proposals are not decided" in text
    assert len(answer.context["plan"].left_over) == 3
    assert not Pair.objects.exists()


def test_the_preview_keeps_the_goals_own_words_from_hr(world, sign_in):
    Goal.objects.update(sentence="Secret dream of mine")
    assert "Secret dream" not in sign_in(world.hana).get(url(world)).content.decode()


def test_publish_then_stop(world, sign_in):
    client = sign_in(world.hana)
    answer = client.post(url(world), form(client, world), follow=True)
    assert b"Published 1 pair." in answer.content
    assert b"Stop and take back" in answer.content
    assert Pair.objects.get().state == "scheduled"
    stopped = client.post(url(world, "recall-round"), follow=True)
    assert b"1 pair is taken back and nobody was told" in stopped.content
    assert Round.objects.get().state == "open"


def test_the_second_publish_says_who_did_it(world, sign_in):
    client = sign_in(world.hana)
    data = form(client, world)
    client.post(url(world), data)
    again = client.post(url(world), data, follow=True)
    assert b"Hana Suzuki has published this round already." in again.content
    assert Pair.objects.count() == 1
    assert b"published this round on" in client.get(url(world)).content


def test_a_stale_page_shows_what_has_changed(world, sign_in):
    client = sign_in(world.hana)
    data = form(client, world)
    decisions.reject(world.proposal("Omar"), by=world.cora.user, reason="They share a desk")
    text = client.post(url(world), data).content.decode()
    assert "The round has changed since you looked. Nothing was sent." in text
    assert "Cora Lind" in text
    assert "They share a desk" in text
    assert not Pair.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"version": "x"}, {"version": "9" * 40}, {"version": "1\x00"}]
)
def test_a_broken_form_publishes_nothing(world, sign_in, data):
    assert sign_in(world.hana).post(url(world), data).status_code == 200
    assert not Pair.objects.exists()


def test_held_back_people_are_named(world, sign_in):
    ben = world.mentees["Ben"]
    ben.paused_until = timezone.now().date() + dt.timedelta(days=3)
    ben.save()
    text = sign_in(world.hana).get(url(world)).content.decode()
    assert "Ben Ito is paused." in text
    assert "Nothing approved yet" in text
    refused = sign_in(world.hana).post(url(world), form(sign_in(world.hana), world))
    assert b"No approved pair can be published now." in refused.content


def test_too_late_to_stop(world, sign_in):
    early = timezone.now() - dt.timedelta(minutes=11)
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=early)
    answer = sign_in(world.hana).post(url(world, "recall-round"), follow=True)
    assert b"It is too late to stop" in answer.content
    assert Pair.objects.get().state == "scheduled"


def test_a_coordinator_prepares_but_does_not_publish(world, sign_in):
    client = sign_in(world.cora)
    assert client.get(url(world)).status_code == 403
    assert client.post(url(world), {"version": world.round.version}).status_code == 403
    assert client.post(url(world, "recall-round")).status_code == 403
    assert b"Publish" not in client.get(world.round.get_absolute_url()).content
