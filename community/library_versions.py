"""Documents as they were: who changed them when, and what changed."""

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from community.models import Resource, ResourceVersion
from profiles.models import Profile

KEPT_IN = (Resource.State.SUGGESTED, Resource.State.PUBLISHED, Resource.State.RETIRED)
# Comparing longer texts line by line could take seconds.
MOST_LINES = 1_500
AROUND = 2
ADDED, REMOVED, SAME, GAP = "added", "removed", "same", "gap"


@dataclass(frozen=True)
class Line:
    what: str
    text: str = ""


def keep(
    resource: Resource, *, before: tuple[str, str] | None, by: Profile, now: dt.datetime
) -> ResourceVersion | None:
    """Note how the document stands now, unless its words are those of `before`. The caller holds
    the row."""
    if before == (resource.title, resource.body):
        return None
    last = ResourceVersion.objects.filter(resource=resource).aggregate(n=Max("number"))["n"] or 0
    return ResourceVersion.objects.create(
        resource=resource,
        number=last + 1,
        title=resource.title,
        body=resource.body,
        by=by,
        at=now,
    )


def changes(older: ResourceVersion, newer: ResourceVersion) -> list[Line] | None:
    """Line by line, with a little of what stayed around; None when they are too long for that."""
    was, is_ = _lines(older), _lines(newer)
    if max(len(was), len(is_)) > MOST_LINES:
        return None
    matcher = difflib.SequenceMatcher(None, was, is_)
    found: list[Line] = []
    for group in matcher.get_grouped_opcodes(AROUND):
        if found or group[0][1] > 0:
            found.append(Line(GAP))
        found += _shown(group, was, is_)
    return found


def _lines(version: ResourceVersion) -> list[str]:
    return [version.title, "", *version.body.splitlines()]


def _shown(
    group: list[tuple[str, int, int, int, int]], was: list[str], is_: list[str]
) -> Iterator[Line]:
    for tag, from_, to, new_from, new_to in group:
        if tag == "equal":
            yield from (Line(SAME, text) for text in was[from_:to])
            continue
        yield from (Line(REMOVED, text) for text in was[from_:to])
        yield from (Line(ADDED, text) for text in is_[new_from:new_to])
