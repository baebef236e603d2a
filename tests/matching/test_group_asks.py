"""A mentor in group mentoring is asked once about everybody, and one answer is for all of them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import answers, decisions, publishing
from matching.models import Pair, Program
from matching.pairing_home import tasks
from outbox.models import Message
from profiles.visits import Visit
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world, mentee, mentor

pytestmark = pytest.mark.django_db
NAMES = ("Eve Lam", "Gus Hale", "Ivy Low")


@pytest.fixture
def world(db):
    """Amy is asked about three people; their group is published and the mail may go."""
    world = make_world(format=Program.Format.GROUP)
    world.program.enrollments.all().delete()
    world.amy = mentor(world.program, "Amy Adler", ("Negotiation",), capacity=6).profile
    for name in NAMES:
        mentee(world.program, name, ("Negotiation",))
    world.run()
    for proposal in world.round.proposals.all():
        decisions.approve(proposal, by=world.hana.user)
    world.round.refresh_from_db()
    early = timezone.now() - dt.timedelta(minutes=11)
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=early)
    return world


def page(world):
    return reverse("answer-pair", args=[Pair.objects.earliest("pk").pk])


def states():
    return {pair.mentee.name: pair.state for pair in Pair.objects.select_related("mentee")}


def pk_of(name):
    return Pair.objects.get(mentee__name=name).pk


def test_one_mail_names_all_of_them(world, smtp):
    assert Message.objects.filter(kind="match-mentor").count() == 1
    drain_outbox()
    [mail] = [m for m in smtp.messages if m.to == world.amy.user.email]
    assert mail.subject == "Would you take Eve, Gus and Ivy into your group?"
    assert "3 people have been matched with you in Spring Mentoring." in mail.text
    for name in NAMES:
        assert name in mail.text
        assert name in mail.html
    assert "You offer Negotiation, which Gus asked for." in mail.text
    assert "Why you two" not in mail.text


def test_many_long_names_are_counted_in_the_subject(world, smtp):
    for n, pair in enumerate(Pair.objects.all()):
        type(world.amy).objects.filter(pk=pair.mentee_id).update(name=f"Maximiliane{n} Oberndorfer")
    drain_outbox()
    [mail] = [m for m in smtp.messages if m.to == world.amy.user.email]
    assert mail.subject == "Would you take 3 people into your group?"


def test_home_asks_once(world):
    [task] = tasks(Visit(world.amy, timezone.now()))
    assert task.title == "Would you take Eve Lam, Gus Hale and Ivy Low into your group?"
    assert task.url == page(world)


def test_one_answer_from_the_mail_is_for_all(world, smtp, client):
    drain_outbox()
    [mail] = [m for m in smtp.messages if m.to == world.amy.user.email]
    yes, _no = ["/" + link.split("/", 3)[3] for link in mail.links if "/m/match/" in link]
    assert all(name in client.get(yes).text for name in NAMES)
    assert set(states().values()) == {"scheduled"}
    after = client.post(yes, {"answer": "yes"}, follow=True).text
    assert after.count("In your group") == 3
    assert set(states().values()) == {"active"}
    client.post(yes, {"answer": "not-now"})
    assert set(states().values()) == {"active"}
    assert Message.objects.filter(kind="match-mentee").count() == 3


def test_not_now_is_for_all(world, sign_in):
    sign_in(world.amy).post(page(world), {"answer": "not-now"})
    assert set(states().values()) == {"declined"}
    assert not Message.objects.filter(kind="match-mentee").exists()
    assert tasks(Visit(world.amy, timezone.now())) == []


def test_one_can_be_left_out_and_is_never_told(world, sign_in):
    data = {"answer": "yes", "left_out": [pk_of("Gus Hale")]}
    after = sign_in(world.amy).post(page(world), data, follow=True).text
    assert after.count("In your group") == 2
    assert states() == {"Eve Lam": "active", "Gus Hale": "declined", "Ivy Low": "active"}
    gus = Pair.objects.get(state="declined").mentee
    assert not Message.objects.filter(recipient=gus.user).exists()
    assert [pair.mentee for pair in answers.needing_a_mentor()] == [gus]


def test_bad_input_is_asked_for_in_words_and_stays(world, sign_in):
    client, gus = sign_in(world.amy), pk_of("Gus Hale")
    shown = client.post(page(world), {"left_out": [gus]})
    assert "Choose your answer" in shown.text
    assert shown.context["form"]["left_out"].value() == [str(gus)]
    everybody = {"answer": "yes", "left_out": [pk_of(name) for name in NAMES]}
    assert "Choose “Not now” above to take nobody" in client.post(page(world), everybody).text
    stranger = {"answer": "yes", "left_out": ["0"]}
    assert "Choose people of this list" in client.post(page(world), stranger).text
    assert set(states().values()) == {"scheduled"}


def test_who_is_out_by_then_is_not_asked_about(world, sign_in, smtp):
    first = Pair.objects.earliest("pk")
    answers.decline(first, by=world.amy.user, now=timezone.now())
    drain_outbox()
    [mail] = [m for m in smtp.messages if m.to == world.amy.user.email]
    assert first.mentee.name not in mail.text
    sign_in(world.amy).post(page(world), {"answer": "yes"})
    assert sorted(states().values()) == ["active", "active", "declined"]


def test_the_preview_of_publish_shows_the_one_question(world, sign_in):
    within = timezone.now() - dt.timedelta(minutes=10)
    publishing.recall(world.round, by=world.hana.user, now=within)
    shown = sign_in(world.hana).get(reverse("publish-round", args=[world.round.pk]))
    assert "Would you take Eve, Gus and Ivy into your group?" in shown.text
    assert "(in their own words)" in shown.text
