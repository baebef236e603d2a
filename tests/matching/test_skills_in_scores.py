"""The whole way of a skill: from the shared list over the loader to the points of a pair."""

import pytest
from django.utils import timezone

from matching import engine, joining, loading, policies
from matching.rulebook import Rulebook
from profiles import search, skills
from profiles.models import Goal, Offer, Skill, SkillRelation
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.people import make_hr, make_person, make_skill

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def world():
    return make_world()


def skill(name, **fields):
    made = Skill(name=name, category="Technology", **fields)
    search.fill([made])
    made.save()
    return made


def skills_part(world, someone, other):
    """The part of the skills, for the mentee and the mentor of two enrollments."""
    problem = loading.load(world.round, policy=policies.current(world.program), now=NOW)
    i, j = problem.mentee_place(someone.pk), problem.mentor_place(other.pk)
    parts = {part.factor: part for part in engine.explain(problem.points, i, j)}
    return parts["skills"]


def two(world, *, goal=(1, 5), offer=5):
    """A mentee who wants Kubernetes and a mentor who offers Docker."""
    kubernetes, docker = make_skill("Kubernetes"), make_skill("Docker")
    learns, teaches = mentee(world.program, "Kim Lee", ()), mentor(world.program, "Dora Fox", ())
    Goal.objects.create(
        profile=learns.profile, skill=kubernetes, current_level=goal[0], target_level=goal[1]
    )
    Offer.objects.create(profile=teaches.profile, skill=docker, level=offer)
    return learns, teaches


def test_skills_apart_are_worth_nothing(world):
    assert skills_part(world, *two(world)).points == 0


def test_a_related_skill_counts_its_share(world):
    learns, teaches = two(world)
    relation = SkillRelation.objects.create(
        skill=make_skill("Kubernetes"), related=make_skill("Docker"), share=60
    )
    part = skills_part(world, learns, teaches)
    assert part.points == part.maximum * 60 // 100 == 21
    assert part.evidence["covered"][0]["percent"] == 60
    relation.share = 30
    relation.save()
    assert skills_part(world, learns, teaches).points == 10


@pytest.mark.parametrize(("there", "back"), [(60, 20), (20, 60)])
def test_each_direction_of_a_relation_has_its_own_share(world, there, back):
    learns, teaches = two(world)
    kubernetes, docker = make_skill("Kubernetes"), make_skill("Docker")
    SkillRelation.objects.create(skill=kubernetes, related=docker, share=there)
    SkillRelation.objects.create(skill=docker, related=kubernetes, share=back)
    part = skills_part(world, learns, teaches)
    assert part.evidence["covered"][0]["percent"] == there


@pytest.mark.parametrize(("level", "percent"), [(5, 100), (4, 75), (3, 50), (2, 25), (1, 0)])
def test_an_offer_below_the_target_counts_partly(world, level, percent):
    learns, teaches = two(world, goal=(1, 5), offer=level)
    Offer.objects.filter(profile=teaches.profile).update(skill=make_skill("Kubernetes"))
    part = skills_part(world, learns, teaches)
    assert part.points == part.maximum * percent // 100
    covered = part.evidence["covered"]
    assert [goal["percent"] for goal in covered] == ([percent] if percent else [])
    assert bool(part.missing) == (percent == 0)


def test_level_and_relation_multiply(world):
    learns, teaches = two(world, goal=(1, 5), offer=3)
    SkillRelation.objects.create(
        skill=make_skill("Kubernetes"), related=make_skill("Docker"), share=50
    )
    part = skills_part(world, learns, teaches)
    assert part.evidence["covered"][0]["percent"] == 25
    assert part.points == part.maximum // 4


def test_merged_skills_are_one(world):
    learns, teaches = two(world)
    skills.merge(make_skill("Docker"), make_skill("Kubernetes"), by=make_hr("Hugo Lang").user)
    part = skills_part(world, learns, teaches)
    assert part.points == part.maximum


def test_an_offer_saved_while_its_skill_was_merged_counts_as_the_other(world):
    learns, teaches = two(world)
    docker, kubernetes = make_skill("Docker"), make_skill("Kubernetes")
    skills.merge(docker, kubernetes, by=make_hr("Hugo Lang").user)
    Offer.objects.filter(profile=teaches.profile).update(skill=docker)
    part = skills_part(world, learns, teaches)
    assert part.points == part.maximum
    book = Rulebook(world.program, [learns.profile_id, teaches.profile_id])
    assert book.broken(teaches.profile_id, learns.profile_id) is None


def test_a_goal_named_by_an_alias_is_the_skill(world):
    learning = skill("Machine learning", aliases=["ML", "Statistical learning"])
    person = make_person("Al Ias")
    chosen = joining.chosen_skills(person, ["new:ml", "new:statistical  Learning"])
    assert chosen == [learning]
    assert not Skill.objects.filter(name__iexact="ml").exists()


def test_aliases_of_both_sides_meet_in_the_score(world):
    skill("Machine learning", aliases=["ML"])
    learns, teaches = mentee(world.program, "Kim Lee", ()), mentor(world.program, "Dora Fox", ())
    (wanted,) = joining.chosen_skills(learns.profile, ["new:ML"])
    (offered,) = joining.chosen_skills(teaches.profile, ["new:machine learning"])
    Goal.objects.create(profile=learns.profile, skill=wanted, current_level=1, target_level=3)
    Offer.objects.create(profile=teaches.profile, skill=offered, level=3)
    part = skills_part(world, learns, teaches)
    assert part.points == part.maximum
