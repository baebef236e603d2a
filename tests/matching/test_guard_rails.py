import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import decisions, guard_rails, publishing
from matching.access import reviewable
from matching.console import sampling
from matching.guard_rails import Care, percent
from matching.models import Pair, SampledPair
from outbox import heartbeat
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.run()
    return world


def page(world, sign_in):
    return sign_in(world.hana).get(reverse("publish-round", args=[world.round.pk])).content.decode()


def care(**fields) -> Care:
    known = dict.fromkeys(Care.__dataclass_fields__, 0)
    return Care(**known | fields)


def approve_all(world, *, without=None):
    rows = reviewable(world.hana.user, world.round)
    rows.update(flags=[])
    decisions.approve_all(world.round, rows.exclude(mentee=without), by=world.hana.user)


def test_pairs_approved_at_once_are_told_from_those_approved_one_by_one(world, sign_in):
    world.round.proposals.update(flags=[])
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    approve_all(world)
    found = guard_rails.of(world.round, sampled=sampling.rate(world.round))
    assert (found.approved, found.in_bulk, found.undecided) == (3, 2, 0)
    assert "3 of 3 proposals are approved (100%), 2 of them in bulk." in page(world, sign_in)


def test_the_sample_is_counted(world, sign_in):
    approve_all(world)
    for number, proposal in enumerate(world.round.proposals.all()):
        SampledPair.objects.create(
            round=world.round,
            mentor_id=proposal.mentor_id,
            mentee_id=proposal.mentee_id,
            verdict=("kept", "rejected", "waiting")[number],
            looked_at=None if number == 2 else timezone.now(),
        )
    found = guard_rails.of(world.round, sampled=sampling.rate(world.round))
    assert (found.drawn, found.looked, found.sample_rejected) == (3, 2, 1)
    assert "2 approved pairs were looked at again, 1 rejected (50%)." in page(world, sign_in)


def test_a_small_round_hears_nothing_of_samples(world, sign_in):
    approve_all(world)
    assert "No sample was looked at" not in page(world, sign_in)


def test_forty_proposals_want_a_sample():
    assert care(proposals=40, approved=40).lacks_sample
    assert not care(proposals=39, approved=39).lacks_sample
    assert not care(proposals=40, approved=40, drawn=20, looked=1).lacks_sample


def test_the_words_of_twenty_looked_at():
    lines = care(proposals=500, approved=430, in_bulk=410, looked=20, sample_rejected=1).lines
    assert lines == [
        "430 of 500 proposals are approved (86%), 410 of them in bulk.",
        "20 approved pairs were looked at again, 1 rejected (5%).",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 0, 0), (0, 9, 0), (1, 500, 1), (499, 500, 99), (5, 5, 100)]
)
def test_percent_never_says_none_for_some(part, whole, said):
    assert percent(part, whole) == said


def test_nothing_is_published_while_mail_is_down(world, sign_in):
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    heartbeat.note_tick(now=timezone.now() - dt.timedelta(minutes=6))
    text = page(world, sign_in)
    assert "Mail is not going out." in text
    assert "Publish 1 pair</button>" not in text
    world.round.refresh_from_db()
    address = reverse("publish-round", args=[world.round.pk])
    refused = sign_in(world.hana).post(address, {"version": world.round.version})
    assert "Mail is not going out, so nothing was published." in refused.content.decode()
    assert not Pair.objects.exists()
    heartbeat.note_tick(now=timezone.now() - dt.timedelta(minutes=4))
    assert "Publish 1 pair</button>" in page(world, sign_in)


def test_the_page_counts_down_to_the_sending(world, sign_in):
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    now = timezone.now()
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=now)
    text = page(world, sign_in)
    assert "Sending starts at" in text
    assert 'data-words="Sending starts in %."' in text
    assert "Stop and take back" in text


def test_a_publish_after_a_recall_counts_its_own_pairs(world, sign_in):
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    for _time in range(2):
        world.round.refresh_from_db()
        if world.round.published_at:
            publishing.recall(world.round, by=world.hana.user, now=timezone.now())
        publishing.publish(
            world.round, by=world.hana.user, version=world.round.version, now=timezone.now()
        )
    assert "1 pair is published" in page(world, sign_in)


def test_after_ten_minutes_there_is_nothing_to_stop(world, sign_in):
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    early = timezone.now() - dt.timedelta(minutes=11)
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=early)
    text = page(world, sign_in)
    assert "The mails are on their way" in text
    assert "Stop and take back" not in text


def test_more_pairs_cost_no_more_queries(world, sign_in, django_assert_max_num_queries):
    """It plans the publish as Publish will, with the engine's whole input, so it asks a lot."""
    client, address = sign_in(world.hana), reverse("publish-round", args=[world.round.pk])
    approve_all(world, without=world.mentees["Ben"])
    client.get(address)
    with django_assert_max_num_queries(40) as two:
        client.get(address)
    approve_all(world)
    with django_assert_max_num_queries(40) as three:
        client.get(address)
    assert len(three) == len(two)
