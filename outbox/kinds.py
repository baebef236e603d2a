"""The registry of message kinds. Higher rooms fill it in their `AppConfig.ready`.

A kind says how its mail is rendered, whether it is still wanted when its turn comes, and which
promise it makes: at most once (nudges: a lost one is followed by next week's) or at least once
(sign-in, pairs: a doubled one has the same Message-ID).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from outbox.models import Message

AT_MOST_ONCE = "at_most_once"
AT_LEAST_ONCE = "at_least_once"


@dataclass(frozen=True)
class Mail:
    """A rendered mail: both bodies, extra headers and attachments (name, type, content).

    `calendar` is an iCalendar text; `calendar_method` must be the METHOD written in it.
    """

    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)
    attachments: tuple[tuple[str, str, bytes], ...] = ()
    calendar: str = ""
    calendar_method: str = ""


def always(message: "Message") -> bool:
    return True


def no_facts(message: "Message") -> Mapping[str, str]:
    return {}


def no_sample(
    person: "AbstractBaseUser", reader: "AbstractBaseUser"
) -> Mapping[str, object] | None:
    return None


@dataclass(frozen=True)
class Editable:
    """What HR may change in a mail, and the placeholders its words may name (`outbox.wording`).

    `facts` gives the placeholders' values for one message; each comes from a named field. `sample`
    gives the context of a true mail to this person for a preview, or None when there is none or
    when `reader` may not see it.
    """

    parts: tuple[str, ...] = ("opening", "closing")
    placeholders: Mapping[str, str | Promise] = field(default_factory=dict)
    facts: Callable[["Message"], Mapping[str, str]] = no_facts
    sample: Callable[["AbstractBaseUser", "AbstractBaseUser"], Mapping[str, object] | None] = (
        no_sample
    )


EVERY_PART = ("subject", "opening", "closing", "button")
NOTHING_EDITABLE = Editable(parts=())


@dataclass(frozen=True)
class Kind:
    """`still_wanted` is asked right before sending; False ends the row as `cancelled`.

    `is_nudge` marks mail people may pause or unsubscribe from; it gets List-Unsubscribe headers.
    `can_retry` is false where the words of the mail live in its context: a failed mail keeps only
    the ids of its context, so HR could not send it again. `label` is what HR reads in the log.
    `editable` says which words HR may change; None means the default, a line more at either end.
    `is_private` keeps the very existence of a mail between sender and reader: no log, no count.
    `topic` is what a reader may have switched off (`outbox.topics`).
    """

    name: str
    render: Callable[["Message"], Mail]
    policy: str = AT_LEAST_ONCE
    still_wanted: Callable[["Message"], bool] = always
    is_nudge: bool = False
    priority: int = 5
    can_retry: bool = True
    label: str | Promise = ""
    editable: Editable | None = None
    is_private: bool = False
    topic: str = ""

    @property
    def words(self) -> Editable:
        return self.editable or Editable()


REGISTRY: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    REGISTRY[kind.name] = kind


def kind_named(name: str) -> Kind:
    return REGISTRY[name]


def private() -> list[str]:
    """The names of kinds that nobody but their readers may know of."""
    return [kind.name for kind in REGISTRY.values() if kind.is_private]


def label_of(name: str) -> str:
    kind = REGISTRY.get(name)
    return str((kind and kind.label) or name.replace("-", " ").capitalize())
