"""What the outbox forgets: 90 days after a message is final nobody can tell who got it.

A key that names its week, or that is random, never comes back: such a row is deleted. Any other key
still has work to do, because a mail is written once for each key: its row is emptied, and only key,
kind, status and dates stay.

    purge(now=now)                    # Purged(deleted=10_400, emptied=230)
    purge(now=now, dry_run=True)      # the same numbers, and nothing changes
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from outbox.models import Link, Message, MessageQuerySet

KEEP = timedelta(days=90)
BATCH = 2000
FINAL = [status for status in Message.Status if status not in (*Message.UNSENT, "sending")]
NEVER_AGAIN = Q(key__regex=r":\d{4}-W\d{2}$|:[0-9a-f]{32}(:\d+)?$")
EMPTY: dict[str, object] = {
    "recipient": None,
    "address": "",
    "context": {},
    "batch": "",
    "message_id": "",
    "body_hash": "",
    "smtp_text": "",
    "lease_owner": "",
}


class Purged(NamedTuple):
    deleted: int
    emptied: int


def purge(*, now: datetime, dry_run: bool = False) -> Purged:
    """In short transactions, so that it stands in nobody's way; safe to run twice or at once."""
    old = Message.objects.filter(status__in=FINAL, created_at__lt=now - KEEP, emptied_at=None)
    gone, kept = old.filter(NEVER_AGAIN), old.exclude(NEVER_AGAIN)
    if dry_run:
        return Purged(gone.count(), kept.count())
    return Purged(_all(gone, now, is_deleted=True), _all(kept, now, is_deleted=False))


def _all(rows: MessageQuerySet, now: datetime, *, is_deleted: bool) -> int:
    done = 0
    while some := _some(rows, now, is_deleted=is_deleted):
        done += some
    return done


@transaction.atomic
def _some(rows: MessageQuerySet, now: datetime, *, is_deleted: bool) -> int:
    locked = rows.select_for_update(skip_locked=True).order_by("pk")
    ids = list(locked.values_list("pk", flat=True)[:BATCH])
    Link.objects.filter(message__in=ids).delete()
    found = Message.objects.filter(pk__in=ids)
    if is_deleted:
        found.delete()
    else:
        found.update(**EMPTY, emptied_at=now)
    return len(ids)


@transaction.atomic
def forget_person(user_id: int, addresses: Sequence[str], *, now: datetime) -> int:
    """Empty what was written to somebody who is erased; what waits is not sent."""
    mine = Q(recipient=user_id) | Q(address__in=addresses)
    found = Message.objects.filter(mine, emptied_at=None)
    found.filter(status__in=Message.UNSENT).update(status=Message.Status.CANCELLED)
    ids = list(found.values_list("pk", flat=True))
    Link.objects.filter(message__in=ids).delete()
    Message.objects.filter(pk__in=ids).update(**EMPTY, emptied_at=now)
    return len(ids)
