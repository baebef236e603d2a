"""HR's desk of the library: what waits for somebody, and why."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Value, Window
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.models import LinkReport, Resource
from profiles import overview
from profiles.contributions import NeedsYou
from profiles.pages import page_of

SUGGESTED, DEAD, OWNERLESS, OVERDUE = "suggested", "dead", "ownerless", "overdue"
# An owner has so long after the reminder before HR sees it.
PATIENCE = dt.timedelta(days=30)
RANK = 72


@dataclass(frozen=True)
class Queue:
    name: str
    label: str | Promise
    empty: str | Promise


QUEUES = (
    Queue(
        SUGGESTED,
        gettext_lazy("Suggested"),
        gettext_lazy("Nothing waits. What colleagues suggest appears here."),
    ),
    Queue(
        DEAD,
        gettext_lazy("Dead links"),
        gettext_lazy("No reader has said that a link is dead."),
    ),
    Queue(
        OWNERLESS,
        gettext_lazy("Without an owner"),
        gettext_lazy(
            "Everything has an owner. When one leaves, what they looked after comes here."
        ),
    ),
    Queue(
        OVERDUE,
        gettext_lazy("Not reviewed"),
        gettext_lazy("Every owner has answered within 30 days."),
    ),
)


def conditions(*, today: dt.date) -> dict[str, Q]:
    is_published = Q(state=Resource.State.PUBLISHED)
    reported = Exists(LinkReport.objects.filter(resource=OuterRef("pk"), settled_at=None))
    return {
        SUGGESTED: Q(state=Resource.State.SUGGESTED),
        DEAD: is_published & Q(reported),
        OWNERLESS: is_published & (Q(owner=None) | Q(owner__is_active=False)),
        OVERDUE: is_published & Q(owner__is_active=True, review_on__lt=today - PATIENCE),
    }


def rows(name: str, number: str, *, today: dt.date) -> "Page[Any]":
    found: QuerySet[Resource] = Resource.objects.filter(conditions(today=today)[name]).light()
    found = found.select_related("owner", "suggested_by")
    if name == DEAD:
        is_open = Q(link_reports__settled_at=None)
        found = found.annotate(
            reports=Count("link_reports", filter=is_open),
            reported_at=Min("link_reports__at", filter=is_open),
        )
        return page_of(found.order_by("reported_at", "pk"), number)
    order = "created_at" if name == SUGGESTED else "review_on"
    return page_of(found.order_by(order, "pk"), number)


def counts(*, today: dt.date) -> dict[str, int]:
    wanted = conditions(today=today)
    either = Q()
    for one in wanted.values():
        either |= one
    counted = {name: Count("pk", filter=where) for name, where in wanted.items()}
    return dict(Resource.objects.filter(either).aggregate(**counted))


def waiting_rows(now: dt.datetime) -> "list[QuerySet[Any, Any]]":
    """For the overview, which counts all it shows in one question (`profiles.overview`)."""
    return [
        Resource.objects.filter(where)
        .order_by()
        .annotate(what=Value(f"library.{name}"), n=Window(Count("pk")))
        .values_list("what", "n", "title")[:1]
        for name, where in conditions(today=now.date()).items()
    ]


def needs_you(counted: Mapping[str, int]) -> list[NeedsYou]:
    found = {queue.name: counted.get(f"library.{queue.name}", 0) for queue in QUEUES}
    total = sum(found.values())
    if not total:
        return []
    words = {
        SUGGESTED: ngettext("%(n)d suggestion", "%(n)d suggestions", found[SUGGESTED]),
        DEAD: ngettext("%(n)d dead link", "%(n)d dead links", found[DEAD]),
        OWNERLESS: ngettext("%(n)d without an owner", "%(n)d without an owner", found[OWNERLESS]),
        OVERDUE: ngettext("%(n)d not reviewed", "%(n)d not reviewed", found[OVERDUE]),
    }
    line = " · ".join(words[name] % {"n": n} for name, n in found.items() if n)
    first = next(name for name, n in found.items() if n)
    title = ngettext("%(n)d thing in the library", "%(n)d things in the library", total)
    url = f"{reverse('hr-library')}?show={first}"
    entry = NeedsYou(RANK, title % {"n": total}, line, _("Look"), url, total, "library")
    return [entry]


ASKED = overview.Asked(
    rows=waiting_rows,
    needs=lambda found: needs_you({kind: rows[0][0] for kind, rows in found.items()}),
)
