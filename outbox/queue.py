"""Writing rows into the outbox, and taking unsent ones back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from outbox.kinds import kind_named
from outbox.models import Message

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def enqueue(
    kind: str,
    *,
    key: str,
    to: "AbstractBaseUser | None" = None,
    address: str = "",
    context: dict[str, object] | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    batch: str = "",
) -> bool:
    """Write one row; False when the key already exists. Belongs into the caller's transaction.

    `to` is a user (their address is read at send time unless `address` names one), or `address` is
    all we know. `batch` names rows that are cancelled together (`round:12`). Times are aware.
    """
    row = Message(
        key=key,
        kind=kind,
        policy=kind_named(kind).policy,
        priority=kind_named(kind).priority,
        recipient_id=to.pk if to is not None else None,
        address=address,
        context=context or {},
        not_before=not_before or timezone.now(),
        not_after=not_after,
        batch=batch,
    )
    return bool(Message.objects.add_new([row]))


def enqueue_many(
    kind: str,
    entries: Iterable[tuple[str, "AbstractBaseUser", Mapping[str, object]]],
    *,
    not_before: datetime,
    not_after: datetime | None = None,
) -> int:
    """The same mail to many people, (key, reader, context) each, in a few statements. Returns how
    many rows are new."""
    rows = [
        Message(
            key=key,
            kind=kind,
            policy=kind_named(kind).policy,
            priority=kind_named(kind).priority,
            recipient_id=to.pk,
            context=dict(context),
            not_before=not_before,
            not_after=not_after,
        )
        for key, to, context in entries
    ]
    return Message.objects.add_new(rows) if rows else 0


def known_keys(kind: str, prefix: str) -> set[str]:
    """The keys of this kind that exist already, whatever became of them."""
    rows = Message.objects.filter(kind=kind, key__startswith=prefix)
    return set(rows.values_list("key", flat=True))


def cancel(*, keys: Iterable[str] = (), batch: str = "") -> int:
    """Cancel rows that have not been sent; returns how many."""
    rows = Message.objects.filter(status__in=Message.UNSENT)
    rows = rows.filter(batch=batch) if batch else rows.filter(key__in=list(keys))
    return rows.update(status=Message.Status.CANCELLED, context={})


def retry(message: Message, *, now: datetime) -> bool:
    """A failed mail once more, from the first attempt; False when it is not failed any more."""
    rows = Message.objects.filter(pk=message.pk, status=Message.Status.FAILED)
    return bool(rows.update(status=Message.Status.QUEUED, attempts=0, not_before=now))
