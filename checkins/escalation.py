"""Telling the people who look after pairs: a call for help at once, quiet pairs once a week.

`tell_calls` writes to HR, and to coordinators whose box the author ticked, about calls nobody has
been told of. The first goes out within a minute; what comes in the quarter of an hour after it
waits and goes together. `tell_quiet` writes on Monday morning about pairs without a first meeting
for two weeks and about quiet ones. Nobody is written to about a pair of their own.
"""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import Q

from checkins import health, weeks
from checkins.models import CheckIn
from matching.models import Coordinator, Pair
from outbox.queue import enqueue, known_keys
from profiles import holidays, workdays
from profiles.models import Profile, RoleGrant

CALLS, QUIET = "calls-for-help", "quiet-pairs"
TOGETHER = dt.timedelta(minutes=15)
MONDAY, MORNING = 0, 9
LATEST = dt.timedelta(hours=48)
A_WEEK = dt.timedelta(days=7)


@transaction.atomic
def tell_calls(*, now: dt.datetime) -> int:
    """Returns how many mails were written."""
    if CheckIn.objects.filter(told_at__gt=now - TOGETHER, told_at__lte=now).exists():
        return 0
    rows = CheckIn.objects.needing_help().filter(
        told_at__isnull=True, answered_at__lte=now, pair__state=Pair.State.ACTIVE
    )
    calls = list(
        rows.select_for_update(of=("self",), skip_locked=True).select_related("pair").order_by("pk")
    )
    if not calls:
        return 0
    written = 0
    for reader, theirs in _readers_of(calls).items():
        newest = max(call.answered_at for call in theirs if call.answered_at)
        written += enqueue(
            CALLS,
            key=f"{CALLS}:{reader.pk}:{theirs[-1].pk}:{newest.timestamp():.6f}",
            to=reader.user,
            context={"checkins": [call.pk for call in theirs]},
            not_before=now,
        )
    CheckIn.objects.filter(pk__in=[call.pk for call in calls]).update(told_at=now)
    return written


def _readers_of(calls: list[CheckIn]) -> dict[Profile, list[CheckIn]]:
    """Who is written to about which calls."""
    people = Profile.objects.active().select_related("user")
    hr = list(people.filter(user__role_grants__role=RoleGrant.Role.HR))
    programs = {call.pair.program_id for call in calls if call.tell_coordinator}
    coordinators: dict[int, set[int]] = defaultdict(set)
    for program, user in Coordinator.objects.filter(program__in=programs).values_list(
        "program", "user"
    ):
        coordinators[program].add(user)
    users = {user for found in coordinators.values() for user in found}
    others = [person for person in people.filter(user__in=users) if person not in hr]
    found: dict[Profile, list[CheckIn]] = {}
    for reader in [*hr, *others]:
        theirs = [
            call
            for call in calls
            if reader.pk not in (call.pair.mentor_id, call.pair.mentee_id)
            and (
                reader in hr
                or (call.tell_coordinator and reader.user_id in coordinators[call.pair.program_id])
            )
        ]
        if theirs:
            found[reader] = theirs
    return found


def tell_quiet(*, now: dt.datetime) -> int:
    """One mail a week to each HR admin and coordinator, on a working day from Monday 09:00."""
    off = holidays.between(now.date() - A_WEEK, now.date() + A_WEEK)
    staff = Profile.objects.active().filter(
        Q(user__role_grants__role=RoleGrant.Role.HR) | Q(user__coordinates__isnull=False)
    )
    written = 0
    for reader in staff.select_related("user").distinct():
        zone = reader.zone
        monday = now.astimezone(zone).date()
        monday -= dt.timedelta(days=monday.weekday())
        day = workdays.day_of_week(monday, reader.weekly_hours, off.of(reader))
        if day is None:
            continue
        due_at = weeks.moment(now, zone, weekday=day.weekday(), hour=MORNING)
        if due_at <= now < due_at + LATEST:
            written += _tell_quiet(reader, due_at, now=now)
    return written


def _tell_quiet(reader: Profile, due_at: dt.datetime, *, now: dt.datetime) -> bool:
    key = f"{QUIET}:{reader.pk}:{weeks.period(now, reader.zone)}"
    if key in known_keys(QUIET, key) or not health.quiet_pairs(reader.user, now=now).exists():
        return False
    return enqueue(
        QUIET,
        key=key,
        to=reader.user,
        context={"person": reader.pk},
        not_before=due_at,
        not_after=due_at + LATEST,
    )
