"""Group mentoring: whoever has one mentee has three or more."""

from collections import Counter

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import engine, leftovers, loading, rounds
from matching.models import PairRule, Program
from matching.reports import advice
from profiles import exclusions
from tests.matching.rounds_world import make_world, mentee, mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    """A program of groups, with nobody in it yet but those of the usual world, who want and offer
    other things."""
    world = make_world(format=Program.Format.GROUP)
    world.program.enrollments.all().delete()
    return world


def want(world, count, skill="Negotiation"):
    return [mentee(world.program, f"{skill} Learner {n}", (skill,)) for n in range(count)]


def sizes(world):
    rows = world.round.proposals.values_list("mentor__profile__name", flat=True)
    return dict(Counter(rows))


def causes(world):
    return Counter(world.round.runs.latest("pk").unmatched.values_list("cause", flat=True))


def test_a_group_of_three_is_a_group(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=3)
    want(world, 3)
    world.run()
    assert sizes(world) == {"Amy Adler": 3}
    assert causes(world) == {}


def test_two_are_no_group_and_read_why(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=3)
    want(world, 2)
    world.run()
    assert sizes(world) == {}
    assert causes(world) == {"small_group": 2}
    [cause] = leftovers.causes(rounds.unmatched(world.round))
    assert cause.title == "Too few for a group"
    assert cause.people[0][1] == ["1 mentor fits, but too few others do for a group"]


def test_the_smallest_group_goes_and_its_people_join_another(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=6)
    mentor(world.program, "Sid Sorge", ("Negotiation",), capacity=6)
    want(world, 5)
    world.run()
    assert list(sizes(world).values()) == [5]
    assert causes(world) == {}


def test_two_groups_that_are_large_enough_stay(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=3)
    mentor(world.program, "Sid Sorge", ("SQL",), capacity=3)
    want(world, 3)
    want(world, 3, "SQL")
    world.run()
    assert sizes(world) == {"Amy Adler": 3, "Sid Sorge": 3}


def test_a_mentor_with_too_few_places_takes_nobody(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=2)
    want(world, 3)
    world.run()
    assert sizes(world) == {}
    assert causes(world) == {"small_group": 3}


def test_what_hr_has_locked_stands(world):
    ada = mentor(world.program, "Amy Adler", ("Negotiation",), capacity=3)
    [ben] = want(world, 1)
    PairRule.objects.create(
        program=world.program,
        mentor=ada.profile,
        mentee=ben.profile,
        kind="lock",
        scope="always",
        reason="They asked for it.",
    )
    world.run()
    assert sizes(world) == {"Amy Adler": 1}


def test_a_further_mentee_may_join_a_group_there_is(world):
    ada = mentor(world.program, "Amy Adler", ("Negotiation",), capacity=4)
    type(ada).objects.filter(pk=ada.pk).update(used=3)
    want(world, 1)
    world.run()
    assert sizes(world) == {"Amy Adler": 1}


def test_mentoring_knows_no_least_size(world):
    Program.objects.filter(pk=world.program.pk).update(format="mentoring")
    world.program.policies.update(document={"format": "mentoring"})
    world.round.refresh_from_db()
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=3)
    want(world, 1)
    world.run()
    assert sizes(world) == {"Amy Adler": 1}


def test_nobody_is_asked_for_one_more_place_in_a_group_that_does_not_come_about(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=3)
    want(world, 2)
    run = world.run()
    assert [row.facts["places"] for row in run.unmatched.all()] == [[], []]
    assert advice.of(run).ask == []


def test_the_page_of_those_left_says_it(world, sign_in):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=3)
    want(world, 2)
    world.run()
    page = sign_in(world.hana).get(reverse("round-unmatched", args=[world.round.pk]))
    assert "Too few for a group" in page.text


def test_the_result_is_proved_for_the_places_that_are_left(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=3)
    want(world, 2)
    run = world.run()
    assert run.state == "done"
    problem = loading.load(world.round, policy=run.policy, now=timezone.now())
    assert engine.solve(problem.points, problem.capacity).matched == 2


def test_nobody_sits_with_somebody_they_keep_away_from(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=5)
    people = want(world, 4)
    exclusions.exclude(people[0].profile, [people[3].profile])
    run = world.run()
    matched = set(world.round.proposals.values_list("mentee", flat=True))
    assert len(matched) == 3
    assert not {people[0].pk, people[3].pk} <= matched
    assert [row.facts["exclusion"] for row in run.unmatched.all()] == [True]


def test_in_mentoring_an_exclusion_is_between_the_two_of_a_pair_alone(world):
    Program.objects.filter(pk=world.program.pk).update(format="mentoring")
    world.program.policies.update(document={"format": "mentoring"})
    world.round.refresh_from_db()
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=4)
    people = want(world, 4)
    exclusions.exclude(people[0].profile, [people[3].profile])
    world.run()
    assert sizes(world) == {"Amy Adler": 4}
