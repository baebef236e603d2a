"""One mail, one tap, one place: asked once, counted once, and nothing on a GET."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from matching import one_more
from matching.models import Enrollment, PlaceAsk, Program
from outbox.models import Message
from profiles.models import AuditEvent
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.run()
    return world


@pytest.fixture
def ada(world):
    return world.mentors["Ada"]


def ask(world, sign_in, *mentors, back="round-capacity"):
    url = reverse("ask-one-more", args=[world.round.pk])
    data = {"mentors": [row.pk for row in mentors], "back": back}
    return sign_in(world.hana).post(url, data, follow=True)


def links_of(smtp, person):
    drain_outbox()
    mail = next(m for m in smtp.messages if m.to == person.user.email)
    return mail, ["/" + x.split("/", 3)[3] for x in mail.links if "/m/one-more/" in x]


def fresh(row):
    return Enrollment.objects.select_related("profile").get(pk=row.pk)


def test_yes_from_the_mail_gives_one_place_once(world, ada, sign_in, smtp, client):
    page = ask(world, sign_in, ada, back="round-unmatched")
    assert page.redirect_chain[0][0] == reverse("round-unmatched", args=[world.round.pk])
    assert "1 mentor is asked for one more place." in page.content.decode()
    assert (
        "1 mentor was asked for one more place and has not answered yet." in page.content.decode()
    )
    mail, (yes, _no) = links_of(smtp, ada.profile)
    assert mail.subject == "Could you take one more person?"
    shown = client.get(yes)
    assert shown["Referrer-Policy"] == "no-referrer"
    assert fresh(ada).capacity == 1
    said = client.post(yes, {"answer": "yes"}, follow=True).content.decode()
    assert "you have one more place" in said
    assert fresh(ada).capacity == 2
    client.post(yes, {"answer": "yes"})
    client.post(yes, {"answer": "no"})
    assert fresh(ada).capacity == 2
    assert PlaceAsk.objects.get().answer == "yes"
    assert AuditEvent.objects.filter(action="place.yes", about=ada.profile.pk).count() == 1


def test_no_changes_nothing(world, ada, sign_in, smtp, client):
    ask(world, sign_in, ada)
    _mail, (_yes, no) = links_of(smtp, ada.profile)
    said = client.post(no, {"answer": "no"}, follow=True).content.decode()
    assert "Thank you for telling us" in said
    assert fresh(ada).capacity == 1


def test_an_answer_must_be_chosen(world, ada, sign_in, smtp, client):
    ask(world, sign_in, ada)
    _mail, (yes, _no) = links_of(smtp, ada.profile)
    for data in ({}, {"answer": "maybe"}):
        page = client.post(yes, data).content.decode()
        assert "Choose whether you take one more person" in page
    assert PlaceAsk.objects.get().answer == ""


def test_a_mentor_is_asked_once_per_round(world, ada, sign_in):
    ask(world, sign_in, ada)
    said = ask(world, sign_in, ada).content.decode()
    assert "nothing was sent" in said
    assert Message.objects.filter(kind="one-more").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceAsk.objects.create(round=world.round, mentor=ada)


@pytest.mark.parametrize("chosen", [[], ["0"], ["x"]])
def test_choosing_nobody_is_said_in_summary_and_at_the_field(world, sign_in, chosen):
    url = reverse("ask-one-more", args=[world.round.pk])
    page = sign_in(world.hana).post(url, {"mentors": chosen}).content.decode()
    assert page.count("Choose at least one mentor to ask") == 2
    assert 'href="#id_mentors"' in page
    assert "<title>Error: " in page.replace("\n", "")


def test_a_mentee_is_no_mentor_to_ask(world, sign_in):
    url = reverse("ask-one-more", args=[world.round.pk])
    sign_in(world.hana).post(url, {"mentors": [world.mentees["Ben"].pk]})
    assert not PlaceAsk.objects.exists()


def test_a_limit_over_all_programs_rises_with_the_place(world, ada):
    """Two proposals wait for her two places; a third place must count."""
    Enrollment.objects.filter(pk=ada.pk).update(capacity=2)
    type(ada.profile).objects.filter(pk=ada.profile_id).update(mentoring_limit=2)
    asked = PlaceAsk.objects.create(round=world.round, mentor=ada)
    assert one_more.answer(asked, "yes", now=timezone.now())
    row = fresh(ada)
    assert (row.capacity, row.profile.mentoring_limit) == (3, 3)


def test_nobody_gets_more_places_than_the_tables_hold(world, ada):
    Enrollment.objects.filter(pk=ada.pk).update(capacity=10)
    type(ada.profile).objects.filter(pk=ada.profile_id).update(mentoring_limit=10)
    asked = PlaceAsk.objects.create(round=world.round, mentor=ada)
    assert not one_more.answer(asked, "yes", now=timezone.now())
    asked.refresh_from_db()
    assert (asked.answer, fresh(ada).capacity) == ("", 10)


def test_an_old_link_and_a_finished_program_have_nothing_to_answer(
    world, ada, sign_in, smtp, client
):
    ask(world, sign_in, ada)
    _mail, (yes, _no) = links_of(smtp, ada.profile)
    Program.objects.filter(pk=world.program.pk).update(state="finished")
    said = client.post(yes, {"answer": "yes"}).content.decode()
    assert "This question is settled" in said
    assert fresh(ada).capacity == 1


def test_the_mail_is_not_sent_when_it_has_no_use_any_more(world, ada, sign_in, smtp):
    ask(world, sign_in, ada)
    Enrollment.objects.filter(pk=ada.pk).update(state="withdrawn")
    drain_outbox()
    assert not [m for m in smtp.messages if m.to == ada.profile.user.email]


def test_match_again_is_offered_when_somebody_said_yes(world, ada, sign_in):
    asked = PlaceAsk.objects.create(round=world.round, mentor=ada)
    one_more.answer(asked, "yes", now=timezone.now() + dt.timedelta(minutes=1))
    page = sign_in(world.hana).get(reverse("round-unmatched", args=[world.round.pk]))
    assert "1 mentor said yes to one more place since this run." in page.content.decode()
