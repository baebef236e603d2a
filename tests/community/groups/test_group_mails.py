"""The mails of groups, and the answer to an invitation from one."""

import pytest
from django.utils import timezone

from community import circle_forming, circle_review, groups, joining
from community.models import Membership
from outbox import kinds
from outbox.links import hash_of
from outbox.models import Link, Message
from tests.community.groups.world import crowd, make_group, put_in, row_of
from tests.people import make_goal, make_offer, make_skill

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG = "A very long name of a group that goes on and on and on, truly, for ever"


def mail(kind, person=None):
    rows = Message.objects.filter(kind=kind)
    message = (rows.filter(recipient=person.user) if person else rows).get()
    return message, kinds.kind_named(kind).render(message)


def wanted(message):
    return kinds.kind_named(message.kind).still_wanted(message)


@pytest.fixture
def invited(cast):
    group = make_group(cast.ada, name="SQL on Fridays")
    joining.invite(group, [cast.ben], by=cast.ada.user, now=NOW)
    return group


def answer_path(text, answer):
    """The link of a mail that carries this answer."""
    link = Link.objects.get(purpose="group", subject__endswith=f":{answer}")
    paths = [word[word.index("/m/") :] for word in text.split() if "/m/group/" in word]
    return next(path for path in paths if hash_of(path.split("/")[-2]) == link.token_hash)


def test_an_invitation_says_what_it_is_and_why(cast, invited):
    message, sent = mail("group-invited")
    assert sent.subject == "You are invited to SQL on Fridays"
    assert "Learn it together." in sent.text
    assert "Learning circle. Every week" in sent.text
    assert "the lead of the group invited you" in sent.text
    assert wanted(message)
    joining.answer(row_of(invited, cast.ben), yes=True, now=NOW)
    assert not wanted(message)


def test_yes_from_the_mail_without_signing_in(cast, invited, client):
    _message, sent = mail("group-invited")
    path = answer_path(sent.text, "yes")
    page = client.get(path).text
    assert "checked" in page.split('value="yes"')[1].split(">")[0]
    assert row_of(invited, cast.ben).state == "invited"
    page = client.post(path, {"answer": "yes"}, follow=True).text
    assert "You are in." in page
    assert row_of(invited, cast.ben).is_member
    client.post(path, {"answer": "no"})
    assert row_of(invited, cast.ben).is_member


def test_no_from_the_mail(cast, invited, client):
    _message, sent = mail("group-invited")
    path = answer_path(sent.text, "no")
    assert "Choose whether you join" in client.post(path, {"answer": "maybe"}).text
    page = client.post(path, {"answer": "no"}, follow=True).text
    assert "You said no. Thank you for answering." in page
    assert row_of(invited, cast.ben).state == "declined"


def test_a_late_link_answers_nothing(cast, invited, client):
    _message, sent = mail("group-invited")
    Link.objects.update(expires_at=NOW - timezone.timedelta(days=1))
    path = answer_path(sent.text, "yes")
    assert "waits for no answer any more" in client.get(path).text
    client.post(path, {"answer": "yes"})
    assert row_of(invited, cast.ben).state == "invited"
    groups.archive(invited, by=cast.ada.user, now=NOW)
    assert "This group has ended." in client.get(path).text


def test_a_circle_from_goals_says_which_goal(cast):
    for person in crowd(4, department="Finance"):
        make_goal(person, "SQL", current_level=2, target_level=4)
    make_offer(cast.ada, "SQL")
    made = circle_forming.form([make_skill("SQL")], by=cast.hana.user, now=NOW)
    circle = made.circles.get()
    circle.seats.update(is_out=False)
    circle_review.accept(circle)
    circle_review.publish(made, by=cast.hana.user, now=NOW)
    _message, sent = mail("group-invited", cast.ada)
    assert "because you offer SQL" in sent.text
    assert "You would facilitate it" in sent.text
    member = Membership.objects.filter(role="member").first()
    _message, sent = mail("group-invited", member.profile)
    assert "because SQL is one of your goals" in sent.text


def test_a_request_and_its_answers(cast):
    group = make_group(cast.ada, name="SQL on Fridays", entry="ask")
    row = joining.join(group, cast.ben, words="I would like to.", now=NOW)
    message, sent = mail("group-asked")
    assert sent.subject == "Ben Ito asks to join"
    assert "“I would like to.”" in sent.text
    joining.turn_down(row, by=cast.ada.user, now=NOW)
    assert not wanted(message)
    _message, sent = mail("group-answer")
    assert sent.subject == "Not this time: SQL on Fridays"


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("group-invited", "You are invited to a group"),
        ("group-answer", "An answer about a group"),
        ("group-lead", "You lead a group now"),
    ],
)
def test_a_long_name_makes_a_short_subject(cast, kind, subject):
    group = make_group(cast.ada, name=LONG, size_max=4)
    put_in(group, *crowd(3))
    Message.objects.all().delete()
    joining.join(group, cast.ben, now=NOW)
    joining.leave(row_of(group, cast.ada), now=NOW)
    joining.invite(group, [cast.dan], by=cast.ben.user, now=NOW)
    _message, sent = mail(kind)
    assert sent.subject == subject


def test_every_mail_is_short_in_both_bodies(cast):
    group = make_group(cast.ada, name=LONG[:60], topic="t" * 400, entry="ask")
    joining.invite(group, [cast.dan], by=cast.ada.user, now=NOW)
    joining.join(group, cast.ben, words="w" * 280, now=NOW)
    joining.take_in(row_of(group, cast.ben), by=cast.ada.user, now=NOW)
    joining.hand_over(row_of(group, cast.ben), by=None, now=NOW)
    for message in Message.objects.filter(kind__startswith="group"):
        sent = kinds.kind_named(message.kind).render(message)
        assert len(sent.subject) <= 50
        assert len(sent.html.encode()) < 60_000
        assert "{" not in sent.text
        assert "%(" not in sent.text
