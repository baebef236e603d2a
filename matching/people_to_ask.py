"""Colleagues who can help with what somebody wants to learn: a part of what is offered to people
who wait. It opens the directory, filtered by the skill; oneself is not counted."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import ngettext

from matching import goal_fit
from matching.waiting_offers import Part, Row, Waiting
from profiles.models import Offer, Profile


def _others(skill: str) -> QuerySet[Offer]:
    rows = Offer.objects.filter(skill=OuterRef(skill), profile__is_active=True)
    return rows.exclude(profile=OuterRef("profile")).order_by()


def _facts(skill: str) -> Mapping[str, str | Combinable]:
    counted = _others(skill).values("skill").annotate(n=Count("pk")).values("n")
    return {"pk": f"{skill}__pk", "name": f"{skill}__name", "n": Subquery(counted)}


def read(_person: Profile, row: Row) -> Iterable[Waiting]:
    return [_directory(one) for one in goal_fit.rows("people", row)]


def _directory(row: Mapping[str, Any]) -> Waiting:
    title = ngettext(
        "%(n)s colleague can help with %(skill)s",
        "%(n)s colleagues can help with %(skill)s",
        row["n"],
    )
    words = title % {"n": row["n"], "skill": row["name"]}
    url = f"{reverse('people')}?skill={row['pk']}"
    return Waiting(goal_fit.titled(words, row), url, row["fit"])


PART = Part(
    "people",
    30,
    goal_fit.columns(
        "people", _facts, is_open=lambda skill: Exists(_others(skill)), order=["name", "pk"]
    ),
    read,
)
