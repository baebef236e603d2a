import datetime as dt

import pytest

from checkins import questions, record
from checkins.models import CheckIn
from tests.people import NOW

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


def asked(cast, author, *, weeks_ago, answers=False, closes_in=WEEK):
    at = NOW - weeks_ago * WEEK
    checkin = questions.ask(cast.pair, author, now=at, closes_at=at + closes_in)
    if answers:
        questions.take_answer(checkin, questions.Reply(CheckIn.Answer.BOOKED), now=at)


def test_the_share_of_questions_answered(cast):
    for week in range(2, 8):
        asked(cast, cast.ada, weeks_ago=week, answers=week < 6)
        asked(cast, cast.ben, weeks_ago=week, answers=True)
    assert record.answered(now=NOW) == {cast.ada.pk: 66, cast.ben.pk: 100}


def test_three_questions_make_no_record(cast):
    for week in range(2, 5):
        asked(cast, cast.ada, weeks_ago=week)
    assert record.answered(now=NOW) == {}


def test_an_open_question_and_one_of_long_ago_do_not_count(cast):
    for week in range(2, 6):
        asked(cast, cast.ada, weeks_ago=week, answers=True)
    asked(cast, cast.ada, weeks_ago=0)
    asked(cast, cast.ada, weeks_ago=60)
    assert record.answered(now=NOW) == {cast.ada.pk: 100}


def test_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        record.answered(now=NOW)
