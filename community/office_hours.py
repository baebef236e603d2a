"""Office hours: one person keeps slots open each week, others take one.

A slot is a session with one place, so taking it, its invitation and giving it back are those of
every session.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from community import found_by, session_changes
from community.models import OfficeHours, Session
from profiles import skills
from profiles.models import Profile, Skill

MOST_SLOTS, MOST_WEEKS = 6, 12
WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True)
class Plan:
    title: str
    outcome: str
    starts_at: dt.datetime
    minutes: int
    slots: int
    weeks: int
    place: str = ""
    skills: Sequence[Skill] = ()


def open_(*, profile: Profile | None = None, now: dt.datetime) -> "QuerySet[OfficeHours]":
    """With the free slots ahead and when the first of them is."""
    ahead = Q(slots__state=Session.State.PUBLISHED, slots__starts_at__gt=now)
    free = ahead & Q(slots__used=0)
    rows = OfficeHours.objects.filter(closed_at=None, host__is_active=True)
    rows = rows.annotate(
        free=Count("slots", filter=free), next_at=Min("slots__starts_at", filter=free),
        ahead=Count("slots", filter=ahead),
    )  # fmt: skip
    rows = rows.filter(ahead__gt=0) if profile is None else rows.filter(host=profile)
    return rows.select_related("host").order_by("next_at", "pk")


@transaction.atomic
def start(plan: Plan, *, by: Profile, now: dt.datetime) -> OfficeHours:
    """The slots of each week, one after the other. The same once more is what is there."""
    list(Profile.objects.select_for_update(no_key=True).filter(pk=by.pk).values("pk"))
    known = OfficeHours.objects.filter(
        host=by, title=plan.title, closed_at=None, slots__starts_at=plan.starts_at
    ).first()
    if known:
        return known
    office = OfficeHours.objects.create(
        host=by, title=plan.title, outcome=plan.outcome, place=plan.place, minutes=plan.minutes
    )
    office.skills.set(skills.kept(plan.skills, by=by))
    slots = [_slot(office, at) for at in times(plan, by)]
    found_by.fill_sessions(slots, list(office.skills.all()))
    Session.objects.bulk_create(slots)
    return office


def times(plan: Plan, host: Profile) -> list[dt.datetime]:
    """On the host's clock: three o'clock stays three o'clock when the clocks change."""
    first = plan.starts_at.astimezone(host.zone)
    length = dt.timedelta(minutes=plan.minutes)
    found = []
    for week in range(plan.weeks):
        day = first.date() + week * WEEK
        start_at = dt.datetime.combine(day, first.time(), host.zone).astimezone(dt.UTC)
        found += [start_at + number * length for number in range(plan.slots)]
    return found


def _slot(office: OfficeHours, at: dt.datetime) -> Session:
    return Session(
        kind=Session.Kind.OFFICE_HOUR,
        state=Session.State.PUBLISHED,
        title=office.title,
        outcome=office.outcome,
        host=office.host,
        office=office,
        starts_at=at,
        ends_at=at + dt.timedelta(minutes=office.minutes),
        place=office.place,
        capacity=1,
    )


@transaction.atomic
def close(office: OfficeHours, *, reason: str = "", now: dt.datetime | None = None) -> None:
    """No more slots: free ones go, whoever has one is told."""
    now = now or timezone.now()
    locked = OfficeHours.objects.select_for_update(no_key=True).get(pk=office.pk)
    if locked.closed_at:
        return
    locked.closed_at = now
    locked.save(update_fields=["closed_at"])
    ahead = Session.objects.published().filter(office=locked, starts_at__gt=now)
    for slot in ahead.order_by("pk"):
        session_changes.cancel(slot, reason=reason, now=now)
