"""What groups add to HR's queue: circles that wait for a look, groups nobody leads. Both are asked
for together with what other rooms count (`profiles.overview.Asked`)."""

from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value, Window
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import CircleRound, Group
from profiles.contributions import NeedsYou
from profiles.overview import Asked

CIRCLES, NO_LEAD = "circles", "no-lead"


def rounds(now: datetime) -> QuerySet[Any, Any]:
    """The oldest of those to review, as "number:who asked for it"."""
    found = CircleRound.objects.filter(state=CircleRound.State.REVIEW).order_by("made_at", "pk")
    number, who = Cast("pk", CharField()), Coalesce("asked_by__name", Value(""))
    found = found.annotate(
        what=Value(CIRCLES), n=Window(Count("pk")), name=Concat(number, Value(":"), who)
    )
    return found.values_list("what", "n", "name")[:1]


def circles_to_review(found: list[tuple[int, str]]) -> list[NeedsYou]:
    if not found:
        return []
    count, name = found[0]
    number, _colon, who = name.partition(":")
    title = ngettext("Circles are ready to review", "%(n)d sets of circles to review", count)
    line = _("Formed from open goals. Nobody is invited before you publish.")
    return [
        NeedsYou(
            rank=30,
            title=title % {"n": count},
            line=_("%(name)s asked for one.") % {"name": who} if who else line,
            verb=_("Review"),
            url=reverse("hr-circle-round", args=[number]),
            count=count,
            icon="circle-dot-dashed",
        )
    ]


def leaderless(now: datetime) -> QuerySet[Any, Any]:
    found = Group.objects.without_lead(now=now).order_by("created_at", "pk")
    counted = found.annotate(what=Value(NO_LEAD), n=Window(Count("pk")))
    rows: QuerySet[Any, Any] = counted.values_list("what", "n", "name")
    return rows[:1]


def without_lead(found: list[tuple[int, str]]) -> list[NeedsYou]:
    if not found:
        return []
    count = found[0][0]
    title = ngettext("%(n)d group has no lead", "%(n)d groups have no lead", count)
    return [
        NeedsYou(
            rank=40,
            title=title % {"n": count},
            line=_("Name somebody, or archive it."),
            verb=_("See them"),
            url=reverse("hr-groups"),
            count=count,
            icon="users-round",
        )
    ]


ASKED = [
    Asked(
        rows=lambda now: [rounds(now)],
        needs=lambda found: circles_to_review(found.get(CIRCLES, [])),
    ),
    Asked(
        rows=lambda now: [leaderless(now)],
        needs=lambda found: without_lead(found.get(NO_LEAD, [])),
    ),
]
