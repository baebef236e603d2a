"""A round's people from PostgreSQL into the engine's arrays: `python -m benchmarks.loading`.

The peer is the plain way: Django objects of the same people with `select_related` and
`prefetch_related`, before anything is packed. Every line is a process of its own; its memory is the
peak above what the process held when it began to read.
"""

import importlib
import os
import random
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.utils import timezone

from benchmarks import crowd
from benchmarks.memory import peak_above, start_of_peak
from mentorship.embedded import start_postgres

if TYPE_CHECKING:
    from matching.models import Enrollment, Program, Round
    from profiles.models import Profile

SIZES = ((5_000, 3_000), (50_000, 25_000))
BATCH = 5_000
SITES = [(f"Site {n}", f"Country {n // 3}") for n in range(30)]
ZONES = ("Europe/Madrid", "Asia/Kolkata", "America/Chicago", "Asia/Tokyo", "UTC")
LANGUAGES = ("en", "es", "hi", "ja", "de", "fr")
WORK_HOURS = [24 * day + hour for day in range(5) for hour in range(8, 18)]


def fill(mentees: int, mentors: int) -> None:
    """A program with an open round; mentees want 1 to 4 skills, mentors offer 3 to 8."""
    from matching import rounds
    from profiles.models import Profile, Skill

    call_command("load_skills", verbosity=0)
    skills = list(Skill.objects.values_list("pk", flat=True))
    dice, running = random.Random(7), crowd.program("Spring Mentoring")
    for start in range(0, mentees + mentors, BATCH):
        numbers = range(start, min(start + BATCH, mentees + mentors))
        people = add_people(numbers, dice)
        roles = ["mentee" if n < mentees else "mentor" for n in numbers]
        add_skills(people, roles, skills, dice)
        enroll(running, people, roles, dice)
    add_wishes(running, dice)
    rounds.open_round(running, by=Profile.objects.earliest("pk").user)
    crowd.analyze()


def add_people(numbers: range, dice: random.Random) -> "list[Profile]":
    from profiles.models import Profile, User

    users = User.objects.bulk_create(
        User(email=f"person.{n}@example.com", password="!") for n in numbers
    )
    bosses = list(Profile.objects.order_by("pk").values_list("pk", flat=True)[: BATCH // 5])
    return Profile.objects.bulk_create(
        Profile(user=user, **a_person(n, bosses, dice))
        for n, user in zip(numbers, users, strict=True)
    )


def a_person(number: int, bosses: list[int], dice: random.Random) -> dict[str, object]:
    site, country = dice.choice(SITES)
    return {
        "name": f"Person {number}",
        "employee_number": f"E{number}",
        "department": f"Department {int(60 * dice.random() ** 2)}",
        "site": site,
        "country": country,
        "time_zone": dice.choice(ZONES),
        "level": dice.randint(1, 8),
        "manager_id": dice.choice(bosses) if bosses else None,
        "languages": ["en", *dice.sample(LANGUAGES[1:], dice.randint(0, 2))],
        "weekly_hours": sorted(dice.sample(WORK_HOURS, dice.randint(4, 12))),
        "worked_before_in": [f"Department {n}" for n in dice.sample(range(60), dice.randint(0, 2))],
        "happy_to_talk_about": [f"Topic {n}" for n in dice.sample(range(80), dice.randint(0, 5))],
        "bio": "Somebody with a bio of a usual length. " * 5,
        "mentoring_limit": 3,
    }


def add_skills(
    people: "list[Profile]", roles: list[str], skills: list[int], dice: random.Random
) -> None:
    from profiles.models import Goal, Offer

    pairs = list(zip(people, roles, strict=True))
    Goal.objects.bulk_create(
        Goal(profile=one, skill_id=skill, priority=min(place, 3), sentence="Lead a workshop.")
        for one, role in pairs
        if role == "mentee"
        for place, skill in enumerate(dice.sample(skills, dice.randint(1, 4)), 1)
    )
    Offer.objects.bulk_create(
        Offer(profile=one, skill_id=skill, level=dice.randint(2, 5))
        for one, role in pairs
        if role == "mentor"
        for skill in dice.sample(skills, dice.randint(3, 8))
    )


def enroll(
    running: "Program", people: "list[Profile]", roles: list[str], dice: random.Random
) -> "list[Enrollment]":
    from matching.models import Enrollment

    return Enrollment.objects.bulk_create(
        Enrollment(
            program=running,
            profile=one,
            role=role,
            capacity=dice.randint(1, 3) if role == "mentor" else 1,
            times_unmatched=dice.randint(0, 2),
        )
        for one, role in zip(people, roles, strict=True)
    )


def add_wishes(running: "Program", dice: random.Random) -> None:
    """Three mentees in ten rank up to three mentors; one in fifty keeps away from somebody."""
    from matching.models import Wish
    from profiles.models import DoNotMatch

    mentees = list(running.enrollments.mentees().values_list("pk", "profile_id"))
    mentors = list(running.enrollments.mentors().values_list("profile_id", flat=True))
    Wish.objects.bulk_create(
        Wish(enrollment_id=mentee, wished_id=mentor, rank=rank)
        for mentee, _person in mentees
        if dice.random() < 0.3
        for rank, mentor in enumerate(dice.sample(mentors, dice.randint(1, 3)), 1)
    )
    DoNotMatch.objects.bulk_create(
        DoNotMatch(author_id=person, other_id=dice.choice(mentors)) for _pk, person in mentees[::50]
    )


def by_loader(round_: "Round") -> int:
    from matching import loading, policies

    policy = policies.current(round_.program)
    problem = loading.load(round_, policy=policy, now=timezone.now())
    return sum(problem.points.shape)


def by_objects(round_: "Round") -> int:
    from matching.models import Enrollment

    rows = Enrollment.objects.active().filter(program=round_.program)
    people = rows.select_related("profile__manager").order_by("pk")
    found = list(people.prefetch_related("profile__goals", "profile__offers", "wishes"))
    return len(found)


READERS: dict[str, Callable[["Round"], int]] = {"loader": by_loader, "objects": by_objects}


class Asked:
    """Counts the queries that pass through it."""

    queries = 0

    def __call__(self, execute: Callable[..., object], *query: object) -> object:
        self.queries += 1
        return execute(*query)


def read(name: str) -> None:
    """In a process of its own: people, seconds, MB above the start, queries."""
    from django.db import connection

    from matching.models import Round

    importlib.import_module("matching.loading")
    round_ = Round.objects.select_related("program").get()
    asked = Asked()
    with connection.execute_wrapper(asked):
        before, start = start_of_peak(), perf_counter()
        people = READERS[name](round_)
        seconds = perf_counter() - start
    print(people, f"{seconds:.3f}", peak_above(before), asked.queries)


def python(*arguments: object) -> str:
    command = [sys.executable, "-W", "ignore", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> None:
    print("A round's people, from the database into arrays (MB above the start of each process)")
    print(f"{'mentees x mentors':>18} {'way':<16}{'s':>8}{'MB':>7}{'queries':>9}  against objects")
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="mentorship-bench-") as folder:
            Path(folder).chmod(0o755)
            with start_postgres(Path(folder)) as postgres:
                os.environ |= settings_for(postgres.url)
                python("manage.py", "migrate", "-v", "0")
                python("-m", "benchmarks.loading", "fill", *size)
                report(size)


def settings_for(database: str) -> dict[str, str]:
    return {
        "MENTORSHIP_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "mentorship.settings",
        "DATABASE_URL": database,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": secrets.token_urlsafe(40),
        "LINK_KEY": secrets.token_urlsafe(40),
        "PUBLIC_URL": "http://testserver",
    }


def report(size: tuple[int, int]) -> None:
    peer_seconds = peer_peak = 0.0
    for label, name in (("Django objects", "objects"), ("loader", "loader")):
        _people, seconds, peak, queries = python("-m", "benchmarks.loading", name).split()
        peer_seconds, peer_peak = peer_seconds or float(seconds), peer_peak or float(peak)
        ratio = (
            f"{float(seconds) / peer_seconds:.2f} x time, {float(peak) / peer_peak:.2f} x memory"
        )
        line = f"{size[0]:>9,} x {size[1]:,}"
        print(
            f"{line:>18} {label:<16}{float(seconds):>8.2f}{peak:>7}{queries:>9}  {ratio}",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        django.setup()
        fill(int(sys.argv[2]), int(sys.argv[3])) if sys.argv[1] == "fill" else read(sys.argv[1])
