"""Every mail around a program: renders in both bodies, short subject, no missing word."""

import datetime as dt

import pytest
from django.utils import timezone

from matching import conflicts, emails, emails_programs, enrollments, invitations, pairs
from matching.models import JoinDraft, Program
from outbox.models import Message
from outbox.queue import enqueue
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
def mails(smtp):
    """One mail of every kind, by kind."""
    now, hana = timezone.now(), make_hr()
    program = make_program(summary="Grow with us")
    ana, bo, cy, di = (make_person(n) for n in ("Ana Ruiz", "Bo Lie", "Cy Roe", "Di Fox"))
    ada, ben = make_person("Ada Obi"), make_person("Ben Ito")
    make_goal(ben, sentence="Lead a client workshop by October")
    make_offer(cy)
    mentor, mentee = enroll(program, ada, "mentor"), enroll(program, ben)
    pair = make_pair(program, mentor, mentee)
    invitations.invite(program, [ana], by=hana.user, now=now)
    invitations.ask_to_mentor(program, by=hana.user, now=now)
    context = {"program": program.pk, "person": ana.pk}
    enqueue("invitation-last-week", key="last", to=ana.user, context=context)
    JoinDraft.objects.create(program=program, profile=bo, answers={"role": "mentee"})
    enqueue("finish", key="finish", to=bo.user, context={"draft": JoinDraft.objects.get().pk})
    context = {"program": program.pk, "person": ben.pk, "roles": ["mentee"]}
    enqueue("joined", key="joined", to=ben.user, context=context)
    enrollments.enroll_by_default(program, [di], by=hana.user, now=now)
    waiting = [enroll(program, make_person(n), state="applied") for n in ("Eve Low", "Fay Moe")]
    enrollments.accept(waiting[0], by=hana.user, now=now)
    enrollments.refuse(waiting[1], by=hana.user, now=now)
    conflicts.ask_both(pair, by=hana.user, now=now)
    sent = drain_outbox(now=now + dt.timedelta(seconds=5))
    pairs.close_pair(pair, by=hana.user, reason="Private words", now=now)
    sent += drain_outbox(now=now + dt.timedelta(seconds=5))
    kinds = {m.message_id: m.kind for m in Message.objects.all()}
    return {kinds[mail.message["Message-ID"]]: mail for mail in sent}


def test_every_kind_is_sent_with_both_bodies_and_a_short_subject(mails):
    wanted = {kind.name for kind in [*emails.KINDS, *emails_programs.KINDS]}
    assert set(mails) == wanted
    for kind, mail in mails.items():
        assert 0 < len(mail.subject) <= 50, kind
        for body in (mail.text, mail.html):
            assert "%(" not in body
            assert "{{" not in body
            assert "You get this" in body
            assert "Private words" not in body
        assert len(mail.html.encode()) < 60_000
        assert all(link.startswith("http://testserver/") for link in mail.links)


def test_the_words_people_read(mails):
    assert mails["joined"].subject.startswith("You are in: matching is on")
    assert "Your goal: “Lead a client workshop by October”" in mails["joined"].text
    assert mails["invitation-to-mentor"].subject == "Would you mentor?"
    assert "Nobody sees your name before that." in mails["enrolled"].text
    assert mails["enrollment-refused"].subject == "No place in Spring Mentoring this time"


def test_long_names_are_carried(smtp):
    program = make_program("A" * 120, format=Program.Format.REVERSE)
    ana = make_person("Ana Ruiz")
    invitations.invite(program, [ana], by=make_hr().user, now=timezone.now())
    assert "A" * 120 in drain_outbox()[0].text.replace("\n", "")
