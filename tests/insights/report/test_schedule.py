"""When a report is mailed: the third day after its period, at 08:00 where the program is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from insights.models import ReportPlan
from insights.report import schedule
from profiles.models import AuditEvent
from tests.insights.report import world

pytestmark = pytest.mark.django_db
JUNE_3 = dt.datetime(2027, 6, 3, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
def program(cast):
    return world.running_in_may(cast.program, time_zone="Europe/Madrid")


def slug(period):
    return period.slug if period else None


def test_a_month_is_due_on_the_third_day_at_eight(program):
    # 08:00 in Madrid in June is 06:00 UTC.
    plan = world.plan(program)
    assert slug(schedule.due(plan, now=JUNE_3)) == "2027-05"
    assert schedule.due(plan, now=JUNE_3 - dt.timedelta(seconds=1)) is None


def test_it_stays_due_until_the_next_is(program):
    plan = world.plan(program)
    july_3 = dt.datetime(2027, 7, 3, 8, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    assert slug(schedule.due(plan, now=july_3 - dt.timedelta(seconds=1))) == "2027-05"
    assert slug(schedule.due(plan, now=july_3)) == "2027-06"


def test_a_quarter_is_due_after_its_end(program):
    plan = world.plan(program, "quarterly")
    assert schedule.due(plan, now=JUNE_3) is None
    july_4 = dt.datetime(2027, 7, 4, tzinfo=dt.UTC)
    assert slug(schedule.due(plan, now=july_4)) == "2027-q2"


def test_what_was_over_before_the_plan_is_not_mailed(program):
    plan = world.plan(program, since=dt.date(2027, 6, 1))
    assert schedule.due(plan, now=JUNE_3) is None


def test_off_and_periods_without_the_program_are_not_due(program):
    assert schedule.due(world.plan(program, "off"), now=JUNE_3) is None
    ReportPlan.objects.all().delete()
    plan = world.plan(world.running_in_may(program, starts_on=dt.date(2027, 6, 1)))
    assert schedule.due(plan, now=JUNE_3) is None
    world.running_in_may(program, ends_on=dt.date(2027, 4, 30))
    plan.program.refresh_from_db()
    assert schedule.due(plan, now=JUNE_3) is None


@pytest.mark.parametrize(
    ("today", "wanted", "day"),
    [
        (dt.date(2027, 5, 24), "2027-05", dt.date(2027, 6, 3)),
        (dt.date(2027, 6, 3), "2027-05", dt.date(2027, 6, 3)),
        (dt.date(2027, 6, 4), "2027-06", dt.date(2027, 7, 3)),
    ],
)
def test_the_next_mail_is_named(program, today, wanted, day):
    plan = world.plan(program, since=dt.date(2027, 5, 1))
    period, found = schedule.next_mail(plan, today=today)
    assert (period.slug, found) == (wanted, day)


def test_a_program_that_is_over_has_no_next_mail(program):
    plan = world.plan(program)
    assert schedule.next_mail(plan, today=dt.date(2027, 12, 24)) is None


def test_the_form_sets_it_once(cast, program, sign_in):
    url = reverse("schedule-report", args=[program.pk])
    client = sign_in(cast.cora)
    for _twice in range(2):
        page = client.post(url, {"rhythm": "quarterly"}, follow=True).text
        assert "Saved. " in page
    assert ReportPlan.objects.get().rhythm == "quarterly"
    assert AuditEvent.objects.filter(action="report.scheduled").count() == 1


def test_another_word_is_refused_on_the_page(cast, program, sign_in):
    page = sign_in(cast.cora).post(
        reverse("schedule-report", args=[program.pk]), {"rhythm": "hourly"}
    )
    assert "Choose when the report is mailed" in page.text
    assert not ReportPlan.objects.exists()
