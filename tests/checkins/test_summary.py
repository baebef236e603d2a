import datetime as dt

from django.utils import timezone

from checkins import ratings, summary
from checkins.models import CheckIn, Meeting
from tests.checkins.asked import answered
from tests.checkins.endings import booked, grown, held

WEEK = dt.timedelta(weeks=1)


def test_only_held_meetings_count_with_their_own_length(cast):
    held(cast.pair, 2, minutes=60)
    booked(cast.pair)
    now = timezone.now()
    Meeting.objects.create(
        pair=cast.pair, state="cancelled", starts_at=now, ends_at=now + WEEK / 168, cancelled_at=now
    )
    found = summary.of(cast.pair, cast.ben)
    assert (found.meetings, found.minutes, found.is_estimated) == (2, 120, False)
    assert found.words == "2 meetings, 2 hours"


def test_a_yes_counts_once_for_both_at_the_agreed_length(cast):
    now = timezone.now()
    answered(cast, CheckIn.Answer.MET_HELPED, now=now)
    answered(cast, CheckIn.Answer.MET_SO_SO, author=cast.ada, now=now)
    answered(cast, CheckIn.Answer.BOOKED, now=now - 2 * WEEK)
    found = summary.of(cast.pair, cast.ben)
    assert (found.meetings, found.minutes, found.is_estimated) == (1, 45, True)


def test_a_yes_about_a_held_meeting_is_no_second_one(cast):
    now = timezone.now()
    held(cast.pair, 1, days_ago=2)
    answered(cast, CheckIn.Answer.MET_HELPED, now=now)
    answered(cast, CheckIn.Answer.MET_HELPED, now=now - 2 * WEEK)
    assert summary.of(cast.pair, cast.ben).meetings == 2


def test_meetings_before_count_and_nothing_is_nothing(cast):
    assert (summary.of(cast.pair, cast.ben).meetings, summary.of(cast.pair, cast.ben).hours) == (
        0,
        0,
    )
    cast.pair.meetings_before = 3
    found = summary.of(cast.pair, cast.ben)
    assert (found.meetings, found.hours) == (3, 2)


def test_one_short_meeting_is_an_hour_and_never_zero(cast):
    held(cast.pair, 1, minutes=10)
    assert summary.of(cast.pair, cast.ben).words == "1 meeting, 1 hour"


def test_growth_is_for_its_owner_alone(cast):
    assert summary.of(cast.pair, cast.ben).growth == []
    grown(cast)
    assert summary.of(cast.pair, cast.ben).growth == [ratings.Growth("Negotiation", 2, 4)]
    assert summary.of(cast.pair, cast.ada).growth == []
