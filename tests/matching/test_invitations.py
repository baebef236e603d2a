"""E0a, E0b, E0c and "Not for me": asked once, never again after a no."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import enrollments, invitations, minute
from matching.models import Enrollment, Invitation, JoinDraft, Program
from outbox.models import Message
from tests.mail import drain_outbox
from tests.people import (
    enroll,
    make_goal,
    make_hr,
    make_offer,
    make_pair,
    make_person,
    make_program,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    return make_program()


@pytest.fixture
def hana(db):
    return make_hr()


@pytest.fixture
def page(program):
    return reverse("hr-invitations", args=[program.pk])


def kinds():
    return sorted(Message.objects.values_list("kind", flat=True))


def test_hr_previews_and_sends_once(program, page, hana, sign_in, smtp):
    make_person("Ana Ruiz", department="Sales")
    client = sign_in(hana)
    text = client.get(page).content.decode()
    assert "You are invited: Spring Mentoring" in text
    for _ in range(2):
        client.post(page, {"how": "rules", "departments": ["Sales"]})
    assert kinds() == ["invitation"]
    mail = drain_outbox()[0]
    assert mail.subject == "You are invited: Spring Mentoring"
    assert len(mail.subject) <= 50
    assert f"/programs/{program.pk}/join/" in mail.text
    assert "/m/not-for-me/" in mail.html


def test_nobody_is_invited_to_a_draft(hana, sign_in):
    program = make_program(state=Program.State.DRAFT)
    make_person("Ana Ruiz")
    client = sign_in(hana)
    text = client.post(reverse("hr-invitations", args=[program.pk]), {"how": "rules"})
    assert "Start the program first" in text.content.decode()
    client.post(reverse("ask-to-mentor", args=[program.pk]))
    assert not Message.objects.exists()


def test_by_invitation_only_the_invited_find_the_program(hana, sign_in):
    program = make_program(audience_kind=Program.AudienceKind.INVITATION)
    ana, bo = make_person("Ana Ruiz"), make_person("Bo Lie")
    data = {"how": "list", "members": ana.user.email}
    sign_in(hana).post(reverse("hr-invitations", args=[program.pk]), data)
    assert sign_in(ana).get(reverse("program", args=[program.pk])).status_code == 200
    assert sign_in(bo).get(reverse("program", args=[program.pk])).status_code == 404


def test_a_get_of_the_link_changes_nothing_and_a_press_ends_it(
    program, page, hana, client, sign_in, smtp
):
    ana = make_person("Ana Ruiz")
    invitations.invite(program, [ana], by=hana.user, now=timezone.now())
    link = drain_outbox()[0].link("not-for-me")
    assert "Not for me" in client.get(link).content.decode()
    assert Invitation.objects.get().state == "sent"
    assert "We write no more" in client.post(link).content.decode()
    assert "We write no more" in client.post(link).content.decode()
    assert Invitation.objects.get().state == "not_for_me"
    later = timezone.now() + dt.timedelta(days=10)
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=9))
    minute.tick(now=later)
    invitations.invite(program, [ana], by=hana.user, now=later)
    assert kinds() == ["invitation"]
    assert client.get("/m/not-for-me/forged/").status_code == 404
    assert program.name not in sign_in(ana).get("/").content.decode()


def test_an_expired_link_says_so(program, hana, client, smtp):
    ana = make_person("Ana Ruiz")
    invitations.invite(program, [ana], by=hana.user, now=timezone.now())
    link = drain_outbox()[0].link("not-for-me")
    Message.objects.get().links.update(expires_at=timezone.now())
    assert "This link has expired" in client.post(link).content.decode()
    assert Invitation.objects.get().state == "sent"


def test_the_reminder_comes_once_in_the_last_week_to_who_has_not_answered(hana):
    program = make_program(sign_up_closes=timezone.now().date() + dt.timedelta(days=6))
    people = [make_person(name) for name in ("Ana Ruiz", "Bo Lie", "Cy Roe")]
    invitations.invite(program, people, by=hana.user, now=timezone.now())
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=3))
    invitations.not_for_me(program, people[0], now=timezone.now())
    enroll(program, people[1])
    for _ in range(2):
        minute.tick(now=timezone.now())
    reminders = Message.objects.filter(kind="invitation-last-week")
    assert [m.recipient for m in reminders] == [people[2].user]


def test_no_reminder_before_the_last_week(program, hana):
    invitations.invite(program, [make_person("Ana Ruiz")], by=hana.user, now=timezone.now())
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=5))
    assert invitations.remind_in_last_week(now=timezone.now()) == 0


def test_people_who_offer_what_is_asked_for_are_asked_to_mentor(program, page, hana, sign_in, smtp):
    ben = make_person("Ben Ito")
    make_goal(ben, "Negotiation")
    enroll(program, ben)
    ana, bo, cy = (make_person(name) for name in ("Ana Ruiz", "Bo Lie", "Cy Roe"))
    make_offer(ana, "Negotiation")
    make_offer(bo, "Painting")
    make_offer(cy, "Negotiation")
    Invitation.objects.create(program=program, profile=cy, state="not_for_me")
    client = sign_in(hana)
    assert client.get(page).context["could_mentor"] == 1
    for _ in range(2):
        client.post(reverse("ask-to-mentor", args=[program.pk]))
    assert [m.recipient for m in Message.objects.all()] == [ana.user]
    mail = drain_outbox()[0]
    assert mail.subject == "Would you mentor?"
    assert "You offer Negotiation" in mail.text


def test_not_for_me_on_the_page_ends_it_too(program, hana, sign_in):
    ana = make_person("Ana Ruiz")
    invitations.invite(program, [ana], by=hana.user, now=timezone.now())
    client = sign_in(ana)
    assert "You are invited" in client.get("/").content.decode()
    client.post(reverse("not-for-me", args=[program.pk]))
    assert "You are invited" not in client.get("/").content.decode()
    assert Message.objects.get().status == "cancelled"


def test_one_tap_takes_somebody_hr_put_in_out_again(program, hana, client, smtp):
    ana = make_person("Ana Ruiz")
    enrollments.enroll_by_default(program, [ana], by=hana.user, now=timezone.now())
    mail = drain_outbox()[0]
    assert mail.subject == "You have a place in Spring Mentoring"
    client.post(mail.link("not-for-me"))
    assert Enrollment.objects.get().state == "withdrawn"
    assert enrollments.activate_due(now=timezone.now() + dt.timedelta(days=30)) == 0
    assert enrollments.enroll_by_default(program, [ana], by=hana.user, now=timezone.now()) == 0


def test_a_person_with_a_partner_leaves_on_the_page_instead(program, hana, client, smtp):
    ben = make_person("Ben Ito")
    enrollments.enroll_by_default(program, [ben], by=hana.user, now=timezone.now())
    link = drain_outbox()[0].link("not-for-me")
    Enrollment.objects.update(state="active", visible_from=None)
    pair = make_pair(
        program,
        enroll(program, make_person("Ada Obi"), "mentor"),
        Enrollment.objects.get(role="mentee"),
    )
    assert "You have a partner here" in client.post(link).content.decode()
    pair.refresh_from_db()
    assert pair.state == "active"


def test_a_scheduled_pair_does_not_stop_a_no_and_stays_secret(program, hana, client, smtp):
    ben = make_person("Ben Ito")
    enrollments.enroll_by_default(program, [ben], by=hana.user, now=timezone.now())
    link = drain_outbox()[0].link("not-for-me")
    Enrollment.objects.update(state="active", visible_from=None)
    ada = enroll(program, make_person("Ada Obi"), "mentor")
    soon = timezone.now() + dt.timedelta(minutes=8)
    pair = make_pair(
        program, ada, Enrollment.objects.get(role="mentee"), state="scheduled", visible_at=soon
    )
    assert "We write no more" in client.post(link).content.decode()
    pair.refresh_from_db()
    ada.refresh_from_db()
    assert (pair.state, ada.used) == ("ended", 0)
    assert kinds() == ["enrolled"]


def test_an_unfinished_draft_is_reminded_of_once(program, smtp):
    ana = make_person("Ana Ruiz")
    JoinDraft.objects.create(program=program, profile=ana, answers={"role": "mentee"})
    minute.tick(now=timezone.now() + dt.timedelta(hours=47))
    assert kinds() == []
    for hours in (49, 50, 90):
        minute.tick(now=timezone.now() + dt.timedelta(hours=hours))
    assert kinds() == ["finish"]
    mail = drain_outbox(now=timezone.now() + dt.timedelta(hours=50))[0]
    assert mail.subject == "Almost there, Ana"
    assert f"/programs/{program.pk}/join/skills/" in mail.text


def test_no_reminder_of_a_draft_after_a_no(program):
    ana = make_person("Ana Ruiz")
    JoinDraft.objects.create(program=program, profile=ana, answers={"role": "mentee"})
    invitations.not_for_me(program, ana, now=timezone.now())
    minute.tick(now=timezone.now() + dt.timedelta(hours=60))
    assert kinds() == []


def test_a_mail_that_waited_too_long_is_not_sent(program, hana, smtp):
    ana = make_person("Ana Ruiz")
    invitations.invite(program, [ana], by=hana.user, now=timezone.now())
    Program.objects.update(state="finished")
    assert drain_outbox() == []
    assert Message.objects.get().status == "cancelled"


BAD = [
    ({"how": ""}, "Choose how you pick the people"),
    ({"how": "list"}, "Enter at least one person"),
    (
        {"how": "list", "members": "x@y.z\nnobody"},
        "Nobody here has this address or number: x@y.z, nobody",
    ),
    ({"how": "rules", "level_min": "0"}, "Enter a whole number from 1 to 10"),
]


@pytest.mark.parametrize(("data", "words"), BAD)
def test_bad_groups_are_explained(data, words, page, hana, sign_in):
    assert words in sign_in(hana).post(page, data).content.decode()
    assert not Message.objects.exists()


def test_a_tick_asks_the_same_queries_for_one_and_many(hana, django_assert_max_num_queries):
    program = make_program(sign_up_closes=timezone.now().date() + dt.timedelta(days=3))
    people = [make_person(f"Person {n}") for n in range(6)]
    counts = []
    for group in (people[:1], people[1:]):
        invitations.invite(program, group, by=hana.user, now=timezone.now())
        Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=3))
        with django_assert_max_num_queries(20) as queries:
            minute.tick(now=timezone.now())
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Message.objects.filter(kind="invitation-last-week").count() == 6


def test_the_page_asks_few_queries(page, hana, sign_in, django_assert_max_num_queries):
    client = sign_in(hana)
    with django_assert_max_num_queries(20):
        client.get(page)
