"""Writing rows into the outbox, and taking unsent ones back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from outbox.kinds import kind_named
from outbox.models import Channel, Message

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def enqueue(
    kind: str,
    *,
    key: str,
    to: "AbstractBaseUser | None" = None,
    address: str = "",
    channel: Channel | None = None,
    context: dict[str, object] | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    batch: str = "",
) -> bool:
    """Write one row; False when the key already exists. Belongs into the caller's transaction.

    `to` is a user (their address is read at send time unless `address` names one), or `address` is
    all we know, or it goes to a `channel`. A nudge takes the reader's direct line.
    `batch` names rows that are cancelled together (`round:12`). Times are aware.
    """
    if channel is None and to is not None and kind_named(kind).is_nudge:
        channel = Channel.objects.filter(lines__user=to.pk, is_on=True).first()
    row = _of_kind(
        kind,
        key=key,
        recipient_id=to.pk if to else None,
        address=address,
        channel=channel,
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
    batch: str = "",
) -> int:
    """The same mail to many people, (key, reader, context) each, in a few statements. Returns how
    many rows are new."""
    rows = [
        _of_kind(
            kind,
            key=key,
            recipient_id=to.pk,
            context=dict(context),
            not_before=not_before,
            not_after=not_after,
            batch=batch,
        )
        for key, to, context in entries
    ]
    return Message.objects.add_new(rows) if rows else 0


def _of_kind(kind: str, **values: object) -> Message:
    known = kind_named(kind)
    return Message(kind=kind, policy=known.policy, priority=known.priority, **values)


def known_keys(kind: str, prefix: str) -> set[str]:
    """The keys of this kind that exist already, whatever became of them."""
    rows = Message.objects.filter(kind=kind, key__startswith=prefix)
    return set(rows.values_list("key", flat=True))


def known_keys_of(keys: Iterable[str]) -> set[str]:
    """Which of these keys exist already."""
    return set(Message.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def cancel(*, keys: Iterable[str] = (), batch: str = "") -> int:
    """Cancel rows that have not been sent; returns how many."""
    rows = Message.objects.filter(status__in=Message.UNSENT)
    rows = rows.filter(batch=batch) if batch else rows.filter(key__in=list(keys))
    return rows.update(status=Message.Status.CANCELLED, context={})


def retry(message: Message, *, now: datetime) -> bool:
    """A failed mail once more, from the first attempt; False when nothing can go again."""
    rows = Message.objects.can_go_again().filter(pk=message.pk)
    return bool(rows.update(status=Message.Status.QUEUED, attempts=0, not_before=now))
