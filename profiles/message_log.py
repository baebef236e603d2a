"""What HR sees of the outbox: which mail, to whom, how it went. Never what it says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox import kinds, queue
from outbox.models import Message, MessageQuerySet, Suppression
from profiles import audit
from profiles.contributions import NeedsYou
from profiles.models import User

MAILS, REFUSED = "mails", "refused"
SHADES = {
    Message.Status.SENT: "ok",
    Message.Status.FAILED: "high",
    Message.Status.UNKNOWN: "high",
    Message.Status.EXPIRED: "medium",
}


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    message: Message

    @property
    def kind(self) -> str:
        return kinds.label_of(self.message.kind)

    @property
    def shade(self) -> str:
        return SHADES.get(Message.Status(self.message.status), "")

    @property
    def can_retry(self) -> bool:
        kind = kinds.REGISTRY.get(self.message.kind)
        row = self.message
        # As `MessageQuerySet.can_go_again` says it, of a row that is read already.
        has_failed = row.status == Message.Status.FAILED and not (row.sent_at or row.emptied_at)
        return has_failed and bool(kind and kind.can_retry)


def rows(*, now: datetime, view: str = "", status: str = "", kind: str = "") -> MessageQuerySet:
    found = Message.objects.all() if view == "all" else Message.objects.need_a_look(now)
    found = found.exclude(kind__in=kinds.private())
    if status:
        found = found.filter(status=status)
    if kind:
        found = found.filter(kind=kind)
    # Bodies and contexts are not even read from the database.
    return (
        found.defer("context", "body_hash")
        .select_related("recipient__profile", "channel")
        .order_by("-created_at", "-pk")
    )


def retry(message: Message, *, by: User, now: datetime) -> bool:
    with transaction.atomic():
        done = Entry(message).can_retry and queue.retry(message, now=now)
        if done:
            audit.record("message.retried", message, by=by)
    return done


def lift(suppression: Suppression, *, by: User) -> None:
    with transaction.atomic():
        audit.record("suppression.lifted", suppression, by=by)
        suppression.delete()


def counts(*, now: datetime) -> list[QuerySet[Any]]:
    """Mails that need a look and addresses that take none, as (kind, how many, "") rows."""

    def counted(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
        one = rows.order_by().values(what=Value(kind)).annotate(n=Count("*"), called=Value(""))
        found: QuerySet[Any] = one.values_list("what", "n", "called")
        return found

    trouble = Message.objects.need_a_look(now).exclude(kind__in=kinds.private())
    mails = counted(trouble, MAILS)
    return [mails, counted(Suppression.objects.all(), REFUSED)]


def needs_you(count: int, refused: int) -> list[NeedsYou]:
    entries = []
    if count:
        title = ngettext("%d mail did not arrive", "%d mails did not arrive", count) % count
        line = _("Failed, too late, or nobody can tell")
        entries.append((title, line, count))
    if refused:
        title = ngettext("%d address takes no mail", "%d addresses take no mail", refused) % refused
        line = _("The mail server says it does not exist. Correct it, then lift the stop")
        entries.append((title, line, refused))
    url = reverse("hr-messages")
    return [NeedsYou(70, title, line, _("See messages"), url, n) for title, line, n in entries]
