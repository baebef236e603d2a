"""Pairs that end by themselves: one talk, six meetings, every talk of a handover written down."""

import datetime as dt

import pytest
from django.utils import timezone

from checkins import closing, counted, questions, single_talks, talks
from checkins.models import CheckIn, Meeting, Talk
from checkins.talks import Page
from matching.models import Enrollment, Pair
from outbox.models import Message
from tests.checkins.space import become, booked, hand_over, held

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def tick(**later):
    return counted.tick(now=timezone.now() + dt.timedelta(**later))


def mails(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("recipient__email", flat=True))


BOTH = ["ada.obi@example.com", "ben.ito@example.com"]


def state(pair):
    pair.refresh_from_db()
    return pair.state, pair.end_reason


def past(pair, *, hours):
    starts_at = timezone.now() - hours * HOUR
    return Meeting.objects.create(pair=pair, starts_at=starts_at, ends_at=starts_at + HOUR / 2)


def test_one_talk_that_was_held_ends_the_pair_with_thanks(cast):
    pair = become(cast.pair, "flash")
    assert tick() == 0
    held(pair)
    assert tick() == 1
    assert state(pair) == ("ended", closing.COMPLETE)
    assert mails("celebrate") == BOTH
    assert CheckIn.objects.filter(pair=pair, kind="close").count() == 2
    assert tick() == 0


def test_whoever_had_the_talk_is_done_and_the_place_is_free(cast):
    pair = become(cast.pair, "flash")
    held(pair)
    tick()
    cast.ada_enrolled.refresh_from_db()
    cast.ben_enrolled.refresh_from_db()
    assert (cast.ada_enrolled.state, cast.ada_enrolled.used) == ("active", 0)
    assert (cast.ben_enrolled.state, cast.ben_enrolled.used) == ("withdrawn", 0)


def test_a_talk_that_never_came_ends_kindly_and_its_mentee_is_first_in_line(cast):
    today = timezone.now().date()
    pair = become(cast.pair, "flash", starts_on=today - 28 * DAY, ends_on=today - 2 * DAY)
    assert counted.tick(now=timezone.now()) == 0
    assert closing.tick(now=timezone.now()) == 1
    ben = Enrollment.objects.get(pk=cast.ben_enrolled.pk)
    assert (ben.state, ben.waits_after_id, ben.times_unmatched) == ("active", pair.pk, 1)


def test_other_formats_leave_enrollments_as_they_are(cast):
    held(cast.pair)
    closing.finish(cast.pair, by=cast.ada.user, now=timezone.now())
    ben = Enrollment.objects.get(pk=cast.ben_enrolled.pk)
    assert (ben.state, ben.waits_after_id) == ("active", None)


def test_two_hours_after_the_talk_both_are_asked_once(cast):
    pair = become(cast.pair, "flash")
    past(pair, hours=2)
    assert tick() == 0
    assert mails(counted.ASKED) == []
    assert tick(hours=2) == 0
    assert mails(counted.ASKED) == BOTH
    tick(hours=3)
    assert mails(counted.ASKED) == BOTH
    assert state(pair) == ("active", "")


def test_an_answer_says_that_the_talk_took_place(cast):
    pair = become(cast.pair, "flash")
    meeting = past(pair, hours=3)
    tick()
    checkin = CheckIn.objects.get(pair=pair, author=cast.ben)
    questions.take_answer(checkin, questions.Reply("worth_it"), now=timezone.now())
    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert tick() == 1
    assert mails("celebrate") == BOTH


def test_without_a_word_it_ends_after_three_days(cast):
    pair = become(cast.pair, "flash")
    past(pair, hours=2)
    assert tick(days=2) == 0
    assert tick(days=4) == 1
    assert state(pair) == ("ended", closing.COMPLETE)


def test_a_new_date_ahead_keeps_it_open(cast):
    pair = become(cast.pair, "flash")
    past(pair, hours=24 * 5)
    booked(pair, days=3)
    assert tick() == 0


def test_a_talk_that_was_missed_is_not_over(cast):
    pair = become(cast.pair, "flash")
    held(pair, days_ago=5, state="missed")
    assert tick() == 0


def test_the_close_question_of_other_formats_says_nothing_about_a_date(cast):
    meeting = past(cast.pair, hours=3)
    checkin = questions.ask_close(cast.pair, cast.ben, now=timezone.now())
    assert not single_talks.says_it_was(checkin)
    questions.take_answer(checkin, questions.Reply("worth_it"), now=timezone.now())
    meeting.refresh_from_db()
    assert meeting.state == "booked"


def test_coaching_ends_after_the_sixth_meeting(cast):
    pair = become(cast.pair, "coaching")
    for n in range(5):
        held(pair, days_ago=60 - n * 10)
    assert tick() == 0
    held(pair)
    assert tick() == 1
    assert state(pair) == ("ended", closing.COMPLETE)


def test_six_meetings_of_mentoring_are_not_the_end(cast):
    for n in range(7):
        held(cast.pair, days_ago=60 - n * 5)
    assert tick() == 0


def test_contact_that_is_stopped_is_not_celebrated(cast):
    from checkins import stops

    pair = become(cast.pair, "coaching")
    for n in range(6):
        held(pair, days_ago=60 - n * 10)
    stops.stop(pair, by=cast.ben, concern=None, now=timezone.now())
    assert tick() == 1
    assert mails("celebrate") == []


@pytest.fixture
def library():
    """Pages by number, as the room with the library would answer."""
    found = {}
    talks.PAGES.append(lambda ids: {pk: found[pk] for pk in ids if pk in found})
    yield found
    talks.PAGES.pop()


def page(*, sent=True):
    return Page("Closing the year", "/library/7/", None, is_sent=sent, is_open=sent)


def written(pair, pages, *, sent=True):
    for talk in Talk.objects.filter(pair=pair):
        number = 1000 + talk.number
        pages[number] = page(sent=sent)
        Talk.objects.filter(pk=talk.pk).update(document=number)


TOPICS = ("Closing the year", "Audits", "Whom to ask")


def test_a_handover_ends_when_every_talk_is_written_down(cast, library):
    hand_over(cast.pair, *TOPICS)
    for n in range(3):
        held(cast.pair, days_ago=20 - n * 5)
    assert tick() == 0
    written(cast.pair, library, sent=False)
    assert tick() == 0
    written(cast.pair, library)
    assert tick() == 1
    assert state(cast.pair) == ("ended", closing.COMPLETE)


@pytest.mark.parametrize(("topics", "meetings"), [(TOPICS[:2], 2), (TOPICS, 2)])
def test_two_topics_or_a_talk_to_come_are_not_done(cast, library, topics, meetings):
    hand_over(cast.pair, *topics)
    for n in range(meetings):
        held(cast.pair, days_ago=20 - n * 5)
    written(cast.pair, library)
    assert tick() == 0


def test_after_a_talk_both_are_asked_to_write_it_down_once(cast, library):
    hand_over(cast.pair, *TOPICS)
    held(cast.pair)
    tick()
    assert mails(counted.WRITE) == BOTH
    tick()
    assert mails(counted.WRITE) == BOTH
    held(cast.pair, days_ago=0)
    tick()
    assert mails(counted.WRITE) == sorted(BOTH * 2)


def test_nobody_is_asked_to_write_what_is_begun_or_long_ago(cast, library):
    hand_over(cast.pair, *TOPICS)
    held(cast.pair, days_ago=20)
    tick()
    assert mails(counted.WRITE) == []
    held(cast.pair)
    written(cast.pair, library, sent=False)
    tick()
    assert mails(counted.WRITE) == []


def test_the_minute_asks_as_many_questions_for_three_pairs_as_for_one(
    cast, library, django_assert_max_num_queries
):
    hand_over(cast.pair, *TOPICS)
    with django_assert_max_num_queries(8):
        tick()
    assert Pair.objects.get(pk=cast.pair.pk).state == "active"
