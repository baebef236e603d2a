"""Naming a colleague who books and moves meetings for a person, and taking it back at once.

A delegate sees names, date, length and place, and the suggested times; nothing of the pair page,
the history, the goals or the answers. What they do carries both names. One at a time.
"""

import datetime as dt

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from checkins.models import Delegation
from matching.models import Pair
from profiles import audit
from profiles.models import Profile
from profiles.visits import Visit

NAMED, ENDED = "delegate-named", "delegate-ended"
BOOKS = "books_for_somebody"


class PartnerError(Exception):
    """Nobody acts for the other side of their own pair."""


def of(person: Profile) -> Delegation | None:
    rows = Delegation.objects.filter(person=person, ended_at__isnull=True)
    return rows.select_related("delegate__user").first()


@transaction.atomic
def name(person: Profile, delegate: Profile, *, now: dt.datetime) -> Delegation:
    """Replaces whoever was named before; the same colleague again changes nothing."""
    Profile.objects.select_for_update(no_key=True).get(pk=person.pk)
    current = of(person)
    if current and current.delegate_id == delegate.pk:
        return current
    together = Q(mentor=person, mentee=delegate) | Q(mentor=delegate, mentee=person)
    if Pair.objects.filter(together).filter(Q(state__in=[*Pair.OPEN, Pair.State.AWAY])).exists():
        raise PartnerError
    if current:
        _end(current, now=now)
    row = Delegation.objects.create(person=person, delegate=delegate, since=now)
    audit.record(NAMED, row, by=person.user, about=delegate)
    return row


@transaction.atomic
def end(person: Profile, *, now: dt.datetime) -> None:
    current = of(person)
    if current:
        _end(current, now=now)


def _end(row: Delegation, *, now: dt.datetime) -> None:
    if row.end(now=now):
        audit.record(ENDED, row, by=row.person.user, about=row.delegate)


def booked_for() -> ArraySubquery:
    """Whom a visitor of Home books for now, as a part of the question for all its facts."""
    rows = Delegation.objects.open().filter(delegate=OuterRef("pk")).order_by("person__name", "pk")
    columns = {name: f"person__{name}" for name in ("name", "preferred_name", "job_title")}
    return ArraySubquery(rows.values(row=JSONObject(pk="person_id", **columns)))


def people_of(visit: Visit) -> list[Profile]:
    return [Profile(**row) for row in visit.fact(BOOKS)]
