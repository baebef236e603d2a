"""The skills that groups, sessions and office hours are about, when HR merges one into another."""

from typing import Any

from django.db import transaction

from community import groups
from community.models import Group, OfficeHours, Session
from profiles.models import Skill

BATCH = 500


@transaction.atomic
def skill_changed(skill: Skill, into: Skill) -> None:
    """Whatever was about the one is about the other, and groups are found by its name."""
    if skill.pk != into.pk:
        _move(Group.skills.through, "group", skill, into)
        _move(Session.skills.through, "session", skill, into)
        _move(OfficeHours.skills.through, "officehours", skill, into)
    found = list(Group.objects.filter(skills=into).prefetch_related("skills").order_by("pk"))
    for group in found:
        group.search_text = groups.search_text(group.name, group.topic, list(group.skills.all()))
    Group.objects.bulk_update(found, ["search_text"], batch_size=BATCH)


def _move(table: Any, owner: str, skill: Skill, into: Skill) -> None:
    both = table.objects.filter(skill=into).values(owner)
    table.objects.filter(skill=skill, **{f"{owner}__in": both}).delete()
    table.objects.filter(skill=skill).update(skill=into)
