"""In reverse programs the senior, who learns, is asked first; the junior hears on a yes."""

import datetime as dt

import pytest

from matching import answers, decisions, pairing_words, publishing, seen_pairs
from matching.models import Pair
from matching.pairing_home import tasks
from outbox.models import Message
from profiles.visits import Visit
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world
from tests.people import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=11)


@pytest.fixture(params=["reverse", "mentoring"])
def pair(request):
    """A published pair of a program of this format: Ben learns, somebody shows the way."""
    world = make_world(format=request.param)
    if request.param == "reverse":
        for role, level in ((world.mentors, 3), (world.mentees, 8)):
            for row in role.values():
                row.profile.level = level
                row.profile.save()
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=NOW)
    answers.tick(now=LATER)
    return Pair.objects.with_people().get()


def test_one_side_is_asked_and_the_other_knows_nothing(pair):
    senior = pair.mentee if pair.program.is_reverse else pair.mentor
    junior = pair.partner_of(senior)
    assert pair.asked == senior
    assert answers.waiting_for(senior, seen_pairs.of(Visit(senior, LATER))) == [pair]
    assert answers.waiting_for(junior, seen_pairs.of(Visit(junior, LATER))) == []
    assert Pair.objects.visible_to(senior, now=LATER).exists()
    assert not Pair.objects.visible_to(junior, now=LATER + dt.timedelta(days=9)).exists()
    assert Message.objects.get(kind="match-mentor").recipient == senior.user
    [task] = tasks(Visit(senior, LATER))
    asks = "Would you like to learn from" if pair.program.is_reverse else "Would you be the mentor"
    assert task.title.startswith(asks)
    assert task.person == junior


def test_only_the_asked_side_reaches_the_question(pair, client):
    Pair.objects.update(visible_at=NOW - dt.timedelta(days=400))
    path = f"/pairs/{pair.pk}/answer/"
    client.force_login(pair.partner_of(pair.asked).user)
    assert client.get(path).status_code == 404
    client.force_login(pair.asked.user)
    page = client.get(path).text
    assert f"{pair.partner_of(pair.asked).first_name} has not heard of this yet." in page


def test_a_yes_writes_to_the_other(pair):
    answers.accept(pair, by=pair.asked.user, now=LATER)
    told = Message.objects.get(kind="match-mentee")
    assert told.recipient == pair.partner_of(pair.asked).user
    for person in (pair.mentor, pair.mentee):
        assert Pair.objects.visible_to(person, now=LATER).exists()


def test_a_not_now_leaves_no_trace_for_the_other(pair):
    answers.decline(pair, by=pair.asked.user, now=LATER)
    other = pair.partner_of(pair.asked)
    assert not Pair.objects.visible_to(other, now=LATER).exists()
    assert not Message.objects.filter(recipient=other.user).exists()


def test_the_mails_are_for_their_readers(pair, smtp):
    drain_outbox(now=LATER)
    answers.accept(pair, by=pair.asked.user, now=LATER)
    drain_outbox(now=LATER)
    senior, junior = pair.asked, pair.partner_of(pair.asked)
    [asked] = [mail for mail in smtp.messages if mail.to == senior.user.email]
    [told] = [mail for mail in smtp.messages if mail.to == junior.user.email]
    assert told.subject.startswith(f"Meet {senior.name}")
    assert "Lead a client workshop." in asked.text
    if pair.program.is_reverse:
        assert f"Would you like to learn from {junior.name}?" == asked.subject
        assert "Your goal: “Lead a client workshop.”" in asked.text
        assert "which you asked for." in asked.text
    else:
        assert f"Would you be the mentor of {junior.name}?" == asked.subject
        assert "Their goal: “Lead a client workshop.”" in asked.text
    assert "45 minutes every 2 weeks" in told.text


@pytest.mark.parametrize("format_", ["mentoring", "reverse", "buddy"])
def test_subjects_are_short_and_name_the_partner(cast, format_):
    cast.program.format = format_
    cast.ben.name = "Maximiliana Theodora von und zu Hohenlohe-Langenburg"
    match = pairing_words.Match(cast.program, cast.ada, cast.ben, [], NOW)
    subjects = {
        pairing_words.asking(match).subject,
        *(pairing_words.telling(match, who).subject for who in (cast.ada, cast.ben)),
    }
    assert len(subjects) == 3
    assert all(len(subject) <= 50 for subject in subjects)
    assert sum("Ada Obi" in subject for subject in subjects) >= 1
