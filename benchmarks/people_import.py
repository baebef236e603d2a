"""The people import against Django's bulk_create alone: `python -m benchmarks.people_import`.

Every line is a process of its own, so that its peak memory is its own. The import reads, checks,
compares and writes with search fields and managers; the peer gets ready rows and only inserts them.
"""

import csv
import io
import os
import resource
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter

import django
from django.core.management import call_command

from mentorship.embedded import start_postgres

ROWS = 100_000
HEADER = (
    "Employee ID,First name,Last name,Work email,Job title,Department,Grade,Site,Country,"
    "Time zone,Manager ID,Start date"
)
FIRST = ("Ana", "Bo", "Chidi", "Dana", "Emil", "Fatima", "Goran", "Hana", "José", "Kim", "Léa")
LAST = ("Ruiz", "Lee", "Okafor", "Weiss", "Novak", "Haddad", "Berg", "Suzuki", "Silva", "Chen")
JOBS = ("Analyst", "Engineer", "Consultant", "Designer", "Account manager", "Buyer", "Planner")
SITES = (("Madrid", "Spain", "Europe/Madrid"), ("Pune", "India", "Asia/Kolkata"))


def people(suffix: str = "") -> Iterator[list[str]]:
    """One root; everybody else reports to the person at an eighth of their number."""
    for n in range(1, ROWS + 1):
        first, last = FIRST[n % len(FIRST)], LAST[n % len(LAST)]
        mail = f"{first}.{last}.{n}@example.com".lower()
        job, site = JOBS[n % len(JOBS)] + suffix, SITES[n % len(SITES)]
        place = (f"Department {n % 60}", f"L{n % 9 + 1}", *site)
        manager = f"E{n // 8:06}" if n > 7 else "E000001" if n > 1 else ""
        yield [f"E{n:06}", first, last, mail, job, *place, manager, f"20{n % 20:02}-03-01"]


def write(path: Path, suffix: str = "") -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows([HEADER.split(","), *people(suffix)])


def by_import(path: str) -> None:
    call_command("import_people", path, stdout=io.StringIO())


def by_bulk_create(path: str) -> None:
    from allauth.account.models import EmailAddress

    from profiles.models import Profile, User

    rows = iter(range(ROWS))
    while batch := list(islice(rows, 2_000)):
        users = [User(email=f"peer.{n}@example.com", password="!") for n in batch]
        User.objects.bulk_create(users)
        EmailAddress.objects.bulk_create(EmailAddress(user=u, email=u.email) for u in users)
        Profile.objects.bulk_create(
            Profile(
                user=user,
                name="Ana Ruiz",
                employee_number=f"P{user.pk}",
                job_title="Account manager",
                department="Department 10",
                site="Madrid",
                country="Spain",
                search_text="ana ruiz account manager department 10",
            )
            for user in users
        )


STEPS: dict[str, Callable[[str], None]] = {"import": by_import, "bulk_create": by_bulk_create}


def child(step: str, path: str) -> None:
    django.setup()
    start = perf_counter()
    STEPS[step](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{perf_counter() - start:.1f} {peak}")


def measured(step: str, path: Path) -> tuple[float, int]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.people_import", step, str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="mentorship-bench-"))
    folder.chmod(0o755)
    first, second = folder / "people.csv", folder / "promoted.csv"
    write(first)
    write(second, suffix=" II")
    with start_postgres(folder / "data") as postgres:
        os.environ |= {
            "MENTORSHIP_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "mentorship.settings",
            "DATABASE_URL": postgres.url,
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "SECRET_KEY": secrets.token_urlsafe(40),
            "LINK_KEY": secrets.token_urlsafe(40),
            "PUBLIC_URL": "http://testserver",
        }
        subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", "migrate", "-v", "0"], check=True
        )
        report(first, second)


def report(first: Path, second: Path) -> None:
    print(f"{ROWS:,} rows, {first.stat().st_size / 1e6:.1f} MB", flush=True)
    peer, peer_peak = measured("bulk_create", first)
    print(f"{'bulk_create alone':34} {peer:7.1f} s {peer_peak:5} MB", flush=True)
    for label, path in (
        ("import, everybody new", first),
        ("the same file again", first),
        ("import, every job title changed", second),
    ):
        seconds, peak = measured("import", path)
        ratio = f"{seconds / peer:.2f} × bulk_create"
        print(f"{label:34} {seconds:7.1f} s {peak:5} MB   {ratio}", flush=True)


if __name__ == "__main__":
    child(*sys.argv[1:]) if len(sys.argv) > 1 else main()
