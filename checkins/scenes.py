"""One block of a mail in the hands of its reader, and the words it gets."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from checkins import ways
from checkins.models import CheckIn
from checkins.planner import Step
from matching.models import Pair
from outbox.links import absolute
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile

Answer = CheckIn.Answer


@dataclass(frozen=True)
class Words:
    """`buttons` are shown as buttons, `links` as lines of text below them."""

    subject: str
    preheader: str
    lines: list[str]
    buttons: list[Button] = field(default_factory=list)
    links: list[Button] = field(default_factory=list)
    small: str = ""


@dataclass(frozen=True)
class Scene:
    """One block in the hands of its reader: `address` opens the question it asks."""

    step: Step
    pair: Pair
    me: Profile
    now: dt.datetime
    message: Message
    checkin: CheckIn | None = None
    address: str = ""

    @property
    def partner(self) -> Profile:
        return self.pair.partner_of(self.me)

    @property
    def written_at(self) -> dt.datetime:
        """The same however often the mail is rendered."""
        return self.message.not_before

    @property
    def names(self) -> dict[str, str]:
        return {"name": self.partner.first_name, "program": self.pair.program.name}

    def answer(self, answer: Answer, label: str = "") -> Button:
        return Button(label or str(answer.label), f"{self.address}?a={answer.value}", quiet=True)

    @property
    def help(self) -> Button:
        path = ways.ask_for_help(self.pair)
        return Button(_("Ask the program team for help"), absolute(path))


def short(most: int, *choices: str) -> str:
    """The first that fits; the last one, cut, when none does."""
    fitting = [text for text in choices if len(text) <= most]
    return fitting[0] if fitting else choices[-1][: most - 1].rstrip() + "…"
