import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import answers, decisions, publishing, replacing
from matching.models import Enrollment, Pair
from matching.pairing_home import tasks
from outbox.models import Message
from profiles.contributions import needs_you
from profiles.visits import Visit
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world, mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Ben's pair is published and its mentor can answer now."""
    world = make_world()
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    early = timezone.now() - dt.timedelta(minutes=11)
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=early)
    world.pair = Pair.objects.get(round=world.round)
    return world


def links_of(world, smtp):
    drain_outbox()
    mail = next(m for m in smtp.messages if m.to == world.pair.mentor.user.email)
    return ["/" + link.split("/", 3)[3] for link in mail.links if "/m/match/" in link]


def test_two_taps_from_the_mail_say_yes(world, smtp, client):
    yes, _no = links_of(world, smtp)
    page = client.get(yes)
    assert 'value="yes"' in page.content.decode()
    assert page.context["form"]["answer"].value() == "yes"
    assert page["Referrer-Policy"] == "no-referrer"
    world.pair.refresh_from_db()
    assert world.pair.state == "scheduled"
    text = client.post(yes, {"answer": "yes"}, follow=True).content.decode()
    assert "You and Ben are a pair." in text
    world.pair.refresh_from_db()
    assert world.pair.state == "active"
    client.post(yes, {"answer": "not-now"})
    world.pair.refresh_from_db()
    assert world.pair.state == "active"
    assert Message.objects.filter(kind="match-mentee").count() == 1


def test_not_now_from_the_mail(world, smtp, client):
    _yes, no = links_of(world, smtp)
    assert client.get(no).context["form"]["answer"].value() == "not-now"
    text = client.post(no, {"answer": "not-now"}, follow=True).content.decode()
    assert "You said “Not now”." in text
    assert not Message.objects.filter(recipient=world.pair.mentee.user).exists()


def test_an_empty_answer_is_asked_for_in_words(world, smtp, client):
    yes, _no = links_of(world, smtp)
    assert "Choose your answer" in client.post(yes, {}).content.decode()
    world.pair.refresh_from_db()
    assert world.pair.state == "scheduled"


def test_an_unknown_token_is_not_there(client, db):
    assert client.get(reverse("answer-match", args=["nope"])).status_code == 404
    assert client.get(reverse("answer-match", args=["x" * 300])).status_code == 404


def test_the_mentor_answers_in_the_app(world, sign_in):
    me = world.pair.mentor
    task = tasks(Visit(me, timezone.now()))[0]
    assert task.title == "Would you be the mentor of Ben Ito?"
    client = sign_in(me)
    assert b"Why you two" in client.get(task.url).content
    assert b"Choose your answer" in client.post(task.url, {}).content
    assert b"are a pair" in client.post(task.url, {"answer": "yes"}, follow=True).content
    assert tasks(Visit(me, timezone.now())) == []


def test_nobody_but_the_mentor_sees_the_question(world, sign_in):
    url = reverse("answer-pair", args=[world.pair.pk])
    for person in (world.pair.mentee, world.hana, world.cora):
        assert sign_in(person).get(url).status_code == 404
        assert sign_in(person).post(url, {"answer": "not-now"}).status_code == 404


def decline(world):
    answers.decline(world.pair, by=world.pair.mentor.user, now=timezone.now())


def test_hr_asks_the_next_best_before_the_mentee_hears_anything(world, sign_in):
    said_no = world.pair.mentor
    decline(world)
    entry = next(e for e in needs_you(now=timezone.now()) if "Ben Ito" in e.title)
    client = sign_in(world.hana)
    options = client.get(entry.url).context["options"]
    assert said_no not in [option.mentor.profile for option in options]
    chosen = options[0].mentor
    url = reverse("choose-next-best", args=[world.pair.pk])
    answer = client.post(url, {"mentor": chosen.pk}, follow=True)
    assert f"{chosen.profile.name} is asked about Ben Ito now." in answer.content.decode()
    new = Pair.objects.get(state="offered")
    assert (new.mentor_enrollment, new.mentee) == (chosen, world.pair.mentee)
    assert new.reasons
    assert Message.objects.filter(key=f"match-mentor:{new.pk}").count() == 1
    again = client.post(url, {"mentor": chosen.pk}, follow=True)
    assert b"does not wait for a mentor any more" in again.content
    assert Pair.objects.count() == 2
    assert not any("Ben" in e.title for e in needs_you(now=timezone.now()))


@pytest.mark.parametrize("data", [{}, {"mentor": "x"}, {"mentor": "0"}, {"mentor": "9" * 40}])
def test_a_broken_choice_changes_nothing(world, sign_in, data):
    decline(world)
    url = reverse("choose-next-best", args=[world.pair.pk])
    assert b"Choose a mentor" in sign_in(world.hana).post(url, data, follow=True).content
    assert Pair.objects.count() == 1


def test_a_mentor_without_a_place_cannot_be_chosen(world, sign_in):
    decline(world)
    full = mentor(world.program, "Full House", ("Negotiation",), capacity=0)
    url = reverse("choose-next-best", args=[world.pair.pk])
    answer = sign_in(world.hana).post(url, {"mentor": full.pk}, follow=True)
    assert b"no longer free" in answer.content
    assert Pair.objects.count() == 1


def test_nobody_else_this_time(world, sign_in, smtp):
    decline(world)
    url = reverse("let-go", args=[world.pair.pk])
    client = sign_in(world.hana)
    for _ in range(2):
        client.post(url)
    ben = Enrollment.objects.get(profile=world.pair.mentee)
    assert ben.times_unmatched == 1
    assert answers.needing_a_mentor() == []
    drain_outbox()
    mails = [m for m in smtp.messages if m.to == world.pair.mentee.user.email]
    assert [mail.subject for mail in mails] == ["No match yet, and what we are doing"]
    page = client.get(reverse("next-best", args=[world.pair.pk]))
    assert b"does not wait for a mentor any more" in page.content


def test_only_a_declined_pair_has_a_next_best(world, sign_in):
    for name in ("next-best",):
        assert sign_in(world.hana).get(reverse(name, args=[world.pair.pk])).status_code == 404


def test_options_leave_out_mentors_the_round_has_in_mind(world):
    decline(world)
    assert all(option.free for option in replacing.choices(world.pair, now=timezone.now()))
