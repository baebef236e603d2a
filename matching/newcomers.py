"""Newcomers get a buddy before their first day, by the start date in the directory.

    enroll_due(now=now)                     # every minute: who starts soon waits for a buddy
    confirm_all(program, by=hr, now=now)    # HR's one press: everybody gets the buddy proposed

A buddy program that takes newcomers lets in whoever of its audience starts within two weeks, or
started in the last two. They wait like anybody who needs somebody new (`matching.waiting`), so the
engine's proposals and HR's press are those of `matching.rematch`; a buddy who leaves is replaced
there too. Somebody who was ever in the program is left alone.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from matching import audience, enrollments, pairs, places, rematch
from matching.market import Market
from matching.models import Enrollment, Program
from profiles import audit
from profiles.models import Profile, User

BEFORE, AFTER = dt.timedelta(days=14), dt.timedelta(days=14)


@dataclass
class Confirmed:
    """How many pairs were opened, and what stood in the way of others, in words."""

    opened: int = 0
    refused: list[str] = field(default_factory=list)


def enroll_due(*, now: datetime) -> int:
    """Returns how many newcomers wait for a buddy from now on."""
    rows = Program.objects.running().filter(takes_newcomers=True).order_by("pk")
    return sum(_enroll(program, now=now) for program in rows)


def starting(program: Program, *, now: datetime) -> QuerySet[Profile]:
    """People of the audience whose first day is near and who were never in the program."""
    today = now.astimezone(program.zone).date()
    rows = audience.people(program).filter(
        start_date__gte=today - AFTER, start_date__lte=today + BEFORE
    )
    known = Enrollment.objects.filter(program=program).values("profile")
    refused = program.invitations.filter(state="not_for_me").values("profile")
    return rows.exclude(pk__in=known).exclude(pk__in=refused).order_by("start_date", "pk")


@transaction.atomic
def _enroll(program: Program, *, now: datetime) -> int:
    if not starting(program, now=now).exists():
        return 0
    row = enrollments.locked(program)
    left = enrollments.places_left(row)
    people = list(starting(row, now=now)[:left])
    made = Enrollment.objects.bulk_create(
        Enrollment(
            program=row,
            profile=person,
            role=Enrollment.Role.MENTEE,
            state=Enrollment.State.ACTIVE,
            by_default=True,
            waits_since=now,
        )
        for person in people
    )
    for one in made:
        audit.record("enrollment.newcomer", one, by=None, about=one.profile)
    return len(made)


def confirm_all(program: Program, *, by: User, now: datetime) -> Confirmed:
    """Open what the engine proposes for all who wait; whoever cannot have it goes on waiting.
    Pairs of the person who presses are left to somebody else."""
    done = Confirmed()
    for mentee, mentor in list(_proposed(program, by=by, now=now)):
        try:
            rematch.confirm(program, mentee.pk, mentor.pk, by=by, now=now)
        except (rematch.NotWaitingError, places.PlacesTakenError, pairs.PairRefusedError) as no:
            done.refused.append(f"{mentee.profile.name}: {no}")
        else:
            done.opened += 1
    return done


def _proposed(
    program: Program, *, by: User, now: datetime
) -> Iterator[tuple[Enrollment, Enrollment]]:
    """(mentee, mentor) of the best solution for everybody who waits for good."""
    waits = [row for row, absence in rematch.in_line(program, now=now) if absence is None]
    if not waits:
        return
    market = Market(program, [row.pk for row in waits], now=now)
    for mentee in waits:
        mentor = market.proposed(mentee.pk)
        if mentor and by.pk not in {mentor.profile.user_id, mentee.profile.user_id}:
            yield mentee, mentor
