"""Every measure of pairs against the small company; the numbers are worked out in the comments."""

import datetime as dt

import pytest

from checkins.models import CheckIn, MeetingValue, SkillRating
from insights import weeks
from insights.measures import MEASURES
from matching.models import Pair
from profiles.models import Goal
from tests.insights import company as world
from tests.insights.company import WEEK, at, held
from tests.people import make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db):
    return world.build()


def counted(slug, week=WEEK):
    """Numerator, denominator and people."""
    rows = list(MEASURES[slug].count(weeks.scope(week)))
    total = (sum(row.numerator for row in rows), sum(row.denominator for row in rows))
    return (*total, len({row.person for row in rows}))


def spread(slug):
    found = {}
    for row in MEASURES[slug].count(weeks.scope(WEEK)):
        for name, n in (row.detail or {}).items():
            found[name] = found.get(name, 0) + n
    return found


def said(company, who, pair, kind, answer, moment, period="once", closes=None):
    return CheckIn.objects.create(
        pair=company.pairs[pair],
        author=company.people[who],
        kind=kind,
        period=period,
        asked_at=at(3, 1),
        closes_at=closes or at(3, 8),
        answer=answer,
        answered_at=moment if answer else None,
    )


def test_match_rate(company):
    """Ben, Dina, Finn, Hoa, Jon and Lou of them and Mia; Ned came after the week."""
    assert counted("match_rate") == (6, 7, 7)


def test_a_pair_that_is_over_was_a_match_and_one_that_never_was_is_not(company):
    pair = company.pairs["Finn"]
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.ENDED, ended_on=dt.date(2027, 3, 9))
    assert counted("match_rate") == (6, 7, 7)
    Pair.objects.filter(pk=pair.pk).delete()
    assert counted("match_rate") == (5, 7, 7)


def test_first_meeting_within_7_days(company):
    """Ada and Ben on day 4, Gus and Hoa on day 2, Kim and Lou on day 7: 6 people. Carl and Dina on
    day 14, Eve and Finn never: 4. Ida and Jon met before they were in here and do not count."""
    assert counted("first_meeting_7") == (6, 10, 10)


def test_first_meeting_within_21_days(company):
    """Now Carl and Dina as well: 6. Eve and Finn not. Gus and Hoa are 13 days old only."""
    assert counted("first_meeting_21") == (6, 8, 8)


def test_rhythm(company):
    """Every two weeks and one of grace: since 2 May. Ada and Ben on 18 May, Ida and Jon by Jon's
    word: 4. Carl and Dina on 1 May, Eve and Finn never: 4 not. Gus and Hoa are too young, Kim and
    Lou have ended."""
    said(company, "Jon", "Jon", "weekly", "met_helped", at(5, 20), "2027-W20", at(5, 22))
    assert counted("rhythm") == (4, 8, 8)


def test_meetings_and_hours(company):
    """Two of Ben's, two of Dina's, one of Hoa's, one of Lou's, 45 minutes each."""
    assert counted("meetings") == (6, 0, 4)
    assert counted("hours") == (4.5, 0, 4)


def test_response(company):
    """Ben, Ada and Jon of four whose time is over; Hoa may still answer."""
    said(company, "Ben", "Ben", "weekly", "booked", at(3, 3), "2027-W10")
    said(company, "Ada", "Ben", "weekly", "booked", at(3, 3), "2027-W10")
    said(company, "Dina", "Dina", "weekly", "", None, "2027-W10")
    said(company, "Jon", "Jon", "weekly", "met_helped", at(5, 20), "2027-W20", at(5, 22))
    said(company, "Hoa", "Hoa", "weekly", "", None, "2027-W21", at(5, 30))
    assert counted("response") == (3, 4, 4)
    roles = {row.person: row.role for row in MEASURES["response"].count(weeks.scope(WEEK))}
    assert (roles[company.ada.pk], roles[company.ben.pk]) == ("mentor", "mentee")


def test_fit(company):
    """Two of four say good fit; what Hoa says on Monday is of the next week."""
    for who, pair, answer, moment in (
        ("Ben", "Ben", "good_fit", at(3, 6)),
        ("Ada", "Ben", "good_fit", at(3, 6)),
        ("Dina", "Dina", "deciding", at(3, 16)),
        ("Carl", "Dina", "not_a_fit", at(3, 16)),
        ("Hoa", "Hoa", "good_fit", at(5, 24)),
    ):
        said(company, who, pair, "fit", answer, moment)
    assert counted("fit") == (2, 4, 4)
    assert spread("fit") == {"good_fit": 2, "deciding": 1, "not_a_fit": 1}
    assert counted("fit", WEEK + weeks.WEEK) == (3, 5, 5)


def test_satisfaction(company):
    """5 and 4 of Ben, 3 of Ada, 4 of Dina: 16 of 4 taps. Lou's 1 in February is too long ago."""
    first, second = company.pairs["Ben"].meetings.order_by("starts_at")
    other = company.pairs["Dina"].meetings.first()
    old = company.pairs["Lou"].meetings.first()
    for meeting, who, score, moment in (
        (first, "Ben", 5, at(3, 5)),
        (second, "Ben", 4, at(5, 18)),
        (first, "Ada", 3, at(3, 5)),
        (other, "Dina", 4, at(5, 1)),
        (old, "Lou", 1, at(2, 21)),
    ):
        MeetingValue.objects.create(
            meeting=meeting, author=company.people[who], score=score, said_at=moment
        )
    assert counted("satisfaction") == (16, 4, 3)
    assert spread("satisfaction") == {"5": 1, "4": 2, "3": 1}


def test_worth_it(company):
    """Lou says yes, Kim partly."""
    said(company, "Lou", "Lou", "close", "worth_it", at(4, 30))
    said(company, "Kim", "Lou", "close", "partly", at(4, 30))
    assert counted("worth_it") == (1, 2, 2)


def rated(company, who, skill, **levels):
    for stage, level in levels.items():
        SkillRating.objects.create(
            pair=company.pairs[who],
            profile=company.people[who],
            skill=make_skill(skill),
            stage=stage,
            level=level,
            rated_at=at(4, 20),
        )


def test_skill_growth(company):
    """Ben from 1 to 2 halfway, Lou from 2 to 4 at the end: 3 levels over 2 skills. Dina has only
    a start, and Lou's Rust none."""
    rated(company, "Ben", "Negotiation", start=1, middle=2)
    rated(company, "Lou", "Negotiation", start=2, middle=3, end=4)
    rated(company, "Dina", "Negotiation", start=2)
    rated(company, "Lou", "Rust", end=3)
    assert counted("skill_growth") == (3, 2, 2)
    assert spread("skill_growth") == {"start": 3, "last": 6, "middle": 5, "middle_ratings": 2}


def test_goals_reached(company):
    """Lou wanted 4 in negotiation and is there, 5 in Rust and is at 3. Ben's pair still runs."""
    rated(company, "Lou", "Negotiation", start=2, end=4)
    rated(company, "Lou", "Rust", end=3)
    rated(company, "Ben", "Negotiation", start=1, middle=5)
    for who, skill, target in (("Lou", "Negotiation", 4), ("Lou", "Rust", 5), ("Ben", "Rust", 2)):
        Goal.objects.create(
            profile=company.people[who], skill=make_skill(skill), target_level=target
        )
    assert counted("goals_reached") == (1, 2, 1)


def test_crossing_departments(company):
    """Ben, Jon and Lou learn from elsewhere, Dina and Finn do not; Gus has no department."""
    assert counted("crossing_departments") == (3, 5, 5)
    flows = sorted(row.flow for row in MEASURES["crossing_departments"].count(weeks.scope(WEEK)))
    assert flows == [
        "Legal → Product",
        "Product → Product",
        "Sales → Product",
        "Sales → Product",
        "Sales → Sales",
    ]


def test_crossing_sites(company):
    """Only two pairs are known on both sides: Porto to Lyon crosses, Lyon to Lyon does not."""
    assert counted("crossing_sites") == (1, 2, 2)


@pytest.mark.parametrize(
    ("zone", "moment", "n"),
    [
        # Sunday 23:30 in Los Angeles is Monday 6:30 UTC: still this week there.
        ("America/Los_Angeles", dt.datetime(2027, 5, 24, 6, 30, tzinfo=dt.UTC), 1),
        ("UTC", dt.datetime(2027, 5, 24, 6, 30, tzinfo=dt.UTC), 0),
        # Monday 0:30 in Tokyo is Sunday 15:30 UTC: the next week there.
        ("Asia/Tokyo", dt.datetime(2027, 5, 23, 15, 30, tzinfo=dt.UTC), 0),
        ("UTC", dt.datetime(2027, 5, 23, 15, 30, tzinfo=dt.UTC), 1),
        # The first moment of the quarter, and the last before it.
        ("Asia/Tokyo", dt.datetime(2027, 2, 21, 15, 0, tzinfo=dt.UTC), 1),
        ("Asia/Tokyo", dt.datetime(2027, 2, 21, 14, 59, tzinfo=dt.UTC), 0),
        ("Nowhere/Atall", dt.datetime(2027, 5, 23, 23, 59, tzinfo=dt.UTC), 1),
    ],
)
def test_a_meeting_belongs_to_the_week_on_the_clock_of_who_learns(company, zone, moment, n):
    finn = company.finn
    finn.time_zone = zone
    finn.save(update_fields=["time_zone"])
    held(company.pairs["Finn"], moment)
    assert counted("meetings")[0] == 6 + n
