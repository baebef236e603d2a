"""What a person's weeks bring: when a question comes, when a tip, when nothing."""

import datetime as dt

import pytest

from checkins import asking, holdout, nudges, questions
from checkins.models import CheckIn, HoldOut, Meeting, Nudge
from matching.models import Pair, Program
from outbox.models import MailPreference, Message
from profiles.models import Profile
from tests.checkins.test_met import meeting
from tests.checkins.test_nudges import LONG_AGO, TUESDAY_TEN, keys

pytestmark = pytest.mark.usefixtures("nobody_is_held")


@pytest.fixture
def pair(cast):
    Pair.objects.filter(pk=cast.pair.pk).update(
        visible_at=LONG_AGO, starts_on=LONG_AGO.date(), ends_on=dt.date(2027, 11, 1)
    )
    cast.pair.refresh_from_db()
    return cast.pair


def steps(person, period="2027-W21"):
    return Nudge.objects.get(profile=person, period=period).steps


def test_a_week_with_nothing_to_say_is_decided_once_and_brings_no_mail(cast, pair):
    MailPreference.objects.create(user=cast.ben.user, off=["tips"])
    meeting(pair, TUESDAY_TEN + dt.timedelta(days=3), Meeting.State.BOOKED)
    assert nudges.tick(now=TUESDAY_TEN) == 1
    assert steps(cast.ben) == []
    assert steps(cast.ada) == [f"tip-4:{pair.pk}"]
    assert nudges.tick(now=TUESDAY_TEN + dt.timedelta(minutes=1)) == 0


def test_a_tip_comes_once(cast, pair):
    Pair.objects.filter(pk=pair.pk).update(starts_on=TUESDAY_TEN.date() - dt.timedelta(days=21))
    for weeks in range(3):
        meeting(pair, TUESDAY_TEN + dt.timedelta(days=40 + weeks), Meeting.State.BOOKED)
        nudges.tick(now=TUESDAY_TEN + dt.timedelta(weeks=weeks))
    told = [step for row in Nudge.objects.filter(profile=cast.ada) for step in row.steps]
    assert told == [f"tip-4:{pair.pk}"]


def test_who_is_held_back_is_recorded_with_those_who_are_not(cast, pair, monkeypatch):
    monkeypatch.setattr(holdout, "is_held", lambda person, _template: person == cast.ben.pk)
    meeting(pair, TUESDAY_TEN + dt.timedelta(days=3), Meeting.State.BOOKED)
    assert nudges.tick(now=TUESDAY_TEN) == 1
    rows = HoldOut.objects.values_list("profile", "template", "period", "is_held")
    assert set(rows) == {
        (cast.ada.pk, "tip-4", "2027-W21", False),
        (cast.ben.pk, "tip-4", "2027-W21", True),
    }


def test_one_partners_yes_settles_the_fact_for_both(cast, pair):
    met_on = TUESDAY_TEN - dt.timedelta(days=15)
    checkin = questions.this_week(pair, cast.ben, now=met_on)
    questions.take_answer(checkin, questions.Reply("met_helped"), now=met_on)
    nudges.tick(now=TUESDAY_TEN)
    asked = CheckIn.objects.get(author=cast.ada, period="2027-W21")
    assert steps(cast.ada) == [f"ask:{pair.pk}"]
    assert asked.since == met_on.date()
    mine = CheckIn.objects.get(author=cast.ben, period="2027-W21")
    questions.take_answer(mine, questions.Reply("met_so_so"), now=TUESDAY_TEN)
    assert questions.is_settled(asked)
    assert asking.question_of(asked).title == "How was your last meeting with Ben?"
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(weeks=1))
    assert f"ask:{pair.pk}" not in steps(cast.ada, "2027-W22")


@pytest.mark.parametrize(("weeks", "asked"), [(1, True), (2, True), (4, False)])
def test_the_question_comes_when_the_rhythm_made_a_meeting_due(cast, pair, weeks, asked):
    Program.objects.filter(pk=cast.program.pk).update(weeks_between_meetings=weeks)
    met_on = TUESDAY_TEN - dt.timedelta(days=15)
    meeting(pair, met_on)
    nudges.tick(now=TUESDAY_TEN)
    assert (f"ask:{pair.pk}" in steps(cast.ben)) == asked


def test_after_three_mails_without_an_answer_every_other_week_after_six_none(cast, pair):
    sent = []
    for week in range(16):
        now = TUESDAY_TEN + dt.timedelta(weeks=week)
        if nudges.tick(now=now):
            sent.append((week, Message.objects.filter(recipient=cast.ben.user).count()))
    weeks = [week for week, _count in sent]
    assert weeks == [0, 1, 2, 4, 6, 8]
    rare = [
        bool(row.context["is_rare"])
        for row in Message.objects.filter(recipient=cast.ben.user).order_by("not_before")
    ]
    assert rare == [False, False, False, True, True, True]


def test_an_answer_brings_the_weekly_mail_back(cast, pair):
    for week in range(4):
        nudges.tick(now=TUESDAY_TEN + dt.timedelta(weeks=week))
    assert Message.objects.filter(recipient=cast.ben.user).count() == 3
    now = TUESDAY_TEN + dt.timedelta(weeks=3, hours=1)
    questions.take_answer(
        questions.this_week(pair, cast.ben, now=now), questions.Reply("booked"), now=now
    )
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(weeks=4))
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(weeks=5))
    assert Message.objects.filter(recipient=cast.ben.user).count() == 5


def test_a_pause_ends_by_itself_on_its_day(cast, pair):
    MailPreference.objects.create(user=cast.ben.user, paused_until=dt.date(2027, 6, 1))
    nudges.tick(now=TUESDAY_TEN)
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(weeks=1))
    assert f"nudge:{cast.ben.pk}:2027-W22" in keys()
    assert f"nudge:{cast.ben.pk}:2027-W21" not in keys()


def test_nobody_nudges_a_pair_that_waits_for_help(cast, pair):
    MailPreference.objects.create(user=cast.ada.user, off=["tips"])
    now = TUESDAY_TEN - dt.timedelta(days=3)
    checkin = questions.this_week(pair, cast.ben, now=now)
    questions.take_answer(checkin, questions.Reply("need_help"), now=now)
    nudges.tick(now=TUESDAY_TEN)
    assert steps(cast.ada) == []
    CheckIn.objects.update(handled_at=TUESDAY_TEN)
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(weeks=1))
    assert steps(cast.ada, "2027-W22") == [f"quiet:{pair.pk}"]


def test_a_zone_no_table_knows_is_read_as_utc(cast, pair):
    Profile.objects.filter(pk=cast.ben.pk).update(time_zone="Mars/Olympus")
    nudges.tick(now=TUESDAY_TEN)
    assert keys() == [f"nudge:{cast.ada.pk}:2027-W21"]
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(hours=2))
    row = Message.objects.get(recipient=cast.ben.user)
    assert row.not_before == dt.datetime(2027, 5, 25, 10, tzinfo=dt.UTC)


def test_two_people_thirteen_hours_apart_each_have_their_own_tuesday(cast, pair):
    Profile.objects.filter(pk=cast.ada.pk).update(time_zone="Pacific/Tongatapu")
    Profile.objects.filter(pk=cast.ben.pk).update(time_zone="UTC")
    for hours in range(-30, 30):
        nudges.tick(now=TUESDAY_TEN + dt.timedelta(hours=hours))
    moments = dict(Message.objects.values_list("recipient__profile", "not_before"))
    assert moments == {
        cast.ada.pk: dt.datetime(2027, 5, 24, 21, tzinfo=dt.UTC),
        cast.ben.pk: dt.datetime(2027, 5, 25, 10, tzinfo=dt.UTC),
    }


def test_a_program_over_new_year_has_every_week_once(cast, pair):
    Pair.objects.filter(pk=pair.pk).update(
        starts_on=dt.date(2026, 12, 1), ends_on=dt.date(2027, 4, 1),
        visible_at=dt.datetime(2026, 12, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    monday = dt.datetime(2026, 12, 21, tzinfo=dt.UTC)
    for hours in range(0, 24 * 28, 6):
        now = monday + dt.timedelta(hours=hours)
        nudges.tick(now=now)
        CheckIn.objects.filter(author=cast.ben, answered_at=None).update(
            answer="booked", answered_at=now
        )
    periods = Nudge.objects.filter(profile=cast.ben).order_by("decided_at")
    assert list(periods.values_list("period", flat=True)) == [
        "2026-W52", "2026-W53", "2027-W01", "2027-W02",
    ]  # fmt: skip
