import datetime as dt

import pytest
from django.utils import timezone

from matching import answers, decisions, publishing
from matching.models import Enrollment, Pair
from outbox.models import Message
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@pytest.fixture
def world():
    world = make_world()
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    world.now = timezone.now()
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=world.now)
    world.pair = Pair.objects.get(round=world.round)
    world.later = world.now + 11 * MINUTE
    return world


def test_tick_offers_the_pair_once_its_time_has_come(world):
    assert answers.tick(now=world.now) == 0
    assert answers.tick(now=world.later) == 1
    assert answers.tick(now=world.later) == 0
    world.pair.refresh_from_db()
    assert world.pair.state == "offered"
    assert Pair.objects.visible_to(world.pair.mentor, now=world.later).exists()
    assert not Pair.objects.visible_to(world.pair.mentee, now=world.later).exists()


def test_yes_begins_the_pair_and_writes_to_the_mentee_once(world):
    answers.tick(now=world.later)
    answers.accept(world.pair, by=world.pair.mentor.user, now=world.later)
    with pytest.raises(answers.AnsweredError):
        answers.decline(world.pair, by=world.pair.mentor.user, now=world.later)
    assert world.pair.state == "active"
    mail = Message.objects.get(kind="match-mentee")
    assert mail.recipient == world.pair.mentee.user


def test_a_mentor_may_answer_before_the_tick_came_but_not_before_visible(world):
    with pytest.raises(answers.AnsweredError):
        answers.accept(world.pair, by=world.pair.mentor.user, now=world.now)
    answers.accept(world.pair, by=world.pair.mentor.user, now=world.later)
    assert world.pair.state == "active"


def test_not_now_frees_the_place_and_tells_the_mentee_nothing(world):
    answers.decline(world.pair, by=world.pair.mentor.user, now=world.later)
    assert world.pair.state == "declined"
    assert not Enrollment.objects.exclude(used=0).exists()
    assert not Message.objects.filter(recipient=world.pair.mentee.user).exists()
    assert not Pair.objects.visible_to(world.pair.mentee, now=world.later + 99 * DAY).exists()
    assert answers.needing_a_mentor() == [world.pair]


def test_silence_becomes_a_yes_when_the_window_closes(world):
    answers.tick(now=world.later)
    assert answers.tick(now=world.pair.answer_by - MINUTE) == 0
    assert answers.tick(now=world.pair.answer_by) == 1
    world.pair.refresh_from_db()
    assert (world.pair.state, world.pair.answered_at) == ("active", None)
    assert Message.objects.filter(kind="match-mentee").count() == 1


def test_three_working_days_in_the_mentors_zone(world):
    mentor = world.pair.mentor_enrollment
    mentor.profile.time_zone = "Asia/Tokyo"
    friday = dt.datetime(2027, 5, 21, 6, 0, tzinfo=dt.UTC)
    assert publishing.answer_by(mentor, friday) == dt.datetime(2027, 5, 26, 6, 0, tzinfo=dt.UTC)


def test_the_mails_say_true_things_and_carry_the_answers(world, smtp):
    to_mentor = [m for m in drain_outbox(now=world.later) if m.to == world.pair.mentor.user.email]
    assert [mail.subject for mail in to_mentor] == ["Would you be the mentor of Ben Ito?"]
    mail = to_mentor[0]
    assert "You offer Negotiation, which Ben asked for." in mail.text
    assert "Lead a client workshop." in mail.text
    assert len([link for link in mail.links if "/m/match/" in link]) == 2
    answers.accept(world.pair, by=world.pair.mentor.user, now=world.later)
    to_mentee = drain_outbox(now=world.later)
    assert [mail.subject for mail in to_mentee] == [f"Meet {world.pair.mentor}, your mentor"]
    assert "which you asked for." in to_mentee[0].text


def test_people_without_a_match_hear_it_with_the_reason(world, smtp):
    mails = {mail.to: mail for mail in drain_outbox(now=world.later)}
    rust = mails["rust.fan@example.com"]
    assert rust.subject == "No match yet, and what we are doing"
    assert "No mentor offers Rust this round" in rust.text
    assert "first in line" in rust.text


def test_a_pair_that_ended_in_between_sends_nothing(world, smtp):
    answers.decline(world.pair, by=world.pair.mentor.user, now=world.later)
    assert not [m for m in drain_outbox(now=world.later) if m.to == world.pair.mentor.user.email]
