"""The report by mail: once per program, period and reader; never before its sentences."""

import datetime as dt

import pytest
from django.utils import timezone

from insights import figures, tasks
from insights.report import mailing, readers, saying, schedule
from outbox.models import Message
from profiles import erasure
from tests.insights.report import world
from tests.mail import drain_outbox
from tests.people import make_person

pytestmark = pytest.mark.django_db
DUE = dt.datetime(2027, 6, 3, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def program(cast):
    program = world.running_in_may(cast.program)
    world.sponsor(program, cast.emil)
    world.figures(program)
    world.plan(program)
    return program


def readers_of(kind):
    rows = Message.objects.filter(kind=kind).order_by("recipient__email")
    return list(rows.values_list("recipient__email", flat=True))


def test_it_goes_to_sponsors_and_coordinators(cast, program):
    world.reader(program, cast.ben)
    world.write(program, cast.cora)
    assert mailing.tick(now=DUE) == 3
    assert readers_of(mailing.REPORT) == [
        "ben.ito@example.com",
        "cora.lind@example.com",
        "emil.novak@example.com",
    ]
    assert readers_of(mailing.WAITS) == []


def test_twice_is_harmless_and_so_is_a_correction(cast, program):
    world.write(program, cast.cora)
    assert mailing.tick(now=DUE) == 2
    world.write(program, cast.cora, said=world.Sentences("a", "b", "c"))
    assert mailing.tick(now=DUE + dt.timedelta(days=1)) == 0
    assert Message.objects.filter(kind=mailing.REPORT).count() == 2


def test_before_its_sentences_only_coordinators_hear_of_it(cast, program):
    assert mailing.tick(now=DUE) == 1
    assert mailing.tick(now=DUE) == 0
    assert readers_of(mailing.WAITS) == ["cora.lind@example.com"]
    world.write(program, cast.cora)
    assert mailing.tick(now=DUE + dt.timedelta(days=2)) == 2


def test_before_its_day_and_without_a_plan_nothing_leaves(cast, program):
    world.write(program, cast.cora)
    assert mailing.tick(now=DUE - dt.timedelta(days=1)) == 0
    type(program.report_plan).objects.update(rhythm="off")
    assert mailing.tick(now=DUE) == 0


def test_the_task_does_it_as_often_as_it_runs(cast):
    now = timezone.now()
    program = world.running_in_may(
        cast.program,
        starts_on=now.date() - dt.timedelta(days=200),
        ends_on=now.date() + dt.timedelta(days=200),
    )
    plan = world.plan(program, since=program.starts_on)
    world.write(program, cast.cora, period=schedule.due(plan, now=now))
    for _twice in range(2):
        tasks.mail_reports()
    assert readers_of(mailing.REPORT) == ["cora.lind@example.com"]


def test_a_coordinator_who_sponsors_gets_one(cast, program):
    world.reader(program, cast.cora)
    world.write(program, cast.cora)
    assert mailing.tick(now=DUE) == 2


def test_the_mail_has_the_sentences_and_the_figures_of_the_page(cast, program, smtp):
    world.write(program, cast.cora)
    mailing.tick(now=DUE)
    mails = drain_outbox(now=DUE)
    mail = next(one for one in mails if one.to == "emil.novak@example.com")
    assert mail.subject == "Spring Mentoring: report of May 2027"
    shown = figures.shown(program, world.LAST)
    for slug in ("first_meeting_21", "rhythm", "fit", "satisfaction"):
        assert saying.line(shown[slug]) in mail.text
    assert "Rhythm kept: 62% (30 of 48)" in mail.text
    assert "Mentees with a mentor: Not told yet: it takes five people." in mail.text
    for words in vars(world.SAID).values():
        assert words in mail.text
        assert words in mail.html
    assert "Figures as of 30 May 2027" in mail.text
    assert f"/reports/{program.pk}/2027-05/" in mail.link("reports")


def test_the_word_to_coordinators_leads_to_the_form(cast, program, smtp):
    mailing.tick(now=DUE)
    (mail,) = drain_outbox(now=DUE)
    assert mail.subject == "The report of May 2027 waits for you"
    assert mail.link("write").endswith("/report/2027-05/write/")


def test_who_reads_no_longer_gets_none(cast, program, smtp):
    world.reader(program, cast.ben)
    world.write(program, cast.cora)
    mailing.tick(now=DUE)
    readers.set_more(program, [], by=cast.cora.user)
    world.sponsor(program, None)
    assert [mail.to for mail in drain_outbox(now=DUE)] == ["cora.lind@example.com"]


def test_written_meanwhile_the_word_is_not_sent(cast, program, smtp):
    mailing.tick(now=DUE)
    world.write(program, cast.cora)
    assert drain_outbox(now=DUE) == []


def test_a_sponsor_who_was_erased_gets_none_and_leaves_no_trace(cast, program, smtp):
    sponsor = world.reader(program, make_person("Stella Gone")).profile
    world.write(program, sponsor)
    mailing.tick(now=DUE)
    now = timezone.now()
    erasure.ask(sponsor, by=sponsor.user, now=now)
    assert erasure.work(now=now) == 1
    assert program.report_readers.count() == 0
    assert program.report_words.get().written_by is None
    assert "stella" not in " ".join(mail.to for mail in drain_outbox(now=DUE))
