"""Book, move, cancel: one event for life, both members told, nothing twice, nothing lost."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from checkins import booking
from checkins.acting import Acting
from checkins.booking import ChangedError, Plan, RefusedError
from checkins.models import Meeting, MeetingAct, OwnDate
from matching import away
from matching.models import Pair
from outbox.kinds import kind_named
from outbox.models import Message
from tests.checkins.meetings import NOW, at, booked, set_up
from tests.people import enroll, make_pair, make_person

TUESDAY, WEDNESDAY = at("2027-05-25 13:00"), at("2027-05-26 09:00")


@pytest.fixture
def pair(cast):
    return set_up(cast.pair)


def book(pair, starts_at=TUESDAY, *, by=None, now=NOW, **kwargs) -> Meeting:
    acting = kwargs.pop("acting", None) or Acting(by or pair.mentee)
    return booking.book(pair, Plan(starts_at, 45, "Room 4"), acting=acting, now=now, **kwargs)


def move(meeting, starts_at=WEDNESDAY, *, by, seen, place="Room 4") -> Meeting:
    plan = Plan(starts_at, 45, place)
    return booking.move(meeting, plan, seen=seen, acting=Acting(by), now=NOW)


def keys(prefix="meeting:") -> list[str]:
    rows = Message.objects.filter(key__startswith=prefix)
    return sorted(rows.values_list("key", flat=True))


def acts(meeting) -> list[tuple]:
    return [(act.what, act.by, act.delegate) for act in MeetingAct.objects.filter(meeting=meeting)]


def test_a_booking_is_one_meeting_and_one_mail_for_each(pair):
    meeting = book(pair)
    assert (meeting.starts_at, meeting.minutes, meeting.place) == (TUESDAY, 45, "Room 4")
    assert (meeting.booked_by, meeting.sequence) == (pair.mentee, 0)
    assert keys() == sorted(f"meeting:{meeting.uid}:0:{p.pk}" for p in (pair.mentor, pair.mentee))
    assert acts(meeting) == [("booked", pair.mentee, None)]


def test_pressed_twice_it_is_one(pair):
    first = book(pair, known=0)
    assert book(pair, known=0) == first
    assert book(pair, by=pair.mentor) == first
    assert Meeting.objects.count() == 1
    assert len(keys()) == 2


def test_a_move_keeps_the_event_and_counts_up(pair):
    meeting = book(pair)
    moved = move(meeting, by=pair.mentor, seen=0)
    assert (moved.uid, moved.sequence, moved.starts_at) == (meeting.uid, 1, WEDNESDAY)
    assert len(keys()) == 4
    assert acts(meeting)[-1] == ("moved", pair.mentor, None)


def test_the_same_move_twice_is_one(pair):
    meeting = book(pair)
    move(meeting, by=pair.mentor, seen=0)
    move(meeting, by=pair.mentor, seen=0)
    meeting.refresh_from_db()
    assert meeting.sequence == 1


def test_a_place_is_changed_without_moving(pair):
    meeting = book(pair)
    move(meeting, TUESDAY, by=pair.mentor, seen=0, place="Room 9")
    assert acts(meeting)[-1] == ("changed", pair.mentor, None)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence) == ("Room 9", 1)


def test_a_version_nobody_saw_is_not_overwritten(pair):
    meeting = book(pair)
    move(meeting, WEDNESDAY, by=pair.mentor, seen=0)
    with pytest.raises(ChangedError) as changed:
        move(meeting, at("2027-05-27 09:00"), by=pair.mentee, seen=0)
    assert changed.value.meeting.starts_at == WEDNESDAY
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence) == (WEDNESDAY, 1)


def test_a_booking_meanwhile_is_said(pair):
    theirs = book(pair, WEDNESDAY, by=pair.mentor)
    with pytest.raises(ChangedError) as changed:
        book(pair, TUESDAY, known=0)
    assert changed.value.meeting == theirs
    assert book(pair, TUESDAY, known=theirs.pk) != theirs


def test_cancelling_keeps_the_row_and_tells_both(pair):
    meeting = book(pair)
    for _time in range(2):
        booking.cancel(meeting, seen=0, acting=Acting(pair.mentor), now=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == ("cancelled", 1)
    assert (meeting.cancelled_by, meeting.cancelled_at) == (pair.mentor, NOW)
    assert len(keys()) == 4
    assert acts(meeting)[-1] == ("cancelled", pair.mentor, None)
    with pytest.raises(RefusedError, match="is cancelled"):
        move(meeting, by=pair.mentee, seen=1)


def test_an_unseen_version_is_not_cancelled(pair):
    meeting = book(pair)
    move(meeting, by=pair.mentor, seen=0)
    with pytest.raises(ChangedError):
        booking.cancel(meeting, seen=0, acting=Acting(pair.mentee), now=NOW)
    meeting.refresh_from_db()
    assert meeting.state == "booked"


def test_nobody_is_in_two_meetings_at_once(cast, pair):
    other = make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, make_person("Mei C")))
    book(pair)
    with pytest.raises(RefusedError, match="You or Ada have another meeting"):
        book(other, TUESDAY + dt.timedelta(minutes=30))
    assert Meeting.objects.count() == 1
    meeting = book(other, TUESDAY + dt.timedelta(minutes=45))
    with pytest.raises(RefusedError, match="another meeting"):
        move(meeting, TUESDAY, by=other.mentor, seen=0)


def test_the_database_itself_refuses_it(cast, pair):
    """Also where a mentor of one pair is the mentee of another."""
    learns = make_pair(
        cast.program, enroll(cast.program, make_person("Mei Chen"), "mentor", capacity=1),
        enroll(cast.program, cast.ada),
    )  # fmt: skip
    booked(pair, TUESDAY)
    with pytest.raises(IntegrityError, match="no_double_booking"), transaction.atomic():
        booked(learns, TUESDAY + dt.timedelta(minutes=44))
    booked(learns, TUESDAY + dt.timedelta(minutes=45))


@pytest.mark.parametrize(
    ("starts_at", "words"),
    [(NOW, "later than now"), (NOW + dt.timedelta(days=367), "within a year")],
)
def test_times_that_cannot_be(pair, starts_at, words):
    with pytest.raises(RefusedError, match=words):
        book(pair, starts_at)


@pytest.mark.parametrize("state", ["away", "ended"])
def test_only_active_pairs_meet(pair, state):
    meeting = book(pair)
    Pair.objects.filter(pk=pair.pk).update(state=state)
    with pytest.raises(RefusedError, match="does not meet at the moment"):
        book(pair, WEDNESDAY)
    with pytest.raises(RefusedError, match="does not meet at the moment"):
        move(meeting, by=pair.mentor, seen=0)
    booking.cancel(meeting, seen=0, acting=Acting(pair.mentor), now=NOW)


def test_a_meeting_that_is_over_is_left_alone(pair):
    meeting = booked(pair, NOW - dt.timedelta(hours=2))
    with pytest.raises(RefusedError, match="is over"):
        move(meeting, by=pair.mentor, seen=0)
    with pytest.raises(RefusedError, match="is over"):
        booking.cancel(meeting, seen=0, acting=Acting(pair.mentor), now=NOW)


def test_an_own_date_counts_and_invites_nobody(pair):
    OwnDate.objects.create(pair=pair, said_by=pair.mentee, said_at=NOW)
    meeting = book(pair, is_own_date=True)
    assert Meeting.objects.upcoming(now=NOW).get() == meeting
    assert keys() == []
    assert not OwnDate.objects.exists()
    move(meeting, by=pair.mentor, seen=0)
    assert keys() == []


def test_a_delegate_is_kept_with_the_person(cast, pair):
    meeting = book(pair, acting=Acting(pair.mentor, cast.emil))
    assert (meeting.booked_by, meeting.delegate) == (pair.mentor, cast.emil)
    assert acts(meeting) == [("booked", pair.mentor, cast.emil)]


def test_dates_of_a_pair_that_is_over_leave_both_calendars(pair):
    meeting = book(pair)
    assert booking.call_off(now=NOW) == 0
    Pair.objects.filter(pk=pair.pk).update(state="ended")
    assert booking.call_off(now=NOW) == 1
    assert booking.call_off(now=NOW) == 0
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_by, meeting.sequence) == ("cancelled", None, 1)
    assert len(keys()) == 4
    message = Message.objects.filter(key__startswith=f"meeting:{meeting.uid}:1:").first()
    mail = kind_named(message.kind).render(message)
    assert "is off: this pair does not meet now." in mail.text
    assert "/book/" not in mail.text
    assert "METHOD:CANCEL" in mail.calendar


def test_a_date_in_the_time_a_pair_is_away_is_called_off_and_a_later_one_stays(cast, pair):
    """Going away itself asks for nothing: the minute does it."""
    soon, later = book(pair), book(pair, TUESDAY + dt.timedelta(days=28))
    until = (TUESDAY + dt.timedelta(days=14)).date()
    away.start(pair, person=cast.ada, until=until, by=cast.ada.user, now=NOW)
    assert booking.call_off(now=NOW) == 1
    soon.refresh_from_db()
    later.refresh_from_db()
    assert (soon.state, later.state) == ("cancelled", "booked")
