"""Writing the company's people: accounts that can sign in, profiles, skills and roles."""

import datetime as dt
import io

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from mentorship.demo.dice import dice
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene
from profiles import search
from profiles.models import DoNotMatch, Goal, Offer, Profile, RoleGrant, Skill, User

APART = 14
AWAY = 4


def write(scene: Scene) -> None:
    call_command("load_skills", stdout=io.StringIO())
    _accounts(scene)
    _managers(scene)
    _skills(scene)
    for person in (scene.company.lead("hr"), _head_of_people(scene)):
        RoleGrant.objects.create(user=scene.profile(person).user, role=RoleGrant.Role.HR)
    _apart(scene)


def _accounts(scene: Scene) -> None:
    people = scene.company.people
    users = [User(email=person.email, password=make_password(None)) for person in people]
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users
    )
    rows = [_profile(person, user, scene.today) for person, user in zip(people, users, strict=True)]
    for row in dice("away").sample(rows[60:], AWAY):
        row.paused_until = scene.days(20)
    search.fill(rows)
    Profile.objects.bulk_create(rows)


def _profile(person: Person, user: User, today: dt.date) -> Profile:
    return Profile(
        user=user,
        name=person.name,
        employee_number=person.number,
        department=person.department,
        job_title=person.title,
        grade=f"L{person.level}",
        level=person.level,
        site=person.site.name,
        country=person.site.country,
        time_zone=person.site.time_zone,
        time_zone_confirmed=not person.is_bare,
        start_date=today - dt.timedelta(days=person.days_here),
        languages=person.languages,
        bio=person.about,
        weekly_hours=person.hours,
        worked_before_in=person.worked_before_in,
        happy_to_talk_about=person.talks_about,
        mentoring_limit=person.mentoring_limit,
    )


def _managers(scene: Scene) -> None:
    rows = []
    for person in scene.company.people:
        if person.manager:
            row = scene.profile(person)
            row.manager = scene.rows[person.manager]
            rows.append(row)
    Profile.objects.bulk_update(rows, ["manager"])


def _skills(scene: Scene) -> None:
    known = dict(Skill.objects.values_list("name", "pk"))
    offers = [
        Offer(profile=scene.profile(person), skill_id=known[skill], level=level)
        for person in scene.company.people
        for skill, level in person.offers.items()
    ]
    goals = [
        Goal(
            profile=scene.profile(person),
            skill_id=known[wish.skill],
            current_level=wish.current,
            target_level=wish.target,
            priority=wish.priority,
            sentence=wish.sentence,
        )
        for person in scene.company.people
        for wish in person.goals
    ]
    Offer.objects.bulk_create(offers)
    Goal.objects.bulk_create(goals)


def _head_of_people(scene: Scene) -> Person:
    people = scene.company.people
    return next(p for p in people if p.department == "People" and p.family is None)


def _apart(scene: Scene) -> None:
    """Some people would rather not meet; nobody but they know."""
    chance = dice("apart")
    leads = {person.number for person in scene.company.leads.values()}
    people = [person for person in scene.company.people[20:] if person.number not in leads]
    DoNotMatch.objects.bulk_create(
        DoNotMatch(author=scene.profile(one), other=scene.profile(other))
        for one, other in (chance.sample(people, 2) for _time in range(APART))
    )
