import datetime as dt

import pytest

from checkins import signals
from checkins.models import Meeting
from matching.models import Pair, Program
from tests.checkins.meetings import NOW, booked


def settled(pair, state, by=None, days=1) -> Meeting:
    off = {"cancelled_by": by, "cancelled_at": NOW} if state == "cancelled" else {}
    return booked(pair, NOW - dt.timedelta(days=days), state=state, **off)


def found() -> list[Pair]:
    return list(signals.senior_cancelled_twice(Pair.objects.all()).filter(
        has_senior_cancelled_twice=True
    ))  # fmt: skip


def test_twice_in_a_row_by_the_mentor(cast):
    settled(cast.pair, "cancelled", cast.ada, 9)
    assert found() == []
    settled(cast.pair, "cancelled", cast.ada, 2)
    booked(cast.pair, NOW + dt.timedelta(days=1))
    assert found() == [cast.pair]
    settled(cast.pair, "held", days=1)
    assert found() == []


@pytest.mark.parametrize(("state", "by"), [("held", None), ("missed", None), ("cancelled", "ben")])
def test_anything_in_between_ends_the_row(cast, state, by):
    settled(cast.pair, "cancelled", cast.ada, 9)
    settled(cast.pair, state, by and getattr(cast, by), 5)
    settled(cast.pair, "cancelled", cast.ada, 2)
    assert found() == []


def test_in_reverse_mentoring_the_senior_side_is_the_mentee(cast):
    Program.objects.filter(pk=cast.program.pk).update(format="reverse")
    settled(cast.pair, "cancelled", cast.ada, 9)
    settled(cast.pair, "cancelled", cast.ada, 7)
    assert found() == []
    settled(cast.pair, "cancelled", cast.ben, 5)
    settled(cast.pair, "cancelled", cast.ben, 3)
    assert found() == [cast.pair]


def test_it_is_one_query_for_any_number_of_pairs(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        found()
