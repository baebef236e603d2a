"""The one thing from around the pairs that a weekly mail may carry: a session, a circle, a guide.

    around.SOURCES.append(next_session)        # (person, now) → Item or None
    around.item_for(person, now=now)           # the first that has something

It rides in a mail that goes out anyway and is no reason to send one: the budget of a week is spent
by the pair. Higher rooms register in their `AppConfig.ready`; a mail has one such line at most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from profiles.models import Profile


@dataclass(frozen=True)
class Item:
    """`title` is a whole line ("Thursday 12:00: lunch & learn about SQL"), `url` absolute."""

    title: str
    url: str


Source = Callable[[Profile, datetime], Item | None]
SOURCES: list[Source] = []


def item_for(person: Profile, *, now: datetime) -> Item | None:
    found = (source(person, now) for source in SOURCES)
    return next((item for item in found if item is not None), None)
