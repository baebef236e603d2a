"""HR's desk of mails: which there are, whose words they carry, how they look to one person.

Words are saved as a version, looked at as a real person would get them, sent to oneself, and only
then put into use; every version stays with who wrote it and when.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from outbox import kinds, render, wording
from outbox.kinds import AT_MOST_ONCE, NOTHING_EDITABLE, Kind, Mail
from outbox.models import Message, Wording
from outbox.queue import enqueue
from profiles import audit
from profiles.models import User

TEST = "wording-test"
FRAME = "emails/desk/frame"


@dataclass(frozen=True)
class Row:
    """One kind of mail in the list."""

    kind: Kind
    words: Wording | None

    @property
    def label(self) -> str:
        return kinds.label_of(self.kind.name)

    @property
    def is_edited(self) -> bool:
        return self.words is not None and not self.words.is_designed


@dataclass(frozen=True)
class Preview:
    """`is_example` when a true mail to this person could be shown, facts and all."""

    mail: Mail
    is_example: bool


def rows() -> list[Row]:
    """Every kind of mail by name; two queries whatever their number."""
    used = Wording.objects.filter(used_at__isnull=False).select_related("used_by__profile")
    newest = {words.kind: words for words in used.order_by("used_at", "pk")}
    listed = [Row(kind, newest.get(name)) for name, kind in kinds.REGISTRY.items() if name != TEST]
    return sorted(listed, key=lambda row: (not row.kind.words.parts, row.label))


def placeholders(kind: Kind) -> list[tuple[str, str | Promise]]:
    return [(f"{{{name}}}", label) for name, label in wording.names(kind).items()]


def versions(kind: Kind) -> list[Wording]:
    found = Wording.objects.filter(kind=kind.name).select_related("by__profile", "used_by__profile")
    return list(found.order_by("-pk")[:50])


@transaction.atomic
def save(kind: Kind, parts: Mapping[str, str], *, by: User) -> Wording:
    current = Wording.objects.in_use(kind.name)
    words = Wording.objects.create(
        kind=kind.name, by=by, based_on=current.pk if current else 0, **parts
    )
    audit.record("wording.saved", words, by=by, data={"kind": kind.name})
    return words


@transaction.atomic
def use(words: Wording, *, by: User, now: datetime) -> bool:
    """False when they are in use already. Raises wording.ReplacedError."""
    done = wording.put_into_use(words, by=by, now=now)
    if done:
        audit.record("wording.used", words, by=by, data={"kind": words.kind})
    return done


@transaction.atomic
def restore(kind: Kind, *, by: User, now: datetime) -> bool:
    """Back to the designed words. Raises wording.ReplacedError."""
    done = wording.restore(kind, by=by, now=now)
    words = Wording.objects.in_use(kind.name)
    if done and words:
        audit.record("wording.restored", words, by=by, data={"kind": kind.name})
    return done


def preview(words: Wording, *, person: User, reader: User) -> Preview:
    """The mail as this person would get it; nothing is written and its links open nothing."""
    kind = kinds.kind_named(words.kind)
    sample = kind.words.sample(person, reader)
    message = Message(
        key="preview",
        kind=kind.name,
        recipient=person,
        context=dict(sample or {}),
        created_at=timezone.now(),
    )
    message.draft = words
    mail = kind.render(message) if sample else _frame(kind, message)
    return Preview(mail, is_example=sample is not None)


def _frame(kind: Kind, message: Message) -> Mail:
    """Only HR's words, where this person has no such mail."""
    button = render.Button(_("The mail’s button"), "/")
    context = {"title": kinds.label_of(kind.name)}
    return render.mail(message, FRAME, context, buttons=[button])


def send_test(words: Wording, *, person: User, to: User) -> None:
    """What the preview shows, in one's own mailbox."""
    enqueue(
        TEST,
        key=f"{TEST}:{uuid.uuid4().hex}",
        to=to,
        context={"wording": words.pk, "person": person.pk},
    )


def _test_mail(message: Message) -> Mail:
    words = Wording.objects.get(pk=message.context["wording"])
    person = User.objects.get(pk=message.context["person"])
    mail = preview(words, person=person, reader=cast(User, message.recipient)).mail
    return Mail(_("Test: %(subject)s") % {"subject": mail.subject}, mail.text, mail.html)


KINDS = [Kind(TEST, _test_mail, policy=AT_MOST_ONCE, editable=NOTHING_EDITABLE)]
