"""E7: the last working day before, once, and only while the meeting stands."""

import datetime as dt

import pytest

from checkins import booking, holding, reminders
from checkins.acting import Acting
from checkins.booking import Plan
from matching.models import Enrollment, Pair
from outbox import preferences
from outbox.kinds import kind_named
from outbox.models import Message
from profiles.models import Profile
from tests.checkins.meetings import NOW, at, set_up


@pytest.fixture
def pair(cast):
    return set_up(cast.pair)


def book(pair, starts_at, now=NOW, **kwargs):
    return booking.book(pair, Plan(starts_at, 45, "Room 4"), acting=Acting(pair.mentee), now=now,
                        **kwargs)  # fmt: skip


def rows(status="queued"):
    return list(Message.objects.filter(kind=reminders.KIND, status=status).order_by("pk"))


def wanted(message) -> bool:
    return kind_named(message.kind).still_wanted(message)


def test_ten_o_clock_the_day_before_on_each_clock(cast):
    pair = set_up(cast.pair, zones=("Asia/Tokyo", "America/New_York"))
    meeting = book(pair, at("2027-05-27 00:00"))  # Thu 09:00 in Tokyo, Wed 20:00 in New York
    due = {row.recipient_id: row.not_before for row in rows()}
    assert due == {
        pair.mentor.user_id: at("2027-05-26 01:00"),
        pair.mentee.user_id: at("2027-05-25 14:00"),
    }
    assert {row.not_after for row in rows()} == {meeting.starts_at}


def test_over_a_weekend_it_is_friday_and_the_day_has_its_name(pair):
    book(pair, at("2027-05-31 13:00"))
    (first, _second) = rows()
    assert first.not_before == at("2027-05-28 08:00")
    mail = kind_named(first.kind).render(first)
    assert mail.subject == "Monday 15:00: two questions to think about"


def test_a_date_of_tomorrow_booked_this_evening_gets_none(pair):
    book(pair, at("2027-05-25 13:00"), now=at("2027-05-24 20:00"))
    assert rows() == []


def test_words_before_the_first_meeting_and_later(pair):
    book(pair, at("2027-05-26 13:00"))
    first = rows()[0]
    mail = kind_named(first.kind).render(first)
    partner = "Ben" if first.recipient_id == pair.mentor.user_id else "Ada"
    assert mail.subject == "Tomorrow 15:00: two questions to think about"
    assert f"45 minutes are booked for you and {partner}." in mail.text
    assert "hard in your first year here?" in mail.text
    assert "Room 4" in mail.text
    holding.log(pair, dt.date(2027, 5, 20), 45, by=pair.mentee, now=NOW)
    mail = kind_named(first.kind).render(first)
    assert mail.subject == f"Tomorrow 15:00: you and {partner}"
    assert "first year" not in mail.text


def test_a_move_takes_the_old_ones_back(pair):
    meeting = book(pair, at("2027-05-27 13:00"))
    booking.move(meeting, Plan(at("2027-05-28 13:00"), 45), seen=0, acting=Acting(pair.mentor),
                 now=NOW)  # fmt: skip
    assert [row.context["sequence"] for row in rows()] == [1, 1]
    assert {row.not_before for row in rows()} == {at("2027-05-27 08:00")}
    assert len(rows("cancelled")) == 2


def test_a_cancellation_takes_them_back(pair):
    meeting = book(pair, at("2027-05-27 13:00"))
    booking.cancel(meeting, seen=0, acting=Acting(pair.mentor), now=NOW)
    assert rows() == []
    assert len(rows("cancelled")) == 2


def test_an_own_date_is_reminded_of_as_well(pair):
    book(pair, at("2027-05-27 13:00"), is_own_date=True)
    assert len(rows()) == 2


def pause_profile(person):
    Profile.objects.filter(pk=person.pk).update(paused_until=dt.date(2027, 6, 30))


def pause_enrollment(person):
    Enrollment.objects.filter(profile=person).update(paused_until=dt.date(2027, 6, 30))


@pytest.mark.parametrize("make_away", [pause_profile, pause_enrollment])
def test_nobody_is_reminded_while_one_of_the_two_is_away(pair, make_away):
    book(pair, at("2027-05-27 13:00"))
    assert [wanted(row) for row in rows()] == [True, True]
    make_away(pair.mentor)
    assert [wanted(row) for row in rows()] == [False, False]


def test_who_wants_none_gets_none(pair):
    book(pair, at("2027-05-27 13:00"))
    preferences.stop_nudges(pair.mentor.user)
    found = {row.recipient_id: wanted(row) for row in rows()}
    assert found == {pair.mentor.user_id: False, pair.mentee.user_id: True}


def test_a_pair_that_is_away_is_not_reminded(pair):
    book(pair, at("2027-05-27 13:00"))
    Pair.objects.filter(pk=pair.pk).update(state="away")
    assert [wanted(row) for row in rows()] == [False, False]
