"""A meeting is held when somebody says so, never because its hour has passed."""

import datetime as dt

import pytest

from checkins import booking, dates, holding, met
from checkins.acting import Acting
from checkins.booking import RefusedError
from checkins.models import CheckIn, Meeting, MeetingAct
from matching.models import Pair
from tests.checkins.asked import answered
from tests.checkins.meetings import HOUR, NOW, at, booked, set_up

DAY = dt.timedelta(days=1)


@pytest.fixture
def pair(cast):
    return set_up(cast.pair)


def state(meeting) -> str:
    meeting.refresh_from_db()
    return meeting.state


def test_a_date_that_has_passed_is_not_held(pair):
    meeting = booked(pair, NOW - DAY)
    assert met.last_met(pair) is None
    assert holding.unsettled(pair, now=NOW) == meeting


def test_one_tap_settles_it_and_the_last_word_stands(pair):
    meeting = booked(pair, NOW - DAY)
    for _time in range(2):
        holding.confirm(meeting, by=pair.mentee, now=NOW)
    assert state(meeting) == "held"
    assert met.last_met(pair) == meeting.starts_at
    holding.deny(meeting, by=pair.mentor, now=NOW)
    assert state(meeting) == "missed"
    assert met.last_met(pair) is None
    whats = list(MeetingAct.objects.values_list("what", "by"))
    assert whats == [("held", pair.mentee.pk), ("missed", pair.mentor.pk)]


def test_what_lies_ahead_or_is_cancelled_cannot_be_settled(pair):
    ahead = booked(pair, NOW + HOUR)
    off = booked(pair, NOW - DAY, state="cancelled", cancelled_at=NOW)
    for meeting in (ahead, off):
        with pytest.raises(RefusedError, match="whose time has come"):
            holding.confirm(meeting, by=pair.mentee, now=NOW)


def test_a_yes_in_a_check_in_settles_the_latest_date(cast, pair):
    old, last = booked(pair, NOW - 5 * DAY), booked(pair, NOW - DAY)
    ahead = booked(pair, NOW + DAY)
    answered(cast, CheckIn.Answer.BOOKED, now=NOW)
    assert state(last) == "booked"
    answered(cast, CheckIn.Answer.MET_HELPED, now=NOW)
    assert (state(old), state(last), state(ahead)) == ("booked", "held", "booked")


def test_a_yes_settles_no_date_of_long_ago(cast, pair):
    old = booked(pair, NOW - holding.ANSWER_REACHES - HOUR)
    answered(cast, CheckIn.Answer.MET_HELPED, now=NOW)
    assert state(old) == "booked"


def test_a_meeting_is_logged_by_its_day(pair):
    meeting = holding.log(pair, dt.date(2027, 5, 20), 50, by=pair.mentee, now=NOW)
    assert (meeting.state, meeting.minutes, meeting.has_time) == ("held", 50, False)
    assert meeting.day(pair.mentor) == dt.date(2027, 5, 20)
    assert met.has_met(pair)


def test_logged_by_both_it_is_one_with_the_last_length(pair):
    holding.log(pair, dt.date(2027, 5, 20), 45, by=pair.mentee, now=NOW)
    holding.log(pair, dt.date(2027, 5, 20), 45, by=pair.mentor, now=NOW)
    holding.log(pair, dt.date(2027, 5, 20), 60, by=pair.mentor, now=NOW)
    assert [(m.minutes, m.booked_by) for m in Meeting.objects.all()] == [(60, pair.mentee)]


def test_logging_the_day_of_a_date_settles_that_date(pair):
    meeting = booked(pair, NOW - DAY)
    logged = holding.log(pair, (NOW - DAY).date(), 30, by=pair.mentor, now=NOW)
    assert logged == meeting
    assert (state(meeting), logged.minutes, logged.has_time) == ("held", 30, True)


def test_a_date_later_today_is_not_settled_by_logging_this_morning(pair):
    ahead = booked(pair, NOW + HOUR)
    logged = holding.log(pair, NOW.date(), 30, by=pair.mentor, now=NOW)
    assert logged != ahead
    assert state(ahead) == "booked"
    assert logged.starts_at < NOW


def test_just_after_midnight_it_is_still_that_day(pair):
    now = at("2027-05-24 22:10")  # 00:10 on the 25th in Madrid
    logged = holding.log(pair, dt.date(2027, 5, 25), 45, by=pair.mentor, now=now)
    assert logged.day(pair.mentor) == dt.date(2027, 5, 25)


def test_a_logged_day_reads_the_same_on_both_clocks(cast):
    pair = set_up(cast.pair, zones=("Pacific/Auckland", "America/Los_Angeles"))
    logged = holding.log(pair, dt.date(2027, 5, 20), 45, by=pair.mentor, now=NOW)
    assert logged.day(pair.mentee) == logged.day(pair.mentor) == dt.date(2027, 5, 20)


def test_an_own_date_without_a_day_counts_for_two_weeks(pair):
    assert not dates.has_date(pair, now=NOW)
    dates.say_own_date(pair, pair.mentee, now=NOW)
    dates.say_own_date(pair, pair.mentor, now=NOW)
    assert dates.has_date(pair, now=NOW)
    assert not dates.has_date(pair, now=NOW + dates.OWN_DATE_COUNTS)


def test_a_booked_date_counts_until_it_is_over(pair, django_assert_num_queries):
    meeting = booked(pair, NOW + HOUR)
    with django_assert_num_queries(1):
        (found,) = dates.with_dates(Pair.objects.all(), now=NOW)
    assert (found.next_starts_at, found.has_date) == (meeting.starts_at, True)
    assert not dates.has_date(pair, now=meeting.ends_at)
    booking.cancel(meeting, seen=0, acting=Acting(pair.mentor), now=NOW)
    assert not dates.has_date(pair, now=NOW)
