import datetime as dt

import numpy as np
import pytest
from django.utils import timezone

from matching import loading, policies, week
from matching.models import Enrollment, PairRule, Program, Wish
from profiles import exclusions
from profiles.models import Profile, SkillRelation
from tests.matching.rounds_world import make_world, yesterday
from tests.people import make_pair, make_person, make_skill

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def world():
    return make_world()


def load(world, **fields):
    policy = policies.current(world.program)
    return loading.load(world.round, policy=policy, now=NOW, **fields)


def names(rows):
    return {Profile.objects.get(pk=row.profile).first_name for row in rows}


def change(enrollment, **fields):
    Enrollment.objects.filter(pk=enrollment.pk).update(**fields)


def test_only_people_who_take_part_today_are_loaded(world):
    tomorrow = NOW.date() + dt.timedelta(days=1)
    change(world.mentees["Ben"], paused_until=tomorrow)
    change(world.mentees["Priya"], visible_from=NOW + dt.timedelta(days=2))
    change(world.mentors["Ada"], state="withdrawn")
    Profile.objects.filter(pk=world.mentors["Jonas"].profile_id).update(paused_until=tomorrow)
    problem = load(world)
    assert names(problem.mentee_rows) == {"Omar", "Rust"}
    assert names(problem.mentor_rows) == {"Sofia"}
    change(world.mentees["Ben"], paused_until=yesterday())
    assert names(load(world).mentee_rows) == {"Ben", "Omar", "Rust"}


def test_open_pairs_and_the_overall_limit_count_against_capacity(world):
    ada, sofia = world.mentors["Ada"], world.mentors["Sofia"]
    change(ada, capacity=3)
    change(sofia, capacity=3)
    ada.refresh_from_db()
    make_pair(world.program, ada, world.mentees["Ben"])
    Profile.objects.filter(pk=sofia.profile_id).update(mentoring_limit=2, mentoring_used=1)
    problem = load(world)
    assert names(problem.mentee_rows) == {"Priya", "Omar", "Rust"}
    places = {row.pk: row.free for row in problem.mentor_rows}
    assert (places[ada.pk], places[sofia.pk]) == (2, 1)


def test_an_away_pair_still_is_the_mentees_pair(world):
    make_pair(world.program, world.mentors["Ada"], world.mentees["Ben"], state="away")
    assert "Ben" not in names(load(world).mentee_rows)


def blocked(problem, mentor, mentee):
    i, j = problem.mentee_place(mentee.pk), problem.mentor_place(mentor.pk)
    codes, rows = problem.points.blocked(i)
    return [codes[n] for n in np.flatnonzero(rows[:, j])]


def test_private_and_hr_rules_reach_the_engine(world):
    ada, sofia, jonas = world.mentors.values()
    ben, priya = world.mentees["Ben"], world.mentees["Priya"]
    exclusions.exclude(ada.profile, [ben.profile])
    exclusions.exclude(priya.profile, [sofia.profile])
    PairRule.objects.create(
        program=world.program, mentor=jonas.profile, mentee=priya.profile, kind="forbid",
        scope="always",
    )  # fmt: skip
    make_pair(world.program, jonas, world.mentees["Omar"], state="ended", ended_on=yesterday())
    problem = load(world)
    assert blocked(problem, ada, ben) == ["exclusion"]
    assert blocked(problem, sofia, priya) == ["exclusion"]
    assert blocked(problem, jonas, priya) == ["forbidden"]
    assert blocked(problem, jonas, world.mentees["Omar"]) == ["past_pair"]


def test_a_forbid_of_another_round_or_program_does_not_count(world):
    other = Program.objects.create(
        name="Other", format="buddy", sign_up_opens=yesterday(), sign_up_closes=NOW.date(),
        matching_on=NOW.date(), starts_on=NOW.date(), ends_on=NOW.date() + dt.timedelta(days=99),
    )  # fmt: skip
    ada, ben = world.mentors["Ada"], world.mentees["Ben"]
    PairRule.objects.create(
        program=other, mentor=ada.profile, mentee=ben.profile, kind="forbid", scope="always"
    )
    assert blocked(load(world), ada, ben) == []


def test_the_reporting_line_is_known_two_steps_up(world):
    ada, ben = world.mentors["Ada"].profile, world.mentees["Ben"].profile
    middle = make_person("Middle Manager", manager=ada)
    Profile.objects.filter(pk=ben.pk).update(manager=middle)
    problem = load(world)
    assert "reporting_line" in blocked(problem, world.mentors["Ada"], world.mentees["Ben"])


def test_wishes_waiting_and_related_skills_reach_the_engine(world):
    ben = world.mentees["Ben"]
    Wish.objects.create(enrollment=ben, wished=world.mentors["Ada"].profile, rank=2)
    Wish.objects.create(enrollment=world.mentors["Jonas"], wished=ben.profile, rank=1)
    change(ben, times_unmatched=2)
    SkillRelation.objects.create(skill=make_skill("Rust"), related=make_skill("SQL"), share=60)
    problem = load(world)
    i = problem.mentee_place(ben.pk)
    ada, jonas = (problem.mentor_place(world.mentors[n].pk) for n in ("Ada", "Jonas"))
    assert problem.facts.mentee_wishes == [(i, ada, 2)]
    assert problem.facts.mentor_wishes == [(i, jonas, 1)]
    assert problem.mentees.waited[i] == 2
    rust = problem.mentee_place(world.mentees["Rust"].pk)
    assert problem.points.score(rust, jonas) > 0


def test_narrowing_to_some_mentees_keeps_every_mentor(world):
    problem = load(world, mentees=[world.mentees["Omar"].pk])
    assert names(problem.mentee_rows) == {"Omar"}
    assert len(problem.mentor_rows) == 3


def test_hours_become_utc_hours_of_a_week_near_the_start(world):
    monday = dt.date(2027, 6, 14)
    # 14:00 on a Tuesday: 12:00 UTC in Madrid's summer, 08:30 (in the hour of 8) in Kolkata.
    assert week.utc_hours("Europe/Madrid", monday)[38] == 36
    assert week.utc_hours("Asia/Kolkata", monday)[38] == 32
    assert week.utc_hours("Europe/Madrid", dt.date(2027, 1, 11))[38] == 37
    # Monday morning in Auckland is Sunday in UTC: the week wraps round.
    assert week.utc_hours("Pacific/Auckland", monday)[8] == 6 * 24 + 20
    assert week.offset_minutes("Europe/Madrid", monday) == 120
    assert week.offset_minutes("No/Where", monday) is None
    assert week.utc_hours("No/Where", monday)[38] == 38


def test_the_reference_week_follows_the_program_then_today():
    assert week.reference_monday(dt.date(2027, 6, 16), dt.date(2027, 1, 1)) == dt.date(2027, 6, 21)
    assert week.reference_monday(dt.date(2027, 6, 14), dt.date(2027, 1, 1)) == dt.date(2027, 6, 14)
    assert week.reference_monday(dt.date(2027, 1, 1), dt.date(2027, 6, 15)) == dt.date(2027, 6, 21)


def test_a_policy_of_any_depth_sees_the_whole_line(world):
    policy = policies.current(world.program)
    policy.document = {**policy.document, "any_depth": True}
    top = world.mentors["Ada"].profile
    person = top
    for n in range(3):
        person = make_person(f"Level {n}", manager=person)
    ben = world.mentees["Ben"]
    Profile.objects.filter(pk=ben.profile_id).update(manager=person)
    problem = loading.load(world.round, policy=policy, now=NOW)
    assert "reporting_line" in blocked(problem, world.mentors["Ada"], ben)


def test_more_languages_than_bits_never_break_a_run(world):
    for n, enrollment in enumerate([*world.mentors.values(), *world.mentees.values()]):
        codes = ["en", *(f"x{n}{k}" for k in range(12))]
        Profile.objects.filter(pk=enrollment.profile_id).update(languages=codes)
    problem = load(world)
    assert len(problem.vocabulary.languages) == 64
    assert blocked(problem, world.mentors["Ada"], world.mentees["Ben"]) == []
