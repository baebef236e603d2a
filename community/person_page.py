"""What groups, paths and questions show of a colleague: one question for all of them."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from community import path_presence, question_facts, question_routing
from community.models import Group, Path, PathProgress
from profiles.contributions import Section
from profiles.models import Profile

MOST_GROUPS = 8
RANK = 40


def sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    """Badges the person shows, groups as far as the reader may see them, and the way to ask."""
    groups, badges, is_askable = _read(person, reader, now)
    found = path_presence.badge_sections(badges, is_own=False)
    if is_askable:
        found.append(question_facts.way_to_ask(person))
    if groups:
        found.append(Section(RANK, "community/groups/on_person.html", {"groups": groups}))
    return found


def _read(
    person: Profile, reader: Profile, now: datetime
) -> tuple[list[Group], list[PathProgress], bool]:
    groups = Group.objects.alive().visible_to(reader).of(person).order_by("name", "pk")
    group = JSONObject(pk="pk", name="name", kind="kind")
    badges = path_presence.badges_of(person).filter(shows_badge=True)
    badge = JSONObject(slug="path__slug", badge="path__badge")
    askable = question_routing.askable(reader, now=now).order_by()
    asked: Any = Profile.objects.filter(pk=person.pk).values(
        groups_here=ArraySubquery(groups.values(row=group)[:MOST_GROUPS]),
        badges_here=ArraySubquery(badges.values(row=badge)),
        is_askable=Exists(askable.filter(pk=OuterRef("pk"))),
    )
    row = asked.get()
    shown = [PathProgress(path=Path(**one), shows_badge=True) for one in row["badges_here"]]
    return [Group(**one) for one in row["groups_here"]], shown, row["is_askable"]
