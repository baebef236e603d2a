"""Somebody leaves the company: the pair ends kindly, and the other reads what is true for them."""

import datetime as dt

import pytest
from django.utils import timezone

from matching import away, departures
from matching.models import Enrollment, Pair
from profiles import contributions, people
from tests.mail import drain_outbox
from tests.people import NOW, enroll, make_hr, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def pair():
    make_hr()
    program = make_program()
    ada = enroll(program, make_person("Ada Obi", level=7), "mentor", capacity=2)
    return make_pair(program, ada, enroll(program, make_person("Ben Ito", level=3)))


def test_when_a_mentor_leaves_the_mentee_is_told_and_first_in_line(pair, smtp):
    people.deactivate(pair.mentor, by=None, now=timezone.now())
    pair.refresh_from_db()
    ben = Enrollment.objects.get(profile=pair.mentee)
    ada = Enrollment.objects.get(profile=pair.mentor)
    assert (pair.state, ben.state, ben.used, ben.times_unmatched) == ("ended", "active", 0, 1)
    assert (ada.state, ada.used) == ("withdrawn", 0)
    mails = drain_outbox()
    assert [(m.to, m.subject) for m in mails] == [
        (pair.mentee.user.email, "Ada has left the company")
    ]
    assert "We are looking for somebody new for you" in mails[0].text
    titles = [entry.title for entry in contributions.needs_you(now=NOW)]
    assert "Ben Ito needs somebody new" in titles


def test_when_a_mentee_leaves_the_mentor_reads_that_the_place_is_free(pair, smtp):
    people.deactivate(pair.mentee, by=None, now=timezone.now())
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == (pair.mentor.user.email, "Ben has left the company")
    assert "Ben has left." in mail.text
    assert "Your place in Spring Mentoring is free again." in mail.text
    assert "somebody new" not in mail.text


def test_a_mentee_who_has_somebody_by_now_is_promised_nobody(pair, smtp):
    """An interim mentor stays: nobody is looked for."""
    until = timezone.now().date() + 20 * DAY
    away.start(pair, person=pair.mentor, until=until, by=pair.mentor.user, now=timezone.now())
    mia = enroll(pair.program, make_person("Mia Lee"), "mentor")
    ben = Enrollment.objects.get(pk=pair.mentee_enrollment_id)
    Pair.objects.filter(pk=make_pair(pair.program, mia, ben).pk).update(interim_for=pair)
    drain_outbox()
    people.deactivate(pair.mentor, by=None, now=timezone.now())
    (mail,) = drain_outbox()
    assert "Ada has left." in mail.text
    assert "somebody new" not in mail.text


def test_leaving_twice_changes_nothing_more(pair):
    for _ in range(2):
        departures.leave_programs(pair.mentor, now=NOW)
    assert Enrollment.objects.get(profile=pair.mentee).times_unmatched == 1
