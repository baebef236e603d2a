"""A database full of people for `benchmarks.pages`, and the ones who read it.

python -m benchmarks.crowd fill 10000     # profiles up to this number
python -m benchmarks.crowd readers        # once: a round of 500; prints who reads
"""

import datetime as dt
import json
import random
import sys
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.utils import timezone

if TYPE_CHECKING:
    from matching.models import Program
    from profiles.models import Profile, User

SYLLABLES = [f"{consonant}{vowel}" for consonant in "bdhjklmnprstvwz" for vowel in "aeio"]
FIRST, LAST = 400, 2_000  # how many different names there are
JOBS = ("Analyst", "Engineer", "Consultant", "Designer", "Buyer", "Planner", "Recruiter")
SITES = [
    ("Madrid", "Spain", "Europe/Madrid"),
    ("Pune", "India", "Asia/Kolkata"),
    ("Austin", "United States", "America/Chicago"),
    ("Osaka", "Japan", "Asia/Tokyo"),
]
HOURS = [9, 10, 33, 34, 38, 57, 81, 86, 105, 106]
BATCH = 2_000
MENTEES, MENTORS = 570, 320


def fill(number: int) -> None:
    from profiles.models import Profile, Skill

    if not Skill.objects.exists():
        call_command("load_skills", verbosity=0)
    skills = list(Skill.objects.values_list("pk", flat=True))
    done = Profile.objects.count()
    while done < number:
        done += add(min(BATCH, number - done), done, skills)
    analyze()


def add(number: int, start: int, skills: list[int]) -> int:
    """People from `start` on; three in ten offer skills, two in ten want to learn."""
    from profiles import search
    from profiles.models import Goal, Offer, Profile, User

    dice = random.Random(start)
    users = User.objects.bulk_create(
        User(email=f"person.{n}@example.com", password="!") for n in range(start, start + number)
    )
    people = [person(user, start + n, dice) for n, user in enumerate(users)]
    search.fill(people)
    Profile.objects.bulk_create(people)
    Offer.objects.bulk_create(
        Offer(profile=someone, skill_id=skill, level=dice.randint(2, 5))
        for someone in people
        if dice.random() < 0.3
        for skill in dice.sample(skills, 4)
    )
    Goal.objects.bulk_create(
        Goal(profile=someone, skill_id=skill, priority=place)
        for someone in people
        if dice.random() < 0.2
        for place, skill in enumerate(dice.sample(skills, 2), 1)
    )
    return number


def person(user: "User", number: int, dice: random.Random) -> "Profile":
    from profiles.models import Profile

    site, country, zone = dice.choice(SITES)
    return Profile(
        user=user,
        name=f"{a_name(dice, FIRST)} {a_name(dice, LAST)}",
        employee_number=f"E{number}",
        job_title=dice.choice(JOBS),
        department=f"Department {number % 60}",
        site=site,
        country=country,
        time_zone=zone,
        time_zone_confirmed=True,
        level=dice.randint(1, 10),
        languages=["en"],
        weekly_hours=HOURS,
    )


def a_name(dice: random.Random, kinds: int) -> str:
    """One of so many names; the commonest has one person in a hundred, like names have."""
    spell = random.Random(int(40 * ((kinds / 40 + 1) ** dice.random() - 1)))
    return "".join(spell.choices(SYLLABLES, k=spell.choice((2, 3, 3)))).title()


def analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def readers() -> None:
    """An employee with a pair and an HR admin with a round to review; prints their cookies."""
    from matching import rounds, runs
    from matching.models import Enrollment
    from profiles.models import Profile, RoleGrant

    hr, mentor, mentee, *others = Profile.objects.order_by("pk")[: MENTEES + MENTORS + 3]
    RoleGrant.objects.create(user=hr.user, role=RoleGrant.Role.HR)
    pair_up(mentor, mentee)
    round_program = program("Spring Mentoring")
    Enrollment.objects.bulk_create(
        Enrollment(
            program=round_program,
            profile=someone,
            role="mentee" if place < MENTEES else "mentor",
            capacity=1 if place < MENTEES else 2,
        )
        for place, someone in enumerate(others)
    )
    give_matching_skills(others)
    round_, _is_new = rounds.open_round(round_program, by=hr.user)
    runs.request(round_, by=hr.user)
    runs.execute_next("bench", now=timezone.now())
    found = {"round": round_.pk, "proposals": round_.proposals.count(), "name": mentee.name}
    print(json.dumps(found | {"employee": cookie_of(mentee), "hr": cookie_of(hr)}))
    analyze()


def program(name: str) -> "Program":
    from matching.models import Policy, Program

    today, day = timezone.now().date(), dt.timedelta(days=1)
    made = Program.objects.create(
        name=name,
        format=Program.Format.MENTORING,
        state=Program.State.RUNNING,
        sign_up_opens=today - 7 * day,
        sign_up_closes=today + 14 * day,
        matching_on=today + 21 * day,
        starts_on=today + 28 * day,
        ends_on=today + 210 * day,
    )
    Policy.objects.create(program=made, version=1, document={"format": made.format})
    return made


def pair_up(mentor: "Profile", mentee: "Profile") -> None:
    from matching.models import Enrollment, Pair

    running, today = program("Autumn Mentoring"), timezone.now().date()
    Pair.objects.create(
        program=running,
        mentor_enrollment=Enrollment.objects.create(
            program=running, profile=mentor, role="mentor", used=1
        ),
        mentee_enrollment=Enrollment.objects.create(
            program=running, profile=mentee, role="mentee", used=1
        ),
        mentor=mentor,
        mentee=mentee,
        state=Pair.State.ACTIVE,
        starts_on=today,
        ends_on=today + dt.timedelta(days=180),
        visible_at=timezone.now(),
        reasons=[],
    )


def give_matching_skills(people: "list[Profile]") -> None:
    """Mentors and mentees of the round share twelve skills, so that nearly all are matched."""
    from profiles.models import Goal, Offer, Skill

    skills = list(Skill.objects.values_list("pk", flat=True)[:12])
    dice = random.Random(7)
    wanting, offering = people[:MENTEES], people[MENTEES:]
    Goal.objects.filter(profile__in=wanting).delete()
    Offer.objects.filter(profile__in=offering).delete()
    Goal.objects.bulk_create(
        Goal(profile=one, skill_id=skill) for one in wanting for skill in dice.sample(skills, 3)
    )
    Offer.objects.bulk_create(
        Offer(profile=one, skill_id=skill) for one in offering for skill in dice.sample(skills, 3)
    )


def cookie_of(profile: "Profile") -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(profile.user)
    session = client.session
    session.set_expiry(dt.timedelta(hours=12))
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[2])) if sys.argv[1] == "fill" else readers()
