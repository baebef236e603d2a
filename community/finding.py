"""Groups to find: by kind, skill, places left and words; nobody sees one by invitation here that
they are not part of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, Count, F, Q, QuerySet, When

from community import group_cards, nearest
from community.groups import places_words
from community.library_search import words_of
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


@dataclass(frozen=True)
class Results:
    """`instead` is what was looked for, when nothing has the words typed."""

    page: "Page[Any]"
    instead: str = ""


def groups(wanted: Mapping[str, Any], person: Profile) -> QuerySet[Group]:
    """`wanted` holds some of q, kind, skill (a Skill) and places ("left")."""
    found = Group.objects.alive().visible_to(person)
    if "kind" in wanted:
        found = found.filter(kind=wanted["kind"])
    if "skill" in wanted:
        found = found.filter(skills=wanted["skill"])
    if "places" in wanted:
        found = found.filter(Q(size_max__isnull=True) | Q(used__lt=F("size_max")))
    rows: QuerySet[Group] = found
    if "q" in wanted:
        rows = search.with_words(wanted["q"], rows)
    return rows.order_by("name", "pk")


def results(
    wanted: Mapping[str, Any], person: Profile, number: str, *, now: dt.datetime
) -> Results:
    """A page of `Found`; where nothing has the words typed, of what is spelled like them."""
    leaf = page(groups(wanted, person), person, number, now=now)
    if "q" not in wanted or leaf.paginator.count:
        return Results(leaf)
    others = {name: value for name, value in wanted.items() if name != "q"}
    near = nearest.Typed(words_of(wanted["q"])).among(groups(others, person))
    if not near.ids:
        return Results(leaf)
    place = Case(*(When(pk=pk, then=number) for number, pk in enumerate(near.ids)))
    rows = Group.objects.filter(pk__in=near.ids).order_by(place)
    return Results(page(rows, person, number, now=now), near.instead)


def page(rows: QuerySet[Group], person: Profile, number: str, *, now: dt.datetime) -> "Page[Any]":
    """Rows as `Found`."""
    leaf = LongPaginator(rows, A_PAGE).get_page(number[:8])
    listed = list(leaf.object_list)
    people = group_cards.faces(listed)
    mine = Membership.objects.involved().filter(profile=person, group__in=listed)
    standing = {row.group_id: row for row in mine}
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
