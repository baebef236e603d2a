"""What waits for HR on the content desk: a registry, one source per kind of content.

    content_desk.SOURCES.append(Source("sessions", waiting, counted))      # in `connect_<area>`

`waiting` gives the rows of the page, oldest first, in one query. `counted` gives what the overview
counts and names; it is read together with what others have there, so it costs no query of its own:

    content_desk.names_of(Story.objects.waiting(), "stories", "title")
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Count, Model, QuerySet, Value, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles import overview
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


class Rows(Protocol):
    def __call__(self, *, now: dt.datetime) -> list[Waiting]: ...


class Counted(Protocol):
    def __call__(self, *, now: dt.datetime) -> overview.Rows: ...


@dataclass(frozen=True)
class Source:
    name: str
    waiting: Rows
    counted: Counted


SOURCES: list[Source] = []


def waiting(*, now: dt.datetime) -> list[Waiting]:
    """Everything, whoever waits longest first."""
    found = [row for source in SOURCES for row in source.waiting(now=now)]
    return sorted(found, key=lambda row: row.since)


def names_of(rows: "QuerySet[Model]", kind: str, name: str) -> overview.Rows:
    """How many rows there are, beside the names of the first."""
    told = rows.order_by("pk").annotate(what=Value(kind), n=Window(Count("pk")))
    found: overview.Rows = told.values_list("what", "n", name)[: NAMED + 1]
    return found


def needs_you(found: overview.Found) -> list[NeedsYou]:
    told = [row for source in SOURCES for row in found.get(source.name, [])]
    if not told:
        return []
    count = sum(found[source.name][0][0] for source in SOURCES if source.name in found)
    title = ngettext(
        "%(n)d proposal waits on the content desk",
        "%(n)d proposals wait on the content desk",
        count,
    )
    line = ", ".join(name for _n, name in told[:NAMED])
    line += "…" if count > NAMED else ""
    url = reverse("hr-content")
    return [NeedsYou(RANK, title % {"n": count}, line, _("Decide"), url, count, "inbox")]


ASKED = overview.Asked(
    rows=lambda now: [source.counted(now=now) for source in SOURCES], needs=needs_you
)
