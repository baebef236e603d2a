"""What is about the skills of people's goals, ranked by fit: columns for a query about profiles.

    columns = goal_fit.columns(
        "groups",
        lambda skill: {"pk": f"{skill}__groups__pk", "name": f"{skill}__groups__name"},
        is_open=lambda skill: Exists(free.filter(pk=OuterRef(f"{skill}__groups"))),
        order=["groups__pk"],
    )
    Profile.objects.values("pk", **columns)                 # {"groups": […], "groups_near": […]}
    goal_fit.rows("groups", row)                            # each thing once, the best first

The fit of a thing is what a goal is worth when circles are formed (60 points, divided by the goal's
priority), in hundredths: all of it where the thing is about the skill itself, the share of the
relation where it is about a related one. Equal fits stand in `order`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from matching.engine.circle_wishes import FIRST_GOAL
from profiles.models import Goal

WHOLE = 100
# One thing may be found through several goals and skills: what is left is enough to choose from.
MOST = 12
THE_SKILL, A_RELATED_ONE = "skill", "skill__relations__related"
# What to tell of a thing and whether it counts, given the path to the skill in a query about goals.
Facts = Callable[[str], Mapping[str, str | Combinable]]
IsOpen = Callable[[str], Q | Exists]


def columns(
    name: str, facts: Facts, *, is_open: IsOpen, order: Iterable[str]
) -> dict[str, BaseExpression]:
    """`order` holds paths from a skill."""
    last, nothing = list(order), Value("", CharField())
    share, via = F("skill__relations__share"), F("skill__name")
    return {
        name: _column(THE_SKILL, Value(WHOLE), nothing, facts, is_open, last),
        f"{name}_near": _column(A_RELATED_ONE, share, via, facts, is_open, last),
    }


def _column(
    skill: str,
    share: Combinable,
    near: Combinable,
    facts: Facts,
    is_open: IsOpen,
    order: list[str],
) -> ArraySubquery:
    rows = Goal.objects.filter(is_open(skill), profile=OuterRef("pk"))
    rows = rows.annotate(fit=share * Value(FIRST_GOAL) / F("priority"))
    ordered = rows.order_by("-fit", *(_path(skill, path) for path in order))
    row = JSONObject(fit="fit", near=near, **facts(skill))
    return ArraySubquery(ordered.values(row=row)[:MOST])


def _path(skill: str, path: str) -> str:
    return f"-{skill}__{path[1:]}" if path.startswith("-") else f"{skill}__{path}"


def rows(name: str, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The skill itself comes before a related one of the same fit."""
    found: dict[Any, dict[str, Any]] = {}
    both = [*(row[name] or ()), *(row[f"{name}_near"] or ())]
    for one in sorted(both, key=lambda one: -one["fit"]):
        found.setdefault(one["pk"], one)
    return list(found.values())


def titled(title: str, row: Mapping[str, Any]) -> str:
    """Says so where the thing is about a related skill only."""
    if not row["near"]:
        return title
    return _("%(title)s (related to %(skill)s)") % {"title": title, "skill": row["near"]}
