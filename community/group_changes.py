"""Changing the words, the door and the places of a group.

Edits count a version up; an edit over words its author has not seen changes nothing and raises.
More places take in whoever waits longest, in the same transaction.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import ngettext

from community import found_by, joining
from community.groups import RefusedError, locked
from community.models import Group
from profiles import audit
from profiles.models import Skill, User


class StaleGroupError(Exception):
    """Somebody has changed the group since; `current` is what it says now."""

    def __init__(self, current: Group) -> None:
        super().__init__()
        self.current = current


@dataclass(frozen=True)
class Words:
    """What may be changed later."""

    name: str
    topic: str
    entry: str
    rhythm: str
    size_max: int | None
    ends_on: dt.date | None
    skills: Sequence[Skill]


@transaction.atomic
def change(group: Group, words: Words, *, seen: int, by: User, now: dt.datetime) -> None:
    """StaleGroupError when somebody was faster; RefusedError when more people are in than the new
    number of places."""
    row = locked(group)
    if row.version != seen:
        raise StaleGroupError(row)
    if words.size_max is not None and words.size_max < row.used:
        text = ngettext(
            "%(n)d person is in already: places must be %(n)d or more",
            "%(n)d people are in already: places must be %(n)d or more",
            row.used,
        )
        raise RefusedError(text % {"n": row.used})
    row.name, row.topic, row.entry, row.rhythm = words.name, words.topic, words.entry, words.rhythm
    row.size_max, row.ends_on, row.version = words.size_max, words.ends_on, row.version + 1
    found = found_by.group_fields(words.name, words.topic, words.skills)
    row.search_text, row.trigrams = found["search_text"], found["trigrams"]
    fields = ["name", "topic", "entry", "rhythm", "size_max", "ends_on", "version"]
    row.save(update_fields=[*fields, *found_by.FIELDS])
    row.skills.set(words.skills)
    audit.record("group.changed", row, by=by)
    joining.move_up(row, now=now)
