"""The one thing from around the pairs that a weekly mail may carry: a session, a group, a path.

    around.SOURCES.append(source)               # (person, now) → [Item, …], the best first
    key = around.choose(person, now=now)        # "session:12", or "" for nothing
    around.item_of(key, person, now=now)        # Item; None when it is over, full or theirs by now

It rides in a mail that goes out anyway and is no reason to send one: the budget of a week is spent
by the pair. It is chosen when the mail is written, so that the next mail knows what not to repeat,
and looked at again when the mail is sent. Whoever has switched the topic off gets the mail without
it. Higher rooms register in their `AppConfig.ready`; a mail has one such line at most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from checkins.models import Nudge
from outbox.models import MailPreference
from outbox.topics import Topic
from profiles.models import Profile

TOPIC = Topic("around", _("Around your pairs: one group, session or path in the weekly mail"))
CONTEXT = "around"
# Before the key among the steps of a nudge.
STEP = "around:"


@dataclass(frozen=True)
class Item:
    """`title` is a whole line ("Thursday 12:00: lunch & learn about SQL"), `url` absolute. `key`
    names the thing; more `fit` is better."""

    key: str
    title: str
    url: str
    fit: int = 0


Source = Callable[[Profile, datetime], list[Item]]
SOURCES: list[Source] = []


def items(person: Profile, *, now: datetime) -> list[Item]:
    """What is open to this person; of equal ones what was registered and listed first."""
    found = [item for source in SOURCES for item in source(person, now)]
    return sorted(found, key=lambda item: -item.fit)


def choose(person: Profile, *, now: datetime) -> str:
    """The best one that was not in the mail before; nothing when there is no other: a line that
    says the same again is not read."""
    found = items(person, now=now) if wants(person) else []
    last = last_of(person) if found else ""
    return next((item.key for item in found if item.key != last), "")


def wants(person: Profile) -> bool:
    preference: MailPreference | None = getattr(person.user, "mail_preference", None)
    return preference is None or TOPIC.name not in preference.off


def last_of(person: Profile) -> str:
    rows = Nudge.objects.filter(profile=person).exclude(steps=[]).order_by("-period")
    steps: list[str] = rows.values_list("steps", flat=True).first() or []
    found = (step.removeprefix(STEP) for step in steps if step.startswith(STEP))
    return next(found, "")


def item_of(key: str, person: Profile, *, now: datetime) -> Item | None:
    if not key or not wants(person):
        return None
    return next((item for item in items(person, now=now) if item.key == key), None)
