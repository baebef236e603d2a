"""Pairs gone quiet, against the small company."""

import pytest

from checkins.models import CheckIn
from insights import weeks
from insights.measures import MEASURES
from matching.models import Pair
from tests.insights import company as world
from tests.insights.company import WEEK, at, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db):
    company = world.build()
    CheckIn.objects.create(
        pair=company.pairs["Jon"],
        author=company.people["Jon"],
        kind=CheckIn.Kind.WEEKLY,
        period="2027-W20",
        asked_at=at(5, 17),
        closes_at=at(5, 24),
        answer=CheckIn.MET[0],
        answered_at=at(5, 20),
    )
    return company


def counted():
    rows = list(MEASURES["quiet"].count(weeks.scope(WEEK)))
    total = (sum(row.numerator for row in rows), sum(row.denominator for row in rows))
    return (*total, len({row.person for row in rows}))


def test_three_weeks_without_a_meeting(company):
    """With a meeting every two weeks a pair is quiet after 21 days: none since 2 May.

    Carl and Dina met on 1 May, Eve and Finn never: 4. Ada and Ben met on 18 May, Jon said so on
    20 May: 4 more who are not. Gus and Hoa began on 10 May, Kim and Lou are over."""
    assert counted() == (4, 8, 8)


def test_the_day_after_is_in_time(company):
    held(company.pairs["Dina"], at(5, 3))
    assert counted() == (2, 8, 8)


def test_a_slower_rhythm_waits_longer(company):
    """Every four weeks: 35 days, none since 18 April. Carl and Dina met after it; Eve and Finn
    have been together since 1 March."""
    type(company.program).objects.update(weeks_between_meetings=4)
    assert counted() == (2, 8, 8)


def test_who_is_away_is_not_counted(company):
    Pair.objects.filter(pk=company.pairs["Finn"].pk).update(state=Pair.State.AWAY)
    assert counted() == (2, 6, 6)
