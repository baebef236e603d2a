"""Who gets the weekly mail, when, and only once."""

import datetime as dt
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from checkins import emails, nudges, questions
from checkins.models import CheckIn, Meeting, Nudge
from matching.models import Pair, Program
from outbox.models import MailPreference, Message
from profiles.models import Holiday
from tests.checkins.test_met import meeting
from tests.people import enroll, make_pair, make_person, make_program

pytestmark = pytest.mark.usefixtures("nobody_is_held")
TUESDAY_TEN = dt.datetime(2027, 5, 25, 8, 0, tzinfo=dt.UTC)  # 10:00 in Madrid
# The fault plan wants a thousand; a hundred are quick.
TICKS = 1000 if os.environ.get("SOAK") else 100
LONG_AGO = dt.datetime(2027, 5, 1, tzinfo=dt.UTC)


@pytest.fixture
def pair(cast):
    Pair.objects.filter(pk=cast.pair.pk).update(
        visible_at=LONG_AGO, starts_on=LONG_AGO.date(), ends_on=dt.date(2027, 11, 1)
    )
    cast.pair.refresh_from_db()
    return cast.pair


def keys() -> list[str]:
    return sorted(Message.objects.filter(kind=nudges.KIND).values_list("key", flat=True))


def test_both_members_get_one_mail_at_their_local_time(cast, pair):
    assert nudges.tick(now=TUESDAY_TEN - dt.timedelta(minutes=1)) == 0
    assert nudges.tick(now=TUESDAY_TEN) == 2
    assert keys() == sorted(f"nudge:{p.pk}:2027-W21" for p in (cast.ada, cast.ben))
    row = Message.objects.get(recipient=cast.ben.user)
    assert row.not_before == TUESDAY_TEN
    assert row.not_after == TUESDAY_TEN + nudges.LATEST


def test_a_second_tick_is_harmless(pair):
    nudges.tick(now=TUESDAY_TEN)
    assert nudges.tick(now=TUESDAY_TEN + dt.timedelta(minutes=1)) == 0
    assert len(keys()) == 2
    assert CheckIn.objects.count() == 2


def test_one_mail_per_person_over_all_programs(cast, pair):
    other = make_program("Second", format=Program.Format.REVERSE)
    mentor, mentee = enroll(other, cast.dan, "mentor"), enroll(other, cast.ben)
    make_pair(
        other,
        mentor,
        mentee,
        visible_at=LONG_AGO,
        starts_on=LONG_AGO.date(),
        ends_on=dt.date(2027, 11, 1),
    )
    nudges.tick(now=TUESDAY_TEN)
    row = Message.objects.get(recipient=cast.ben.user)
    asked = CheckIn.objects.filter(pk__in=row.context["checkins"])
    assert {checkin.pair.program.name for checkin in asked} == {"Spring Mentoring", "Second"}


def test_each_zone_has_its_own_moment(cast, pair):
    cast.ben.time_zone = "America/New_York"
    cast.ben.save(update_fields=["time_zone"])
    nudges.tick(now=TUESDAY_TEN)
    assert keys() == [f"nudge:{cast.ada.pk}:2027-W21"]
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(hours=6))
    assert len(keys()) == 2


def test_a_chosen_day_and_hour_is_kept(cast, pair):
    MailPreference.objects.create(user=cast.ben.user, nudge_weekday=3, nudge_hour=16)
    nudges.tick(now=TUESDAY_TEN)
    assert keys() == [f"nudge:{cast.ada.pk}:2027-W21"]
    nudges.tick(now=dt.datetime(2027, 5, 27, 14, 0, tzinfo=dt.UTC))
    assert len(keys()) == 2


def test_after_48_hours_the_week_is_let_go(pair):
    assert nudges.tick(now=TUESDAY_TEN + dt.timedelta(hours=48)) == 0


@pytest.mark.parametrize(
    "preference",
    [
        {"nudges": False},
        {"paused_until": dt.date(2027, 6, 1)},
        {"off": ["questions", "help", "tips"]},
    ],
)
def test_unsubscribed_and_paused_people_get_nothing(cast, pair, preference):
    MailPreference.objects.create(user=cast.ben.user, **preference)
    nudges.tick(now=TUESDAY_TEN)
    assert keys() == [f"nudge:{cast.ada.pk}:2027-W21"]


def test_a_person_on_pause_gets_nothing_and_their_partner_nothing_about_them(cast, pair):
    cast.ben.paused_until = dt.date(2027, 6, 1)
    cast.ben.save(update_fields=["paused_until"])
    nudges.tick(now=TUESDAY_TEN)
    assert keys() == []


@pytest.mark.parametrize("state", ["away", "ended"])
def test_only_active_pairs_are_asked(pair, state):
    Pair.objects.filter(pk=pair.pk).update(state=state)
    assert nudges.tick(now=TUESDAY_TEN) == 0


def test_nobody_is_asked_in_the_week_of_the_match(pair):
    Pair.objects.filter(pk=pair.pk).update(visible_at=TUESDAY_TEN - dt.timedelta(days=5))
    assert nudges.tick(now=TUESDAY_TEN) == 0


def test_who_has_answered_already_is_not_asked(cast, pair):
    MailPreference.objects.create(user=cast.ben.user, off=["tips"])
    checkin = questions.this_week(pair, cast.ben, now=TUESDAY_TEN - dt.timedelta(hours=20))
    questions.take_answer(
        checkin, questions.Reply("met_helped"), now=TUESDAY_TEN - dt.timedelta(hours=19)
    )
    nudges.tick(now=TUESDAY_TEN)
    assert keys() == [f"nudge:{cast.ada.pk}:2027-W21"]


def test_an_answer_before_sending_makes_the_mail_unwanted(cast, pair):
    nudges.tick(now=TUESDAY_TEN)
    row = Message.objects.get(recipient=cast.ben.user)
    assert emails.still_wanted(row)
    checkin = CheckIn.objects.get(author=cast.ben)
    questions.take_answer(checkin, questions.Reply("booked"), now=TUESDAY_TEN)
    assert not emails.still_wanted(row)


def test_a_date_set_before_sending_makes_the_mail_unwanted(cast, pair):
    nudges.tick(now=TUESDAY_TEN)
    row = Message.objects.get(recipient=cast.ben.user)
    meeting(pair, TUESDAY_TEN + dt.timedelta(days=3), Meeting.State.BOOKED)
    assert not emails.still_wanted(row)


def steps(person, period="2027-W21"):
    return Nudge.objects.get(profile=person, period=period).steps


def test_a_day_they_do_not_work_moves_the_mail(cast, pair):
    cast.ben.weekly_hours = [3 * 24 + 9]  # Thursday 09:00
    cast.ben.save(update_fields=["weekly_hours"])
    Holiday.objects.create(day=TUESDAY_TEN.date(), name="Holiday", country="Spain")
    nudges.tick(now=TUESDAY_TEN)
    assert keys() == []
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(days=1))
    assert keys() == [f"nudge:{cast.ada.pk}:2027-W21"]
    nudges.tick(now=TUESDAY_TEN + dt.timedelta(days=2))
    assert len(keys()) == 2


def test_a_late_tick_keeps_the_quiet_hours(cast, pair):
    night = TUESDAY_TEN + dt.timedelta(hours=14)  # 00:00 in Madrid
    nudges.tick(now=night)
    row = Message.objects.get(recipient=cast.ben.user)
    assert row.not_before == dt.datetime(2027, 5, 26, 6, tzinfo=dt.UTC)
    assert row.not_after == TUESDAY_TEN + nudges.LATEST


def test_the_number_of_queries_does_not_grow_with_people_already_nudged(
    pair, django_assert_max_num_queries
):
    nudges.tick(now=TUESDAY_TEN)
    with django_assert_max_num_queries(6):
        nudges.tick(now=TUESDAY_TEN)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_ticks_at_the_same_moment_write_one_row_each(cast, pair):
    mei = make_person("Mei Chen")
    make_pair(
        cast.program, cast.ada_enrolled, enroll(cast.program, mei), visible_at=LONG_AGO,
        starts_on=LONG_AGO.date(), ends_on=dt.date(2027, 11, 1),
    )  # fmt: skip

    def tick(_number):
        try:
            return nudges.tick(now=TUESDAY_TEN)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(tick, range(TICKS)))
    assert len(keys()) == 3
    assert Nudge.objects.count() == 3
    assert CheckIn.objects.count() == 4
