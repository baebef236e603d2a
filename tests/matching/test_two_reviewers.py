import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import decisions, publish_request, publishing, rounds
from matching.console import sampling
from matching.models import Pair, PublishRequest, Round
from profiles.contributions import needs_you
from profiles.models import AuditEvent, RoleGrant
from tests.matching.rounds_world import make_world
from tests.people import make_hr

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world(two_reviewers=True)
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    return world


@pytest.fixture
def ines(world):
    return make_hr("Ines Moreau")


def url(world, name="publish-round"):
    return reverse(name, args=[world.round.pk])


def ask(client, world):
    return client.post(url(world, "ask-to-publish"), {"version": world.round.version}, follow=True)


def publish(client, world):
    context = client.get(url(world)).context
    data = {"version": context["version"], "seen": context["seen"]}
    return client.post(url(world), data, follow=True).content.decode()


def test_one_asks_and_another_confirms(world, ines, sign_in):
    client = sign_in(world.hana)
    assert "Ask for publishing" in client.get(url(world)).content.decode()
    asked = ask(client, world).content.decode()
    assert "You asked for publishing. Another HR admin confirms it." in asked
    assert "Ask for publishing" not in asked
    assert "You asked for publishing" in publish(client, world)
    assert not Pair.objects.exists()
    page = sign_in(ines).get(url(world)).content.decode()
    assert "Hana Suzuki asked for publishing on" in page
    assert "Confirm and publish 1 pair" in page
    assert "Hana Suzuki had asked for it" in publish(client, world)
    request = PublishRequest.objects.get()
    assert (request.requested_by, request.confirmed_by) == (world.hana.user, ines.user)
    data = AuditEvent.objects.get(action="round.published").data
    assert data["asked_by"] == world.hana.user_id


def test_others_find_it_under_needs_you_until_it_is_decided(world, ines, sign_in):
    title = "Hana Suzuki asks to publish round 1 of Spring Mentoring"
    assert title not in [entry.title for entry in needs_you(now=timezone.now())]
    ask(sign_in(world.hana), world)
    assert title in [entry.title for entry in needs_you(now=timezone.now())]
    publish(sign_in(ines), world)
    assert title not in [entry.title for entry in needs_you(now=timezone.now())]


def test_asking_twice_asks_once(world, ines, sign_in):
    client = sign_in(world.hana)
    ask(client, world)
    ask(client, world)
    assert PublishRequest.objects.count() == 1
    assert AuditEvent.objects.filter(action="round.publish_asked").count() == 1


def test_nobody_publishes_before_somebody_asked(world, ines, sign_in):
    client = sign_in(ines)
    data = {"version": world.round.version}
    page = client.post(url(world), data).content.decode()
    assert "Two HR admins publish together in this program. Ask for publishing first." in page
    assert not Pair.objects.exists()


def test_a_later_decision_makes_the_question_stale(world, ines, sign_in):
    ask(sign_in(world.hana), world)
    decisions.reject(world.proposal("Omar"), by=world.cora.user, reason="They share a desk")
    client = sign_in(ines)
    page = client.get(url(world)).content.decode()
    assert "but the round has changed since" in page
    assert "They share a desk" in page
    assert "Ask for publishing" in page
    assert "Ask for publishing first" in publish(client, world)
    assert not Pair.objects.exists()
    assert not [e for e in needs_you(now=timezone.now()) if "asks to publish" in e.title]


def test_the_page_with_everything_on_it_stays_within_the_budget(world, ines, sign_in):
    """A top-up of a program with two reviewers, a sample and a question that was overtaken."""
    sampling.draw(world.round, by=world.hana.user)
    world.round.refresh_from_db()
    ask(sign_in(world.hana), world)
    decisions.reject(world.proposal("Omar"), by=world.cora.user, reason="They share a desk")
    Round.objects.filter(pk=world.round.pk).update(is_top_up=True)
    client = sign_in(ines)
    client.get(url(world))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(url(world)).content.decode()
    assert "They share a desk" in page
    assert "stay as they are" in page
    assert len(asked) <= 15, "\n".join(query["sql"][:150] for query in asked)


def test_a_stale_page_asks_nobody(world, ines, sign_in):
    answer = sign_in(world.hana).post(
        url(world, "ask-to-publish"), {"version": world.round.version - 1}, follow=True
    )
    assert "The round has changed since you looked. Nobody was asked." in answer.content.decode()
    assert not PublishRequest.objects.exists()


@pytest.mark.parametrize("data", [{}, {"version": "x"}, {"version": "9" * 40}])
def test_a_broken_question_asks_nobody(world, ines, sign_in, data):
    assert sign_in(world.hana).post(url(world, "ask-to-publish"), data).status_code == 302
    assert not PublishRequest.objects.exists()


def test_nothing_is_asked_about_nothing(world, ines, sign_in):
    decisions.undo(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    page = ask(sign_in(world.hana), world).content.decode()
    assert "Nothing is approved yet, so there is nothing to ask." in page


def test_the_only_hr_admin_works_alone_and_it_is_written_down(world, sign_in):
    client = sign_in(world.hana)
    page = client.get(url(world)).content.decode()
    assert "You are the only HR admin here." in page
    done = publish(client, world)
    assert "there was only one, so it was done alone" in done
    assert AuditEvent.objects.get(action="round.published").data["alone"] is True
    assert PublishRequest.objects.get().other_admins == 0


def test_who_asked_may_go_on_alone_when_the_others_are_gone(world, ines, sign_in):
    ask(sign_in(world.hana), world)
    RoleGrant.objects.filter(user=ines.user).delete()
    assert "done alone" in publish(sign_in(world.hana), world)


def test_a_recalled_round_is_asked_for_again(world, ines):
    now = timezone.now()
    version = world.round.version
    publish_request.ask(world.round, by=world.hana.user, version=version, now=now)
    publishing.publish(world.round, by=ines.user, version=version, now=now)
    publishing.recall(world.round, by=ines.user, now=now + dt.timedelta(minutes=1))
    with pytest.raises(rounds.RoundRefusedError):
        publishing.publish(world.round, by=ines.user, version=world.round.version, now=now)


def test_the_database_refuses_one_person_twice(world, ines):
    now, hana = timezone.now(), world.hana.user
    with pytest.raises(IntegrityError, match="matching_publish_two_people"):
        PublishRequest.objects.create(
            round=world.round,
            version=1,
            requested_by=hana,
            requested_at=now,
            other_admins=1,
            confirmed_by=hana,
            confirmed_at=now,
        )


def test_the_database_refuses_a_publish_nobody_confirmed(world, ines):
    now, rows = timezone.now(), Round.objects.filter(pk=world.round.pk)
    with pytest.raises(IntegrityError, match="matching_round_two_reviewers"), transaction.atomic():
        rows.update(state="published", published_at=now, published_by=world.hana.user)
    PublishRequest.objects.create(
        round=world.round,
        version=world.round.version,
        requested_by=ines.user,
        requested_at=now,
        other_admins=1,
        confirmed_by=world.hana.user,
        confirmed_at=now,
    )
    rows.update(state="published", published_at=now, published_by=world.hana.user)


def test_a_coordinator_cannot_switch_it(world, sign_in):
    address = reverse("hr-program-details", args=[world.program.pk])
    assert "two_reviewers" not in sign_in(world.cora).get(address).content.decode()
    page = sign_in(world.hana).get(address).content.decode()
    assert "Two HR admins publish together" in page
