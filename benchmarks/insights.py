"""Figures of 100,000 people, 20,000 pairs and 1,000,000 check-ins: `python -m benchmarks.insights`.
With a number, so many programs of 500 pairs instead of 40.

First the job: a week frozen from nothing, then the next one with the answers of a week more, then
the same week again. Then the overview under load, as in `benchmarks.pages`, against the health
check and against the same figures counted live in the same run.
"""

import json
import os
import socket
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import django

from benchmarks.pages import line, measured, python, server, settings_for
from mentorship.embedded import start_postgres

MOST_SECONDS, MOST_MS = 60, 300


def main(*programs: str) -> None:
    with tempfile.TemporaryDirectory(prefix="mentorship-bench-") as folder:
        Path(folder).chmod(0o755)
        with start_postgres(Path(folder)) as postgres:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            os.environ |= settings_for(folder, port, postgres.url)
            python("manage.py", "migrate", "-v", "0")
            python("manage.py", "collectstatic", "--no-input", "-v", "0")
            start = perf_counter()
            print(python("-m", "benchmarks.answers", *programs).rstrip(), end=" ")
            print(f"({perf_counter() - start:.0f} s to load)", flush=True)
            told = json.loads(python("-m", "benchmarks.insights", "job"))
            for words, seconds in told["job"].items():
                print(f"  {words:26} {seconds:7.1f} s   at most {MOST_SECONDS} s")
            with server(port):
                pages(port, told)


def pages(port: int, told: dict[str, object]) -> None:
    peer = measured(port, "/healthz", "")
    print(line("/healthz (peer)", peer, peer))
    for label, path in (
        ("overview", "/hr/insights/"),
        ("one program", f"/hr/insights/programs/{told['program']}/"),
        ("one measure by department", "/hr/insights/measures/response/?cut=department"),
    ):
        spent = measured(port, path, str(told["cookie"]))
        p95 = quantiles(spent, n=20)[-1] * 1e3
        print(line(label, spent, peer) + f"   p95 at most {MOST_MS}: {p95:.0f} ms", flush=True)
        if label == "overview":
            live = float(str(told["live"]))
            print(
                f"  counted live               {live:7.1f} s   {live / median(spent):5.0f} × frozen"
            )


def job() -> None:
    """Prints what the freezing took, and who reads the pages."""
    from django.utils import timezone

    from benchmarks.crowd import cookie_of
    from insights import freezing, weeks
    from insights.measures import MEASURES
    from matching.models import Program
    from profiles.models import Profile, RoleGrant

    now = timezone.now()
    last = weeks.last_over(now)
    spent = {}
    for words, week in (
        ("the first week", last - weeks.WEEK),
        ("one week more", last),
        ("the same week again", last),
    ):
        start = perf_counter()
        freezing.freeze(week, now=now)
        spent[words] = round(perf_counter() - start, 2)
    start = perf_counter()
    for measure in MEASURES.values():
        sum(row.numerator for row in measure.count(weeks.scope(last)))
    live = perf_counter() - start
    hr = Profile.objects.order_by("pk")[0]
    RoleGrant.objects.create(user=hr.user, role=RoleGrant.Role.HR)
    program = Program.objects.order_by("pk")[0].pk
    found = {"job": spent, "live": live, "cookie": cookie_of(hr), "program": program}
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:] == ["job"]:
        django.setup()
        job()
    else:
        main(*sys.argv[1:])
