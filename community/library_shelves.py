"""The front of the library: a shelf for each goal of the reader, what is new, what colleagues
recommend. Each shelf holds the first few; the rest is a filter away."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from community.library_lists import as_cards
from community.models import Recommendation, Resource
from profiles.models import Goal, Profile

ON_A_SHELF = 4
MOST_GOALS = 3
NEW = dt.timedelta(days=30)


@dataclass(frozen=True)
class Shelf:
    name: str
    title: str
    items: list[Resource]
    total: int = 0
    href: str = ""

    @property
    def has_more(self) -> bool:
        return bool(self.href) and self.total > len(self.items)


def shelves(reader: Profile, *, now: dt.datetime) -> list[Shelf]:
    """Those that hold something, in a fixed order."""
    goals = _goals(reader)
    by_skill = _by_skill([goal.skill_id for goal in goals])
    newest = list(
        Resource.objects.published()
        .filter(published_at__gte=now - NEW)
        .values_list("pk", flat=True)[:ON_A_SHELF]
    )
    liked = _recommended()
    wanted = {pk for row in by_skill.values() for pk, _total in row} | {*newest, *liked}
    rows = Resource.objects.published().filter(pk__in=wanted)
    known = {row.pk: row for row in as_cards(rows, reader)}
    found = [_of_goal(goal, by_skill[goal.skill_id], known) for goal in goals]
    found.append(Shelf("new", _("New this month"), _in_order(newest, known)))
    found.append(Shelf("recommended", _("Recommended by colleagues"), _in_order(liked, known)))
    return [shelf for shelf in found if shelf.items]


def _goals(reader: Profile) -> list[Goal]:
    rows = Goal.objects.filter(profile=reader).select_related("skill")
    return list(rows.order_by("priority", "pk")[:MOST_GOALS])


def _by_skill(skills: list[int]) -> dict[int, list[tuple[int, int]]]:
    """For each skill its newest items, each with how many there are in all."""
    table: Any = Resource.skills.through
    tags = table.objects.filter(skill__in=skills, resource__state=Resource.State.PUBLISHED)
    newest = [F("resource__published_at").desc(), F("resource").desc()]
    placed = tags.annotate(
        place=Window(RowNumber(), partition_by="skill", order_by=newest),
        total=Window(Count("pk"), partition_by="skill"),
    )
    rows = placed.filter(place__lte=ON_A_SHELF).order_by("skill", "place")
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for skill, resource, total in rows.values_list("skill", "resource", "total"):
        found[skill].append((resource, total))
    return found


def _recommended() -> list[int]:
    here = Recommendation.objects.filter(
        profile__is_active=True, resource__state=Resource.State.PUBLISHED
    )
    rows = here.order_by().values("resource").annotate(last=Max("at"))
    rows = rows.order_by("-last", "-resource")
    return list(rows.values_list("resource", flat=True)[:ON_A_SHELF])


def _of_goal(goal: Goal, row: list[tuple[int, int]], known: dict[int, Resource]) -> Shelf:
    return Shelf(
        f"goal-{goal.pk}",
        _("For your goal: %(skill)s") % {"skill": goal.skill.name},
        _in_order([pk for pk, _total in row], known),
        row[0][1] if row else 0,
        f"{reverse('library')}?{urlencode({'skill': goal.skill_id})}",
    )


def _in_order(ids: Iterable[int], known: dict[int, Resource]) -> list[Resource]:
    return [known[pk] for pk in ids if pk in known]
