"""Two people press at the same moment: real threads, real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from checkins import booking
from checkins.acting import Acting
from checkins.booking import ChangedError, Plan, RefusedError
from checkins.models import Meeting, MeetingAct
from outbox.models import Message
from tests.checkins.meetings import NOW, at, set_up
from tests.people import build_cast, enroll, make_pair, make_person

TIMES = [at(f"2027-05-2{day} 13:00") for day in range(5, 9)]


@pytest.fixture
def world(transactional_db):
    cast = build_cast()
    cast.pair = set_up(cast.pair)
    return cast


def together(*acts) -> list:
    """Run all at once; each answer is a result or the refusal."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        except (ChangedError, RefusedError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def booker(pair, starts_at, by, known=0):
    return lambda: booking.book(pair, Plan(starts_at, 45), acting=Acting(by), now=NOW, known=known)


def test_the_same_time_booked_by_both_is_one_meeting(world):
    pair = world.pair
    found = together(*[booker(pair, TIMES[0], by) for by in (pair.mentor, pair.mentee) * 3])
    assert {type(each) for each in found} == {Meeting}
    assert Meeting.objects.count() == MeetingAct.objects.count() == 1
    assert Message.objects.filter(kind="meeting-invitation").count() == 2


def test_two_times_booked_at_once_are_one_meeting_and_one_question(world):
    pair = world.pair
    found = together(booker(pair, TIMES[0], pair.mentor), booker(pair, TIMES[1], pair.mentee))
    assert sorted(type(each).__name__ for each in found) == ["ChangedError", "Meeting"]
    assert Meeting.objects.count() == 1


def test_one_hour_of_a_mentor_in_two_pairs_goes_to_one(world):
    other = make_pair(
        world.program, world.ada_enrolled, enroll(world.program, make_person("Mei Chen"))
    )
    found = together(booker(world.pair, TIMES[0], world.ben), booker(other, TIMES[0], other.mentee))
    assert sorted(type(each).__name__ for each in found) == ["Meeting", "RefusedError"]
    assert Meeting.objects.booked().count() == 1


def test_of_two_moves_one_wins_and_the_other_is_shown_it(world):
    pair = world.pair
    meeting = booking.book(pair, Plan(TIMES[0], 45), acting=Acting(pair.mentee), now=NOW)

    def mover(by, starts_at):
        return lambda: booking.move(
            meeting, Plan(starts_at, 45), seen=0, acting=Acting(by), now=NOW
        )

    found = together(mover(pair.mentor, TIMES[1]), mover(pair.mentee, TIMES[2]))
    (won,) = [each for each in found if isinstance(each, Meeting)]
    (lost,) = [each for each in found if isinstance(each, ChangedError)]
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.starts_at) == (1, won.starts_at)
    assert lost.meeting.starts_at == won.starts_at
    assert Message.objects.filter(key__startswith=f"meeting:{meeting.uid}:1:").count() == 2


def test_a_move_and_a_cancellation_at_once_are_never_both(world):
    pair = world.pair
    meeting = booking.book(pair, Plan(TIMES[0], 45), acting=Acting(pair.mentee), now=NOW)
    found = together(
        lambda: booking.move(
            meeting, Plan(TIMES[1], 45), seen=0, acting=Acting(pair.mentor), now=NOW
        ),
        lambda: booking.cancel(meeting, seen=0, acting=Acting(pair.mentee), now=NOW),
    )
    assert len([each for each in found if isinstance(each, Meeting)]) == 1
    meeting.refresh_from_db()
    assert meeting.sequence == 1
    assert MeetingAct.objects.filter(meeting=meeting).count() == 2
