"""What stands beside the pairs under "My groups": rooms above register what they have.

other_groups.SOURCES.append(cards)       # cards(person, now=now) -> list[GroupCard]
other_groups.WAYS.append(Way(_("Find a group"), reverse_lazy("find-groups")))
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from profiles.models import Profile
from profiles.visits import Visit


@dataclass(frozen=True)
class GroupCard:
    """What `components/card.html` shows; `last` is what happened last."""

    href: str
    kind: str
    icon: str
    people: Sequence[Profile]
    title: str
    line: str
    foot: str
    next_date: str = ""
    last: str = ""
    is_past: bool = False


@dataclass(frozen=True)
class Way:
    """A way to more groups; the first one is the button of the page."""

    label: str | Promise
    href: str | Promise
    hint: str | Promise = ""


class HomeSource(Protocol):
    def __call__(self, visit: Visit) -> list[GroupCard]: ...


class CardSource(Protocol):
    def __call__(self, person: Profile, *, now: dt.datetime) -> list[GroupCard]: ...


SOURCES: list[CardSource] = []
# A few cards for Home, read with what the visit knows already.
HOME: list[HomeSource] = []
WAYS: list[Way] = []


def cards(person: Profile, *, now: dt.datetime) -> list[GroupCard]:
    return [card for source in SOURCES for card in source(person, now=now)]


def home_cards(visit: Visit) -> list[GroupCard]:
    return [card for source in HOME for card in source(visit)]
