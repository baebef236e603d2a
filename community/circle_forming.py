"""Learning circles from open goals, by the engine (`matching.engine.form_circles`).

    made = circle_forming.form([sql], by=hana.user, now=now)     # a round for HR to review

People with a goal in a skill want that topic, the more the higher its priority, and more again when
they have no mentor. Whoever offers it at level 3 or above can facilitate; where nobody does, one
of those who want to learn it, the least a beginner first. Circles have 4 to 6 people from two
departments or more; two people one of whom excluded the other are never in one circle, and no page
says so.
"""

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from community.models import CircleRound, CircleSeat, Group, Membership, ProposedCircle
from matching import engine
from matching.models import Pair
from profiles import audit, exclusions
from profiles.models import Goal, Offer, Profile, Skill, User

SIZE = (4, 6)
MOST_SHARE = 75  # in a hundred of one department
MOST_SKILLS = 20
MOST_PEOPLE = 3000
FIRST_GOAL, NO_MENTOR, ABLE = 60, 15, 3
ASKS, ASKS_TO_LEAD = 90, 45


class NobodyError(Exception):
    """There is no circle in these goals: too few people are free, or all are of one department."""


@dataclass(frozen=True)
class World:
    """Who could be in circles: `wants` and `leads` are points, -1 for no, (people, skills)."""

    skills: Sequence[Skill]
    people: Sequence[Profile]
    wants: "np.ndarray[tuple[int, int], np.dtype[np.int64]]"
    leads: "np.ndarray[tuple[int, int], np.dtype[np.int64]]"


@transaction.atomic
def form(
    skills: Iterable[Skill], *, by: User, asked_by: Profile | None = None, now: dt.datetime
) -> CircleRound:
    """NobodyError when there is no circle in it. Two who press at once do not seat anybody twice:
    the rows of the skills are locked."""
    ids = [skill.pk for skill in skills]
    locked = Skill.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    world = _world(list(locked), asked_by, today=timezone.localdate(now))
    salt = secrets.token_bytes(8)
    found = _formed(world, salt)
    if not found.circles:
        raise NobodyError
    made = CircleRound.objects.create(
        asked_by=asked_by, made_at=now, receipt=_receipt(world, found, salt)
    )
    made.skills.set(world.skills)
    for circle in found.circles:
        _propose(made, world, circle)
    audit.record("circles.formed", made, by=by)
    return made


def wanted_skills() -> QuerySet[Skill]:
    """Skills with enough open goals for a circle, most goals first."""
    open_goals = Count("goals", filter=Q(goals__profile__is_active=True))
    rows = Skill.objects.active().annotate(open_goals=open_goals)
    return rows.filter(open_goals__gte=SIZE[0]).order_by("-open_goals", "name")[:MOST_SKILLS]


def _world(skills: Sequence[Skill], asked_by: Profile | None, *, today: dt.date) -> World:
    column = {skill.pk: place for place, skill in enumerate(skills)}
    taken = _taken(column)
    goals = [
        goal
        for goal in Goal.objects.filter(skill__in=column).order_by("pk")
        if (goal.profile_id, goal.skill_id) not in taken
    ]
    offers = Offer.objects.filter(skill__in=column, level__gte=ABLE).order_by("pk")
    able = [row for row in offers if (row.profile_id, row.skill_id) not in taken]
    ids = {goal.profile_id for goal in goals} | {offer.profile_id for offer in able}
    ids |= {asked_by.pk} if asked_by else set()
    here = Profile.objects.active().filter(pk__in=ids).order_by("pk")
    people = [person for person in here if not person.is_paused(today=today)][:MOST_PEOPLE]
    row = {person.pk: place for place, person in enumerate(people)}
    wants, leads = np.full((2, len(people), len(skills)), -1, dtype=np.int64)
    mentored = _mentored(row)
    for goal in goals:
        if goal.profile_id in row:
            i, t = row[goal.profile_id], column[goal.skill_id]
            wants[i, t] = FIRST_GOAL // goal.priority + NO_MENTOR * (i not in mentored)
            leads[i, t] = goal.current_level - 1
    for offer in able:
        if offer.profile_id in row:
            leads[row[offer.profile_id], column[offer.skill_id]] = 10 * offer.level
    if asked_by and asked_by.pk in row:
        i = row[asked_by.pk]
        wants[i, :], leads[i, :] = ASKS, np.maximum(leads[i, :], ASKS_TO_LEAD)
    return World(skills, people, wants, leads)


def _taken(skills: Iterable[int]) -> set[tuple[int, int]]:
    """(person, skill) of those who are in a circle on it, on the way in, or in a round that HR
    still looks at."""
    inside = Membership.objects.involved().filter(
        group__in=Group.objects.alive().filter(kind=Group.Kind.CIRCLE), group__skills__in=skills
    )
    seats = CircleSeat.objects.filter(
        is_out=False, circle__round__state=CircleRound.State.REVIEW, circle__skill__in=skills
    ).exclude(circle__decision=ProposedCircle.Decision.DROPPED)
    return {
        *inside.values_list("profile_id", "group__skills"),
        *seats.values_list("profile_id", "circle__skill_id"),
    }


def _mentored(row: dict[int, int]) -> set[int]:
    """Rows of the people who have a mentor now."""
    pairs = Pair.objects.active().filter(mentee__in=list(row))
    return {row[pk] for pk in pairs.values_list("mentee_id", flat=True)}


def _formed(world: World, salt: bytes) -> engine.Circles:
    names = sorted({person.department for person in world.people if person.department})
    number = {name: place for place, name in enumerate(names)}
    row = {person.pk: place for place, person in enumerate(world.people)}
    apart = [(row[one], row[other]) for one, other in exclusions.pairs(list(row))]
    return engine.form_circles(
        world.wants,
        world.leads,
        size=SIZE,
        departments=np.array(
            [number.get(person.department, -1) for person in world.people], dtype=np.int64
        ),
        most_share=MOST_SHARE,
        forbids=apart,
        ids=[str(person.pk) for person in world.people],
        salt=salt,
    )


def _receipt(world: World, found: engine.Circles, salt: bytes) -> dict[str, object]:
    return {
        "salt": salt.hex(),
        "people": int((world.wants >= 0).any(axis=1).sum()),
        "placed": found.placed,
        "most_placed": found.most_placed,
        "total": found.total,
        "bound": found.bound,
        "unplaced": Counter(one.reason for one in found.unplaced),
    }


def _propose(made: CircleRound, world: World, circle: engine.Circle) -> None:
    proposed = ProposedCircle.objects.create(round=made, skill=world.skills[circle.topic])
    rows = [(circle.facilitator, True), *((member, False) for member in circle.members)]
    CircleSeat.objects.bulk_create(
        CircleSeat(circle=proposed, profile=world.people[row], facilitates=leads)
        for row, leads in rows
    )
