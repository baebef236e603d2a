"""HR's words in our mails: from a fixed list of placeholders, never template code.

    wording.unknown("Hi {mentr}", names)            # ["{mentr}"]
    wording.filled("Hi {mentor}", {"mentor": "Ada"})  # "Hi Ada"

A mail keeps what it says by itself: its facts, its answers, who sees them. HR may put a paragraph
after the greeting and one at the end, and where the kind says so change subject and first button.
What a person's name contains is never read as a placeholder.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outbox import kinds
from outbox.kinds import Kind
from outbox.models import Message, Wording
from outbox.readers import Reader

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SHORT = ("subject", "button")
EVERYWHERE: Mapping[str, str | Promise] = {
    "first_name": _("the reader’s first name"),
    "company": _("the company’s name"),
}


class ReplacedError(Exception):
    """Other words have come into use since these were written."""


def names(kind: Kind) -> dict[str, str | Promise]:
    """Every placeholder of this mail and what it stands for."""
    return {**EVERYWHERE, **kind.words.placeholders}


def unknown(text: str, known: Iterable[str]) -> list[str]:
    """The placeholders of a text that nobody offers, as they were typed."""
    allowed = set(known)
    found = [match[0] for match in PLACEHOLDER.finditer(text) if match[1] not in allowed]
    return list(dict.fromkeys(found))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Each placeholder once replaced; what came in is not looked at again."""
    return PLACEHOLDER.sub(lambda match: facts.get(match[1], match[0]), text)


def of(message: Message, reader: Reader) -> dict[str, str]:
    """The parts of this mail that are HR's, filled in; empty while the designed words count."""
    kind = kinds.REGISTRY.get(message.kind)
    if kind is None or not kind.words.parts:
        return {}
    words = message.draft or Wording.objects.in_use(kind.name)
    if words is None or words.is_designed:
        return {}
    facts = {**_facts(kind, message), "first_name": reader.first_name}
    facts["company"] = settings.COMPANY_NAME
    parts = {part: filled(getattr(words, part), facts) for part in kind.words.parts}
    return {part: " ".join(t.split()) if part in SHORT else t for part, t in parts.items() if t}


def _facts(kind: Kind, message: Message) -> Mapping[str, str]:
    if message.draft and not message.context:  # a preview without an example: what would stand here
        return {name: f"[{label}]" for name, label in kind.words.placeholders.items()}
    return kind.words.facts(message)


def put_into_use(words: Wording, *, by: "AbstractBaseUser", now: datetime) -> bool:
    """False when they are in use already. Raises ReplacedError."""
    try:
        with transaction.atomic():
            current = Wording.objects.in_use(words.kind)
            if (current.pk if current else 0) not in {words.based_on, words.pk}:
                raise ReplacedError
            unused = Wording.objects.filter(pk=words.pk, used_at__isnull=True)
            return bool(unused.update(used_at=now, used_by_id=by.pk))
    except IntegrityError:
        raise ReplacedError from None


def restore(kind: Kind, *, by: "AbstractBaseUser", now: datetime) -> bool:
    """Back to the designed words; False when they count already. Raises ReplacedError."""
    current = Wording.objects.in_use(kind.name)
    if current is None or current.is_designed:
        return False
    blank = Wording(kind=kind.name, based_on=current.pk, by_id=by.pk)
    with transaction.atomic():
        blank.save()
        return put_into_use(blank, by=by, now=now)
