"""Who is written to about a pair, when, and only once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from checkins import escalation
from checkins.models import CheckIn
from matching.models import Pair
from outbox.models import Message
from profiles.models import Holiday
from tests.checkins.asked import answered
from tests.mail import drain_outbox
from tests.people import make_hr

NOW = dt.datetime(2027, 5, 25, 8, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
MONDAY = dt.datetime(2027, 5, 24, 7, 0, tzinfo=dt.UTC)  # 09:00 in Madrid


def told(kind=escalation.CALLS) -> list[str]:
    rows = Message.objects.filter(kind=kind).order_by("recipient__email")
    return list(rows.values_list("recipient__email", flat=True))


@pytest.mark.parametrize("answer", ["need_help", "not_a_fit"])
@pytest.mark.parametrize("who", ["ada", "ben"])
def test_hr_is_told_at_once_of_either_side(cast, answer, who):
    answered(cast, answer, author=getattr(cast, who), now=NOW)
    assert escalation.tell_calls(now=NOW) == 1
    assert told() == [cast.hana.user.email]
    assert Message.objects.get().policy == "at_least_once"
    assert escalation.tell_calls(now=NOW + 16 * MINUTE) == 0


def test_the_coordinator_is_told_only_where_the_author_ticked(cast):
    answered(cast, "need_help", ticked=True, now=NOW)
    assert escalation.tell_calls(now=NOW) == 2
    assert told() == [cast.cora.user.email, cast.hana.user.email]


def test_nobody_is_told_of_a_pair_of_their_own(cast):
    cast.ada.user.role_grants.create(role="hr")
    answered(cast, "need_help", now=NOW)
    escalation.tell_calls(now=NOW)
    assert told() == [cast.hana.user.email]


def test_what_comes_within_a_quarter_of_an_hour_goes_together(cast):
    answered(cast, "need_help", now=NOW)
    escalation.tell_calls(now=NOW)
    answered(cast, "not_a_fit", author=cast.ada, now=NOW + 3 * MINUTE)
    assert escalation.tell_calls(now=NOW + 3 * MINUTE) == 0
    assert escalation.tell_calls(now=NOW + 15 * MINUTE) == 1
    assert Message.objects.count() == 2


def test_the_same_answer_saved_twice_is_told_once_a_new_one_again(cast):
    for minutes in (0, 20):
        answered(cast, "need_help", now=NOW + minutes * MINUTE)
        escalation.tell_calls(now=NOW + minutes * MINUTE)
    assert Message.objects.count() == 1
    answered(cast, "not_a_fit", now=NOW + 40 * MINUTE)
    escalation.tell_calls(now=NOW + 40 * MINUTE)
    assert Message.objects.count() == 2


def test_a_call_taken_on_before_sending_is_not_mailed(cast, smtp):
    answered(cast, "need_help", now=NOW)
    escalation.tell_calls(now=NOW)
    CheckIn.objects.update(handled_at=NOW)
    assert drain_outbox(now=NOW) == []


def quiet(cast, **fields):
    Pair.objects.filter(pk=cast.pair.pk).update(
        visible_at=NOW - dt.timedelta(days=30), starts_on=dt.date(2027, 4, 25),
        ends_on=dt.date(2027, 11, 1), **fields,
    )  # fmt: skip


def test_quiet_pairs_are_told_once_a_week_on_monday_morning(cast):
    quiet(cast)
    assert escalation.tell_quiet(now=MONDAY - MINUTE) == 0
    assert escalation.tell_quiet(now=MONDAY) == 2
    assert escalation.tell_quiet(now=MONDAY + 5 * MINUTE) == 0
    assert told(escalation.QUIET) == [cast.cora.user.email, cast.hana.user.email]
    assert escalation.tell_quiet(now=MONDAY + dt.timedelta(weeks=1)) == 2


def test_a_holiday_on_monday_moves_it(cast):
    quiet(cast)
    Holiday.objects.create(day=MONDAY.date(), name="Holiday")
    assert escalation.tell_quiet(now=MONDAY) == 0
    assert escalation.tell_quiet(now=MONDAY + dt.timedelta(days=1)) == 2


def test_without_quiet_pairs_nobody_is_written_to(cast):
    Pair.objects.update(starts_on=MONDAY.date(), visible_at=MONDAY, ends_on=dt.date(2027, 11, 1))
    assert escalation.tell_quiet(now=MONDAY) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_ticks_at_the_same_moment_tell_once(cast):
    make_hr("Ines Roy")
    answered(cast, "need_help", now=NOW)

    def tick(_number):
        try:
            return escalation.tell_calls(now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tick, range(40)))
    assert Message.objects.count() == 2
