import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from checkins import met
from checkins.models import CheckIn, Meeting
from matching.models import Pair
from tests.checkins.asked import answered

HOUR = dt.timedelta(hours=1)


def meeting(pair, starts_at, state=Meeting.State.HELD, **fields):
    return Meeting.objects.create(
        pair=pair, starts_at=starts_at, ends_at=starts_at + HOUR, state=state, **fields
    )


def test_the_later_of_a_yes_and_a_held_meeting_counts(cast):
    now = timezone.now()
    assert met.last_met(cast.pair) is None
    meeting(cast.pair, now - 5 * HOUR)
    assert met.last_met(cast.pair) == now - 5 * HOUR
    answered(cast, CheckIn.Answer.MET_HELPED, now=now)
    assert met.last_met(cast.pair) == now
    assert met.with_last_met(Pair.objects.filter(pk=cast.pair.pk)).get().last_met == now


def test_a_date_is_no_meeting_yet(cast):
    now = timezone.now()
    meeting(cast.pair, now - 2 * HOUR, Meeting.State.BOOKED)
    meeting(cast.pair, now, Meeting.State.CANCELLED, cancelled_at=now)
    answered(cast, CheckIn.Answer.BOOKED, now=now)
    assert not met.has_met(cast.pair)


def test_meetings_from_before_count(cast):
    cast.pair.meetings_before = 2
    assert met.has_met(cast.pair)


@pytest.mark.parametrize("hours", [0, -1, 8.01])
def test_the_database_refuses_a_length_that_cannot_be(cast, hours):
    now = timezone.now()
    with pytest.raises(IntegrityError, match="5_minutes_to_8_hours"), transaction.atomic():
        Meeting.objects.create(pair=cast.pair, starts_at=now, ends_at=now + hours * HOUR)


def test_the_database_holds_one_meeting_at_a_time(cast):
    now = timezone.now()
    meeting(cast.pair, now, Meeting.State.CANCELLED, cancelled_at=now)
    meeting(cast.pair, now, Meeting.State.BOOKED)
    with pytest.raises(IntegrityError, match="once_at_a_time"), transaction.atomic():
        meeting(cast.pair, now)
