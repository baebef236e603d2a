"""What the overview shows HR about people, the skills list and the people file."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles import message_log, skills
from profiles.contributions import Figure, NeedsYou, Overview, Section
from profiles.models import Goal, Offer, PeopleImport, Profile

NAMED = 3
SKILL = "skill"
# A directory that nobody has renewed for so long is said to be old.
OLD = dt.timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """What rooms above count in the same question: `rows` gives rows of (name, how many, words),
    `told` makes entries of how many there are by name."""

    rows: Callable[[datetime], "list[QuerySet[Any, tuple[str, int, str]]]"]
    told: Callable[[Mapping[str, int]], list[NeedsYou]]


WAITING: list[Waiting] = []
UNFINISHED = (PeopleImport.State.MAPPED, PeopleImport.State.READY, PeopleImport.State.FAILED)


def people_figures(*, now: datetime) -> list[Figure]:
    mine = Q(profile=OuterRef("pk"))
    found = Profile.objects.active().annotate(
        offer=Subquery(Offer.objects.filter(mine).values("profile")[:1]),
        goal=Subquery(Goal.objects.filter(mine).values("profile")[:1]),
    )
    counted = found.aggregate(here=Count("pk"), teach=Count("offer"), learn=Count("goal"))
    return [
        Figure(50, _("People here"), counted["here"], url=reverse("hr-people")),
        Figure(60, _("Can help with something"), counted["teach"], note=_("at least one skill")),
        Figure(61, _("Want to grow"), counted["learn"], note=_("at least one goal")),
    ]


def skills_and_mails(*, now: datetime) -> list[NeedsYou]:
    """Proposed skills, mails in trouble and what waits above, asked for together."""
    proposed = skills.proposals().annotate(what=Value(SKILL), n=Window(Count("pk")))
    names = proposed.values_list("what", "n", "name")[: NAMED + 1]
    found: dict[str, list[tuple[int, str]]] = {}
    others = [rows for waiting in WAITING for rows in waiting.rows(now)]
    for kind, *row in names.union(*message_log.counts(now=now), *others, all=True):
        found.setdefault(kind, []).append((row[0], row[1]))
    count = {kind: rows[0][0] for kind, rows in found.items()}
    mails = [count.get(kind, 0) for kind in (message_log.MAILS, message_log.REFUSED)]
    more = [entry for waiting in WAITING for entry in waiting.told(count)]
    return [*message_log.needs_you(*mails), *_proposed(found.get(SKILL, [])), *more]


def _proposed(found: list[tuple[int, str]]) -> list[NeedsYou]:
    if not found:
        return []
    names, count = [name for _n, name in found], found[0][0]
    title = ngettext("%(n)d skill waits for you", "%(n)d skills wait for you", count)
    line = _("Proposed by colleagues: %(names)s") % {"names": ", ".join(names[:NAMED])}
    line += "…" if count > NAMED else ""
    url = reverse("hr-skills") + "?status=proposed"
    return [NeedsYou(70, title % {"n": count}, line, _("Decide"), url, count, "sprout")]


@dataclass(frozen=True)
class PeopleFeed:
    """The people file as the overview reads it: what waits, and how old the directory is."""

    unfinished: PeopleImport | None
    imported_at: datetime | None

    @classmethod
    def now(cls) -> "PeopleFeed":
        rows = PeopleImport.objects.light().order_by("-pk")
        wanted = rows.filter(state__in=[*UNFINISHED, PeopleImport.State.DONE])
        newest = list(wanted.order_by("state", "-pk").distinct("state"))
        done = next((row for row in newest if row.state == PeopleImport.State.DONE), None)
        last = max((row for row in newest if row != done), key=lambda row: row.pk, default=None)
        is_open = last is not None and (done is None or last.pk > done.pk)
        return cls(last if is_open else None, done.finished_at if done else None)

    def is_old(self, *, now: datetime) -> bool:
        return self.imported_at is not None and now - self.imported_at > OLD


def people_file(*, now: datetime) -> Overview:
    feed = PeopleFeed.now()
    found = Overview(needs=[_unfinished(feed.unfinished)] if feed.unfinished else [])
    if feed.is_old(now=now):
        context: dict[str, object] = {"at": feed.imported_at}
        found.sections.append(Section(0, "profiles/overview_old_people.html", context))
    return found


def _unfinished(row: PeopleImport) -> NeedsYou:
    words = {
        PeopleImport.State.MAPPED: (_("Grades wait for their levels"), _("Choose levels")),
        PeopleImport.State.READY: (_("A people file is checked"), _("See and import")),
        PeopleImport.State.FAILED: (_("A people file was not imported"), _("See why")),
    }
    title, verb = words[PeopleImport.State(row.state)]
    return NeedsYou(65, title, row.filename, verb, row.get_absolute_url(), icon="file-text")
