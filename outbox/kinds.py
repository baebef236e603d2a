"""The registry of message kinds. Higher rooms fill it in their `AppConfig.ready`.

A kind says how its mail is rendered, whether it is still wanted when its turn comes, and which
promise it makes: at most once (nudges: a lost one is followed by next week's) or at least once
(sign-in, pairs: a doubled one has the same Message-ID).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outbox.models import Message

AT_MOST_ONCE = "at_most_once"
AT_LEAST_ONCE = "at_least_once"


@dataclass(frozen=True)
class Mail:
    """A rendered mail: both bodies, extra headers and attachments (name, type, content)."""

    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)
    attachments: tuple[tuple[str, str, bytes], ...] = ()


def always(message: "Message") -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """`still_wanted` is asked right before sending; False ends the row as `cancelled`.

    `is_nudge` marks mail people may pause or unsubscribe from; it gets List-Unsubscribe headers.
    `can_retry` is false where the words of the mail live in its context: a failed mail keeps only
    the ids of its context, so HR could not send it again. `label` is what HR reads in the log.
    """

    name: str
    render: Callable[["Message"], Mail]
    policy: str = AT_LEAST_ONCE
    still_wanted: Callable[["Message"], bool] = always
    is_nudge: bool = False
    priority: int = 5
    can_retry: bool = True
    label: str = ""


REGISTRY: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    REGISTRY[kind.name] = kind


def kind_named(name: str) -> Kind:
    return REGISTRY[name]


def label_of(name: str) -> str:
    kind = REGISTRY.get(name)
    return (kind and kind.label) or name.replace("-", " ").capitalize()
