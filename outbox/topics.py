"""What people may switch off one by one; security and pairing mails are in no topic.

Rooms add theirs in `AppConfig.ready`; the page of mail settings lists them in this order. A kind
that names a topic (`Kind.topic`) is not sent to whoever has switched it off.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUESTIONS, TIPS, HELP = "questions", "tips", "help"


@dataclass(frozen=True)
class Topic:
    name: str
    label: str | Promise


REGISTRY: list[Topic] = [
    Topic(QUESTIONS, _("Questions: whether you met, how a match feels, what changed halfway")),
    Topic(HELP, _("Help: with a first date, a quiet pair and the last weeks")),
    Topic(TIPS, _("Tips: the next useful step, in weeks without a question")),
]


def register(topic: Topic) -> None:
    if topic.name not in {known.name for known in REGISTRY}:
        REGISTRY.append(topic)


def choices() -> list[tuple[str, str]]:
    return [(topic.name, str(topic.label)) for topic in REGISTRY]


def names() -> list[str]:
    return [topic.name for topic in REGISTRY]
