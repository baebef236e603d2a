"""A round as HR finds it on the morning of the review: people with names, goals, offers, hours and
places in one company, matched by a real run. The same seed gives the same people.

Of 500 pairs some 65 have a High flag: the round's lowest tenth, a first goal that nobody covers, a
pair half a world apart, and somebody whose last pair ended before its time.
"""

import datetime as dt
from itertools import chain
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from benchmarks import crowd
from mentorship.demo.names import CULTURES
from mentorship.demo.sites import SITES, Site, hours_at, languages_of
from mentorship.demo.skills import SENTENCES

if TYPE_CHECKING:
    from matching.models import Enrollment, Program, Round
    from profiles.models import Profile, Skill, User

DEPARTMENTS = (
    *("Finance", "Product", "Sales", "Engineering", "Software", "Marketing", "People", "Legal"),
    *("Supply Chain", "Customer Service", "Manufacturing", "Strategy"),
)
JOBS = ("Analyst", "Engineer", "Planner", "Designer", "Buyer", "Consultant", "Lead", "Specialist")
TAUGHT = 30  # skills mentors offer
RARE = 4  # further skills that hardly anybody offers
WANTS_RARE, RARE_OFFERED, FAR, EARLY = 0.1, 0.02, 0.06, 0.02
TEACHES_ONE, HARDLY_FREE = 0.05, 0.04
BATCH = 2_000


def build(mentees: int = 500, mentors: int = 320, *, seed: int = 5) -> "Round":
    """A program, its people and a round with its result; everybody gets a proposal. A database can
    hold one round of each number of mentees."""
    from matching import rounds, runs

    dice = Random(seed)
    hr, program = _hr(), crowd.program("Spring Mentoring")
    people = _people(mentees, mentors, dice)
    _goals_and_offers(people, mentees, dice)
    enrolled = _enroll(program, people, mentees, dice)
    _wishes(enrolled, mentees, dice)
    _history(people, dice)
    round_, _is_new = rounds.open_round(program, by=hr)
    runs.request(round_, by=hr)
    runs.execute_next("bench", now=timezone.now())
    return round_


def reviewer() -> "Profile":
    """The HR admin who reviews."""
    from profiles.models import Profile

    return Profile.objects.get(user__email="hana.suzuki@example.com")


def _hr() -> "User":
    from profiles.models import Profile, RoleGrant, User

    user, is_new = User.objects.get_or_create(email="hana.suzuki@example.com")
    if not is_new:
        return user
    Profile.objects.create(user=user, name="Hana Suzuki", time_zone="Europe/Madrid")
    RoleGrant.objects.create(user=user, role=RoleGrant.Role.HR)
    return user


def _people(mentees: int, mentors: int, dice: Random) -> "list[Profile]":
    from profiles.models import Profile, User

    made: list[Profile] = []
    for start in range(0, mentees + mentors, BATCH):
        numbers = range(start, min(start + BATCH, mentees + mentors))
        users = User.objects.bulk_create(
            User(email=f"person.{mentees}.{n}@example.com", password="!") for n in numbers
        )
        made += Profile.objects.bulk_create(
            _person(user, n, is_mentor=n >= mentees, dice=dice)
            for n, user in zip(numbers, users, strict=True)
        )
    return made


def _person(user: "User", number: int, *, is_mentor: bool, dice: Random) -> "Profile":
    from profiles.models import Profile

    site = _site(dice)
    culture = dice.choices(list(site.cultures), list(site.cultures.values()))[0]
    names = CULTURES[culture]
    hours = sorted(set(chain(hours_at(site, dice), hours_at(site, dice))))
    level = dice.randint(5, 9) if is_mentor else dice.randint(2, 5)
    return Profile(
        user=user,
        name=f"{dice.choice(names.given)} {dice.choice(names.family)}",
        employee_number=user.email.removesuffix("@example.com"),
        job_title=dice.choice(JOBS),
        department=dice.choice(DEPARTMENTS),
        site=site.name,
        country=site.country,
        time_zone=site.time_zone,
        time_zone_confirmed=True,
        level=level,
        languages=languages_of(site, culture, dice),
        weekly_hours=hours[:2] if dice.random() < HARDLY_FREE else hours,
        mentoring_limit=3,
        bio="Somebody with a bio of a usual length. " * 4,
    )


def _site(dice: Random) -> Site:
    """Nearly everybody works in Europe."""
    near = [site for site in SITES if site.time_zone.startswith("Europe")]
    return dice.choice(SITES if dice.random() < FAR else near)


def _goals_and_offers(people: "list[Profile]", mentees: int, dice: Random) -> None:
    from profiles.models import Goal, Offer

    common, rare = _skills()
    goals, offers = [], []
    for person in people[:mentees]:
        wanted = dice.sample(common, 3)
        if dice.random() < WANTS_RARE:
            wanted[0] = dice.choice(rare)
        goals += [
            Goal(
                profile=person,
                skill=skill,
                priority=place,
                current_level=dice.randint(1, 2),
                target_level=3,
                sentence=dice.choice(SENTENCES.get(skill.name, ("Be able to do it alone.",))),
            )
            for place, skill in enumerate(wanted, 1)
        ]
    for person in people[mentees:]:
        number = 1 if dice.random() < TEACHES_ONE else dice.randint(4, 6)
        taught = dice.sample(common, number)
        taught += [skill for skill in rare if dice.random() < RARE_OFFERED]
        offers += [Offer(profile=person, skill=s, level=dice.randint(3, 5)) for s in taught]
    Goal.objects.bulk_create(goals, batch_size=BATCH)
    Offer.objects.bulk_create(offers, batch_size=BATCH)


def _skills() -> "tuple[list[Skill], list[Skill]]":
    from profiles.models import Skill

    names = sorted(SENTENCES)[: TAUGHT + RARE]
    found = [
        Skill.objects.get_or_create(name=name, defaults={"category": "Business"})[0]
        for name in names
    ]
    return found[:TAUGHT], found[TAUGHT:]


def _enroll(
    program: "Program", people: "list[Profile]", mentees: int, dice: Random
) -> "list[Enrollment]":
    from matching.models import Enrollment

    return Enrollment.objects.bulk_create(
        [
            Enrollment(
                program=program,
                profile=person,
                role="mentee" if place < mentees else "mentor",
                capacity=1 if place < mentees else dice.randint(2, 3),
            )
            for place, person in enumerate(people)
        ],
        batch_size=BATCH,
    )


def _wishes(enrolled: "list[Enrollment]", mentees: int, dice: Random) -> None:
    """One mentee in five names up to two mentors."""
    from matching.models import Wish

    mentors = [row.profile_id for row in enrolled[mentees:]]
    Wish.objects.bulk_create(
        Wish(enrollment=row, wished_id=wished, rank=rank)
        for row in enrolled[:mentees]
        if dice.random() < 0.2
        for rank, wished in enumerate(dice.sample(mentors, dice.randint(1, 2)), 1)
    )


def _history(people: "list[Profile]", dice: Random) -> None:
    """A few of last year's pairs, which ended after two months of six."""
    from matching.models import Enrollment, Pair, Program

    past, today = crowd.program("Last Year's Mentoring"), timezone.now().date()
    Program.objects.filter(pk=past.pk).update(state=Program.State.FINISHED)
    some = dice.sample(people, 2 * max(1, round(EARLY * len(people) / 2)))
    for mentor, mentee in zip(some[::2], some[1::2], strict=True):
        rows = {
            f"{role}_enrollment": Enrollment.objects.create(
                program=past, profile=person, role=role, capacity=1
            )
            for role, person in (("mentor", mentor), ("mentee", mentee))
        }
        Pair.objects.create(
            **rows,
            program=past,
            mentor=mentor,
            mentee=mentee,
            state=Pair.State.ENDED,
            starts_on=today - dt.timedelta(days=400),
            ends_on=today - dt.timedelta(days=220),
            ended_on=today - dt.timedelta(days=340),
            visible_at=timezone.now() - dt.timedelta(days=400),
        )
