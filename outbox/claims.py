"""Every change of a row's status, each one conditional UPDATE. Leases follow the database's clock.

queued → claimed → sending → sent        the fence stands between claimed and sending
                           → unknown     nobody can tell (at most once)
       → queued (later) · failed · expired · cancelled
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from outbox.answers import Outcome
from outbox.delivery import Answer
from outbox.models import Message, MessageQuerySet, Suppression

BATCH = 50
Status = Message.Status
Clock = datetime | Combinable
NO_LEASE: dict[str, object] = {"lease_until": None, "lease_owner": ""}


def claim(owner: str, *, now: datetime | None = None) -> list[Message]:
    """Up to 50 due rows, ours until the lease ends. `now` moves what is due, never the lease."""
    with transaction.atomic():
        due = Message.objects.filter(status=Status.QUEUED, not_before__lte=now or Now())
        ids = list(
            due.select_for_update(skip_locked=True)
            .order_by("priority", "not_before", "pk")
            .values_list("pk", flat=True)[:BATCH]
        )
        Message.objects.filter(pk__in=ids).update(
            status=Status.CLAIMED, lease_owner=owner, lease_until=_lease_end()
        )
    # `clock`: what is too late is judged by the database's clock, too.
    rows = Message.objects.filter(pk__in=ids, lease_owner=owner).annotate(clock=Now())
    rows = rows.select_related("recipient", "channel")
    return list(rows.order_by("priority", "not_before", "pk"))


def start_sending(message: Message, *, message_id: str, body_hash: str) -> bool:
    """The fence. False when the row was cancelled or the lease has passed to somebody else."""
    return bool(
        Message.objects.filter(
            pk=message.pk,
            status=Status.CLAIMED,
            lease_owner=message.lease_owner,
            lease_until__gt=Now(),
        ).update(
            status=Status.SENDING,
            lease_until=_lease_end(),
            message_id=message_id,
            body_hash=body_hash,
        )
    )


def mark_sent(message: Message, answer: Answer) -> None:
    """The mail is out: this is written even if the database has to come back first."""
    values = {"status": Status.SENT, "sent_at": Now(), "context": {}, **_answered(answer)}
    _with_patience(lambda: _ours(message).update(**values, **NO_LEASE))


def settle(message: Message, outcome: Outcome, *, now: datetime | None = None) -> None:
    """Back into the queue for later, or final."""
    if by_mail_instead(message, outcome):
        return
    values: dict[str, object] = {"status": outcome.status, **_answered(outcome.answer)}
    values["attempts"] = F("attempts") + 1
    if outcome.retry_in is not None:
        values["not_before"] = (now or Now()) + outcome.retry_in
    else:
        values["context"] = ids_only(message) if outcome.status == Status.FAILED else {}
    if outcome.suppress:
        suppress(address_of(message), outcome.answer.text)
    _with_patience(lambda: _ours(message).update(**values, **NO_LEASE))


def by_mail_instead(message: Message, outcome: Outcome) -> bool:
    """What the chat did not take for one person goes by mail at once; nothing has arrived yet."""
    undecided = outcome.status not in {Status.QUEUED, Status.FAILED}
    if message.channel_id is None or message.recipient_id is None or undecided:
        return False
    values: dict[str, object] = {"channel": None, "status": Status.QUEUED, "attempts": 0}
    values |= {**_answered(outcome.answer), **NO_LEASE}
    _with_patience(lambda: _ours(message).update(**values))
    return True


def take_off_channel(message: Message) -> None:
    """Our row goes by mail after all."""
    _ours(message).update(channel=None)
    message.channel = None


def end(message: Message, status: Status, reason: str = "") -> None:
    """Final without an attempt: too late, no longer wanted, or an address that takes no mail."""
    context = ids_only(message) if status == Status.FAILED else {}
    _ours(message).update(status=status, context=context, smtp_text=reason, **NO_LEASE)


def give_back(owner: str) -> int:
    """What a batch did not get to; somebody else may take it at once."""
    rows = Message.objects.filter(status=Status.CLAIMED, lease_owner=owner)
    return rows.update(status=Status.QUEUED, **NO_LEASE)


def sweep() -> int:
    """What a worker left behind when it died. In `sending` nobody can tell what happened."""
    late = Message.objects.filter(lease_until__lt=Now())
    sending = late.filter(status=Status.SENDING)
    again = {"status": Status.QUEUED, **NO_LEASE}
    count = late.filter(status=Status.CLAIMED).update(**again)
    count += sending.filter(policy=Message.Policy.AT_LEAST_ONCE).update(
        attempts=F("attempts") + 1, **again
    )
    return count + sending.filter(policy=Message.Policy.AT_MOST_ONCE).update(
        status=Status.UNKNOWN, context={}, smtp_text="the worker stopped while sending", **NO_LEASE
    )


def suppress(address: str, reason: str) -> None:
    if not is_suppressed(address):
        Suppression.objects.bulk_create(
            [Suppression(address=address, reason=reason[:200])], ignore_conflicts=True
        )


def is_suppressed(address: str) -> bool:
    return Suppression.objects.filter(address__iexact=address).exists()


def address_of(message: Message) -> str:
    """The address given with the mail, or the one the reader has by now."""
    if message.address or message.recipient is None:
        return message.address
    return message.recipient.email


def ids_only(message: Message) -> dict[str, object]:
    """Numbers stay, so that HR can send a failed mail again; every word of the context goes."""
    return {
        name: value
        for name, value in message.context.items()
        if isinstance(value, int) or (isinstance(value, list) and _all_numbers(value))
    }


def _all_numbers(values: list[object]) -> bool:
    return all(isinstance(value, int) for value in values)


def _ours(message: Message) -> MessageQuerySet:
    return Message.objects.filter(
        pk=message.pk,
        lease_owner=message.lease_owner,
        status__in=[Status.CLAIMED, Status.SENDING],
    )


def _answered(answer: Answer) -> dict[str, object]:
    return {"smtp_code": answer.code, "smtp_text": answer.text}


def _lease_end() -> Combinable:
    return Now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def _with_patience(write: Callable[[], int]) -> None:
    deadline = time.monotonic() + settings.OUTBOX_PATIENCE_SECONDS
    while True:
        try:
            write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(0.5)
        else:
            return
