"""Why pairs did not take off: figures of five and more, which stand still until Monday."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from checkins import not_taken_off
from checkins.models import NotTakenOff
from tests.people import build_cast, enroll, make_pair, make_person

MONDAY = dt.date(2027, 5, 24)
FRIDAY = dt.datetime(2027, 5, 21, 9, tzinfo=dt.UTC)
TUESDAY = dt.datetime(2027, 5, 25, 9, tzinfo=dt.UTC)
NO_TIME = "No time"


@pytest.fixture
def say(cast):
    """`say(reason, people)`: that many mentees of ended pairs tap that reason."""
    mentor = enroll(cast.program, make_person("Mia Lee"), "mentor", capacity=0)

    def _say(reason, people, *, now=FRIDAY):
        rows = []
        for _n in range(people):
            mentee = enroll(cast.program, make_person(f"Tapper {NotTakenOff.objects.count()}"))
            pair = make_pair(cast.program, mentor, mentee, state="ended")
            not_taken_off.say(pair, mentee.profile, reason, now=now)
            rows.append((pair, mentee.profile))
        return rows

    return _say


def shown(cast, today=MONDAY):
    found = not_taken_off.table(cast.program, today=today)
    return [(share.label, share.people) for share in found.shares]


def test_nothing_under_five_people_and_steps_of_five_from_there(cast, say):
    say("no_time", 4)
    assert shown(cast) == []
    say("no_time", 5)
    assert shown(cast) == [(NO_TIME, 5)]
    say("no_time", 1)
    assert shown(cast) == [(NO_TIME, 10)]


def test_a_tap_of_this_week_counts_from_monday_on(cast, say):
    say("no_time", 4)
    say("no_time", 1, now=TUESDAY)
    assert shown(cast) == []
    assert shown(cast, MONDAY + dt.timedelta(days=7)) == [(NO_TIME, 5)]


def test_a_change_of_mind_does_not_move_this_weeks_figure(cast, say):
    pair, me = say("no_time", 5)[0]
    for reason in ("no_fit", "elsewhere"):
        not_taken_off.say(pair, me, reason, now=TUESDAY)
        assert shown(cast) == [(NO_TIME, 5)]
    assert not_taken_off.said(pair, me) == "elsewhere"
    # Four and one are five people, of whom no reason has five.
    assert shown(cast, MONDAY + dt.timedelta(days=7)) == [("All other reasons", 5)]


def test_the_same_tap_twice_changes_nothing(cast, say):
    pair, me = say("no_time", 5)[0]
    not_taken_off.say(pair, me, "no_time", now=TUESDAY)
    assert NotTakenOff.objects.get(pair=pair).said_at == FRIDAY


def test_somebody_with_several_pairs_counts_once(cast, say):
    [*_others, (_pair, me)] = say("no_time", 4)
    mentee = me.enrollments.get()
    mentor = enroll(cast.program, make_person("Noor Ali"), "mentor", capacity=0)
    again = make_pair(cast.program, mentor, mentee, state="ended")
    not_taken_off.say(again, me, "no_time", now=FRIDAY)
    assert shown(cast) == []


def test_hr_and_coordinators_read_it_beside_the_other_reasons(cast, say, sign_in):
    say("no_time", 7, now=timezone.now() - dt.timedelta(days=8))
    say("no_fit", 2, now=timezone.now() - dt.timedelta(days=8))
    for reader in (cast.hana, cast.cora):
        page = sign_in(reader).get(reverse("exit-reasons", args=[cast.program.pk])).text
        assert "Did not take off: no meeting was recorded" in page
        assert "Ended by one of the two" in page
        assert "No time" not in page
        assert "All other reasons" in page
        assert "5 to 9" in page
        assert "Tapper" not in page


def test_the_page_costs_the_same_for_one_and_many(
    cast, say, sign_in, django_assert_max_num_queries
):
    client, url = sign_in(cast.hana), reverse("exit-reasons", args=[cast.program.pk])
    client.get(url)
    say("no_time", 1)
    with django_assert_max_num_queries(15) as one:
        client.get(url)
    say("no_time", 9)
    with django_assert_max_num_queries(15) as ten:
        client.get(url)
    assert len(one) == len(ten)


@pytest.mark.parametrize("column", ["reason", "counted"])
def test_the_database_knows_the_reasons(cast, say, column):
    [(pair, _me)] = say("no_time", 1)
    with pytest.raises(IntegrityError, match="not_taken_off_known"), transaction.atomic():
        NotTakenOff.objects.filter(pair=pair).update(**{column: "gossip"})


@pytest.mark.django_db(transaction=True)
def test_many_taps_at_once_are_one_answer():
    cast, failed = build_cast(), []

    def tap(reason):
        try:
            not_taken_off.say(cast.pair, cast.ben, reason, now=timezone.now())
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=tap, args=[r]) for r in ("no_time", "no_fit") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert NotTakenOff.objects.count() == 1
