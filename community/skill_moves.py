"""A skill that is renamed, or merged into another one, in everything this room tags with skills.

Whatever carries the merged skill carries the other one from then on: groups, sessions, office
hours, the library, kudos, circles to be formed. The relations are read from the models, so that a
new one is moved as well.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey

from community import found_by, library_words
from profiles.models import Skill

ROOM = "community"


@transaction.atomic
def skill_changed(skill: Skill, into: Skill) -> None:
    """A hook of the skills list. What carries it is found by its names."""
    if skill.pk != into.pk:
        for field in foreign_keys():
            _move(field, skill, into)
    library_words.skill_changed(into)
    found_by.skill_changed(into)


def foreign_keys() -> "Iterator[ForeignKey[Any, Any]]":
    """Every foreign key of this room to a skill, those of the tables of tags included."""
    for relation in Skill._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if isinstance(field, ForeignKey) and field.model._meta.app_label == ROOM:
            yield field


def _move(field: "ForeignKey[Any, Any]", skill: Skill, into: Skill) -> None:
    table: Any = field.model
    rows = table._default_manager.filter(**{field.name: skill})
    if table._meta.auto_created:
        (owner,) = (
            key.name
            for key in table._meta.fields
            if isinstance(key, ForeignKey) and key.name != field.name
        )
        both = table._default_manager.filter(**{field.name: into}).values(owner)
        rows.filter(**{f"{owner}__in": both}).delete()
    rows.update(**{field.name: into})
