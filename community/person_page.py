"""What groups and paths show of a colleague: one question for both."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from community import path_presence
from community.models import Group, Path, PathProgress
from profiles.contributions import Section
from profiles.models import Profile

MOST_GROUPS = 8
RANK = 40


def sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    """Badges the person shows, and groups as far as the reader may see them."""
    groups, badges = _read(person, reader)
    found = path_presence.badge_sections(badges, is_own=False)
    if groups:
        found.append(Section(RANK, "community/groups/on_person.html", {"groups": groups}))
    return found


def _read(person: Profile, reader: Profile) -> tuple[list[Group], list[PathProgress]]:
    groups = Group.objects.alive().visible_to(reader).of(person).order_by("name", "pk")
    group = JSONObject(pk="pk", name="name", kind="kind")
    badges = path_presence.badges_of(person).filter(shows_badge=True)
    badge = JSONObject(slug="path__slug", badge="path__badge")
    asked: Any = Profile.objects.filter(pk=person.pk).values(
        groups_here=ArraySubquery(groups.values(row=group)[:MOST_GROUPS]),
        badges_here=ArraySubquery(badges.values(row=badge)),
    )
    row = asked.get()
    shown = [PathProgress(path=Path(**one), shows_badge=True) for one in row["badges_here"]]
    return [Group(**one) for one in row["groups_here"]], shown
