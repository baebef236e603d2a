"""Naming a colleague who books and moves meetings for a person, and taking it back at once.

A delegate sees names, date, length and place, and the suggested times; nothing of the pair page,
the history, the goals or the answers. What they do carries both names. One at a time.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from checkins.models import Delegation
from matching.models import Pair
from profiles import audit
from profiles.models import Profile

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


def people_of(delegate: Profile) -> list[Profile]:
    """Whom this person books for now."""
    rows = Delegation.objects.open().filter(delegate=delegate).select_related("person")
    return [row.person for row in rows]
