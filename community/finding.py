"""Groups to find: by kind, skill, places left and words; nobody sees one by invitation here that
they are not part of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, F, Q, QuerySet

from community import group_cards
from community.groups import places_words
from community.models import Group, Membership
from profiles import search
from profiles.models import Profile
from profiles.pages import LongPaginator

A_PAGE = 12


@dataclass(frozen=True)
class Found:
    """A row of the list: the group, who is in it, and what the reader can do."""

    group: Group
    people: list[Profile]
    icon: str
    state: str
    action: str


def groups(wanted: Mapping[str, Any], person: Profile) -> QuerySet[Group]:
    """`wanted` holds some of q, kind, skill (a Skill) and places ("left")."""
    found = Group.objects.alive().visible_to(person)
    if "kind" in wanted:
        found = found.filter(kind=wanted["kind"])
    if "skill" in wanted:
        found = found.filter(skills=wanted["skill"])
    if "places" in wanted:
        found = found.filter(Q(size_max__isnull=True) | Q(used__lt=F("size_max")))
    for word in search.text(wanted.get("q", "")[: search.LONGEST_QUERY]).split():
        found = found.filter(Q(search_text__startswith=word) | Q(search_text__contains=f" {word}"))
    return found.order_by("name", "pk")


def page(
    wanted: Mapping[str, Any], person: Profile, number: str, *, now: dt.datetime
) -> "Page[Any]":
    """Rows as `Found`."""
    leaf = LongPaginator(groups(wanted, person), A_PAGE).get_page(number[:8])
    listed = list(leaf.object_list)
    people = group_cards.faces(listed)
    rows = Membership.objects.involved().filter(profile=person, group__in=listed)
    standing = {row.group_id: row for row in rows}
    today = now.astimezone(person.zone).date()
    leaf.object_list = [
        Found(
            group=group,
            people=people[group.pk],
            icon=group_cards.ICONS[Group.Kind(group.kind)],
            state=_state(group, today=today),
            action=_standing(group, standing.get(group.pk)),
        )
        for group in listed
    ]
    return leaf


def _state(group: Group, *, today: dt.date) -> str:
    """Where it stands, and always how many places there are."""
    words, places = group_cards.state_words(group, today=today), places_words(group)
    return words if places in words else f"{words} · {places}"


def _standing(group: Group, row: Membership | None) -> str:
    if row is None:
        return ""
    row.group = group
    return group_cards.standing(row)


def kinds_here(person: Profile) -> dict[str, int]:
    """How many of each kind there are, for a page on which nothing was found."""
    rows = Group.objects.alive().visible_to(person).order_by().values("kind")
    return {row["kind"]: row["n"] for row in rows.annotate(n=Count("pk"))}
