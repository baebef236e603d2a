"""The report by mail: to sponsors and coordinators once its sentences are written, else a word to
the coordinators that it waits for them.

    mailing.tick(now=now)   # as often as you like: one mail per program, period and reader
"""

import datetime as dt

from insights.models import ReportPlan, ReportWords
from insights.report import readers, schedule
from insights.report.periods import Period
from matching.models import Program
from outbox.queue import enqueue_many, known_keys
from profiles.models import Profile

REPORT, WAITS = "program-report", "program-report-waits"


def tick(*, now: dt.datetime) -> int:
    """Returns how many mails are new."""
    plans = ReportPlan.objects.exclude(rhythm=ReportPlan.Rhythm.OFF).select_related("program")
    return sum(_mail(plan.program, schedule.due(plan, now=now), now=now) for plan in plans)


def _mail(program: Program, period: Period | None, *, now: dt.datetime) -> int:
    if period is None:
        return 0
    is_written = ReportWords.objects.of(program, period).exists()
    kind = REPORT if is_written else WAITS
    people = coordinators(program)
    if is_written:
        people = [*readers.sponsors(program), *people]
    prefix = f"{kind}:{program.pk}:{period.slug}:"
    known = known_keys(kind, prefix)
    entries = [
        (key, person.user, {"program": program.pk, "period": period.slug, "person": person.pk})
        for person in dict.fromkeys(people)
        if (key := f"{prefix}{person.pk}") not in known
    ]
    return enqueue_many(kind, entries, not_before=now)


def coordinators(program: Program) -> list[Profile]:
    people = Profile.objects.active().filter(user__coordinates__program=program)
    return list(people.select_related("user").order_by("name", "pk"))
