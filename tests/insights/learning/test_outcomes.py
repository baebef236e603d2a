"""Worked out by hand for a handful of pairs."""

import datetime as dt

import numpy as np
import pytest
from django.utils import timezone

from checkins.models import CheckIn, SkillRating
from insights.learning import cohorts, outcomes
from matching import policies
from matching.engine.policy import FACTORS
from matching.models import Pair, PairParts, Program
from tests.insights import crowd
from tests.insights.learning import world
from tests.people import make_program, make_skill

pytestmark = pytest.mark.django_db


def of(program):
    return outcomes.of_program(program, now=timezone.now())


@pytest.fixture
def program():
    return make_program("Spring")  # a meeting every two weeks


def test_parts_are_shares_of_what_they_could_be(program):
    (pair,) = crowd.pairs(1, program=program)
    most = [35, 8, 15, 10, 5, 3, 5, 7, 4, 4, 4, 0, 0, 0]
    points = [14, 8, 0, 5, 1, 3, 0, 7, 1, 0, 4, 0, 0, 0]
    policy = policies.current(program)
    PairParts.objects.create(pair=pair, policy=policy, points=points, maxima=most)
    assert list(of(program).parts[0]) == pytest.approx(
        [0.4, 1, 0, 0.5, 0.2, 1, 0, 1, 0.25, 0, 1, 0, 0, 0]
    )


def test_fit_is_the_average_of_what_both_said(program):
    one, two, three = rows = crowd.pairs(3, program=program)
    world.parts(rows)
    world.fits(rows[:2], ["good_fit", "not_a_fit"])
    now = timezone.now()
    CheckIn.objects.create(
        pair=one, author=one.mentor, kind="fit", period="once", asked_at=now, closes_at=now,
        answer="deciding", answered_at=now,
    )  # fmt: skip
    CheckIn.objects.create(
        pair=three, author=three.mentor, kind="fit", period="once", asked_at=now, closes_at=now
    )
    found = of(program)
    assert list(found.pairs) == [one.pk, two.pk, three.pk]
    assert list(found.outcomes["fit"][:2]) == [0.75, 0.0]
    assert np.isnan(found.outcomes["fit"][2])


def test_rhythm_is_weeks_with_a_meeting_of_those_the_rhythm_asks_for(program):
    """Eight weeks, every two weeks: four. Two meetings are a half, a yes in a week without one
    counts too, and eight meetings are all of it, not twice."""
    rows = crowd.pairs(3, program=program, weeks_ago=8)
    world.parts(rows)
    world.meetings(rows, [2, 1, 8])
    at = timezone.now() - dt.timedelta(days=1)
    CheckIn.objects.create(
        pair=rows[1], author=rows[1].mentee, kind="weekly", period="w", asked_at=at, closes_at=at,
        answer="met_helped", answered_at=at,
    )  # fmt: skip
    assert list(of(program).outcomes["rhythm"]) == pytest.approx([0.5, 0.5, 1.0])


def test_a_pair_that_ended_early_has_kept_less_of_its_rhythm(program):
    rows = crowd.pairs(1, program=program, weeks_ago=8)
    world.parts(rows)
    world.meetings(rows, [1])
    ended = rows[0].starts_on + dt.timedelta(weeks=2)
    Pair.objects.update(state="ended", ended_on=ended)
    assert list(of(program).outcomes["rhythm"]) == pytest.approx([0.25])


def test_growth_is_the_mentees_own_last_rating_less_the_first(program):
    one, two, three = rows = crowd.pairs(3, program=program)
    world.parts(rows)
    world.growths([one], [2])
    now, other = timezone.now(), make_skill("SQL")
    ratings = [
        (one, "mentee", "start", 1), (one, "mentee", "middle", 2),
        (two, "mentee", "start", 3),
        (three, "mentor", "start", 1), (three, "mentor", "end", 5),
    ]  # fmt: skip
    for pair, member, stage, level in ratings:
        SkillRating.objects.create(
            pair=pair, profile=getattr(pair, member), skill=other, stage=stage, level=level,
            rated_at=now,
        )  # fmt: skip
    found = of(program).outcomes["growth"]
    assert found[0] == 1.5
    assert np.isnan(found[1:]).all()


def test_together_each_outcome_weighs_the_same_and_what_is_unknown_is_left_out(program):
    rows = crowd.pairs(3, program=program)
    world.parts(rows)
    world.fits(rows[:2], ["good_fit", "not_a_fit"])
    world.growths(rows[1:], [1, 3])
    world.meetings(rows, [2, 2, 2])
    assert list(of(program).together) == pytest.approx([1, -1, 1])


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, 1), ({"state": "ended"}, 1), ({"state": "declined"}, 0), ({"state": "recalled"}, 0),
        ({"state": "scheduled"}, 0), ({"weeks_ago": 5}, 0),
    ],
)  # fmt: skip
def test_pairs_count_from_their_seventh_week_on_once_they_began(program, fields, counts):
    world.parts(crowd.pairs(1, program=program, **fields))
    assert len(of(program)) == outcomes.count(program, now=timezone.now()) == counts


def test_the_cohorts_before_are_learned_from_too_and_no_loop_goes_on_for_ever(program):
    world.parts(crowd.pairs(1, program=program, prefix="a"))
    later = make_program("Autumn", copied_from=program)
    world.parts(crowd.pairs(2, program=later, prefix="b"))
    assert (len(of(program)), len(of(later))) == (1, 3)
    Program.objects.filter(pk=program.pk).update(copied_from=later)
    assert cohorts.before(program) == [program.pk, later.pk]
    assert cohorts.after(program) == [program.pk, later.pk]


def test_the_digest_is_of_the_rows_and_of_nothing_else(program):
    rows = crowd.pairs(2, program=program)
    world.parts(rows)
    first = of(program).digest
    assert of(program).digest == first
    world.fits(rows[:1], ["good_fit"])
    assert of(program).digest != first


def test_a_program_without_pairs_is_an_empty_table(program):
    found = of(program)
    assert (len(found), found.parts.shape, len(found.together)) == (0, (0, len(FACTORS)), 0)
