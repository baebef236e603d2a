"""What waits for HR on the content desk: a registry, one source per kind of content.

    content_desk.SOURCES.append(waiting)      # in `connect_<area>`

A source gives its waiting rows, oldest first, in one query where it can. The desk shows them all in
one list; the same rows make the entry of "Needs you".
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.contributions import NeedsYou
from profiles.models import Profile

NAMED = 3
RANK = 45


@dataclass(frozen=True)
class Waiting:
    """One thing to decide: `kind` is its word, `verb` labels the button that leads to `url`."""

    kind: str
    icon: str
    title: str
    line: str
    person: Profile
    since: dt.datetime
    verb: str
    url: str


class Source(Protocol):
    def __call__(self, *, now: dt.datetime) -> list[Waiting]: ...


SOURCES: list[Source] = []
# What a kind of content keeps elsewhere: (label, name of the page, icon).
PLACES: list[tuple[str | Promise, str, str]] = []
Count = Callable[[], int]


def waiting(*, now: dt.datetime) -> list[Waiting]:
    """Everything, whoever waits longest first."""
    found = [row for source in SOURCES for row in source(now=now)]
    return sorted(found, key=lambda row: row.since)


def needs_you(*, now: dt.datetime) -> list[NeedsYou]:
    rows = waiting(now=now)
    if not rows:
        return []
    title = ngettext(
        "%(n)d thing waits on the content desk", "%(n)d things wait on the content desk", len(rows)
    )
    line = ", ".join(f"{row.kind}: {row.title}" for row in rows[:NAMED])
    line += "…" if len(rows) > NAMED else ""
    return [
        NeedsYou(
            RANK, title % {"n": len(rows)}, line, _("Decide"), reverse("hr-content"), len(rows),
            "inbox",
        )
    ]  # fmt: skip
