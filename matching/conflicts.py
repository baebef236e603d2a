"""Pairs whose partners have come into one reporting line after they were made.

An import never fails because of a pair: it succeeds and the pair appears under "Needs you" until it
is settled: kept to its end date because both agree, ended kindly, or ended with the mentee first in
line for somebody new.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from matching import pairs, waiting
from matching.models import Pair
from outbox.queue import enqueue
from profiles import audit
from profiles.models import Profile, User

IN_LINE = (
    Q(mentor__manager=F("mentee"))
    | Q(mentee__manager=F("mentor"))
    | Q(mentor__manager__manager=F("mentee"))
    | Q(mentee__manager__manager=F("mentor"))
    | Q(mentor__manager=F("mentee__manager"))
)


def unsettled() -> QuerySet[Pair]:
    """Open and away pairs in one reporting line that nobody has decided about."""
    rows = Pair.objects.filter(state__in=[*Pair.OPEN, Pair.State.AWAY], kept_at__isnull=True)
    return rows.filter(IN_LINE).with_people().order_by("pk")


def reopen(profile_ids: list[int]) -> None:
    """A new manager makes an old agreement void: both are asked again."""
    rows = Pair.objects.filter(state__in=[*Pair.OPEN, Pair.State.AWAY])
    rows = rows.filter(Q(mentor__in=profile_ids) | Q(mentee__in=profile_ids))
    rows.update(kept_at=None, mentor_agreed_at=None, mentee_agreed_at=None)


@transaction.atomic
def ask_both(pair: Pair, *, by: User, now: datetime) -> int:
    """Mail both a link to agree; once per person and day."""
    sent = 0
    for person in (pair.mentor, pair.mentee):
        sent += enqueue(
            "pair-agree",
            key=f"pair-agree:{pair.pk}:{person.pk}:{now.date()}",
            to=person.user,
            context={"pair": pair.pk, "person": person.pk},
            not_before=now,
        )
    if sent:
        audit.record("pair.conflict_asked", pair, by=by)
    return sent


@transaction.atomic
def agree(pair: Pair, person: Profile, *, now: datetime) -> bool:
    """One partner's yes; the second one keeps the pair. False when it was said before."""
    row = Pair.objects.select_for_update(of=("self",)).with_people().get(pk=pair.pk)
    field = "mentor_agreed_at" if person.pk == row.mentor_id else "mentee_agreed_at"
    if getattr(row, field) or row.kept_at or row.state not in (*Pair.OPEN, Pair.State.AWAY):
        return False
    setattr(row, field, now)
    if row.mentor_agreed_at and row.mentee_agreed_at:
        row.kept_at = now
    row.save(update_fields=[field, "kept_at"])
    audit.record("pair.conflict_agreed", row, by=person.user, about=person)
    return True


@transaction.atomic
def keep(pair: Pair, *, by: User, reason: str, now: datetime) -> bool:
    """HR has heard the yes of both and writes down how."""
    rows = Pair.objects.filter(pk=pair.pk, kept_at__isnull=True)
    rows = rows.filter(state__in=[*Pair.OPEN, Pair.State.AWAY])
    if not rows.update(kept_at=now, mentor_agreed_at=now, mentee_agreed_at=now):
        return False
    audit.record("pair.conflict_kept", pair, by=by, reason=reason)
    return True


def end(pair: Pair, *, by: User, reason: str, now: datetime) -> bool:
    return pairs.close_pair(pair, by=by, reason=reason, now=now)


def replace(pair: Pair, *, by: User, reason: str, now: datetime) -> bool:
    """End the pair and put the mentee first in line for the next round."""
    with transaction.atomic():
        if not pairs.close_pair(pair, by=by, reason=reason, now=now):
            return False
        waiting.first_in_line(pair, now=now)
    return True
