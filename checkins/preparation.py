"""What prepares the one who shows the way: mentors, buddies, and juniors in reverse programs.

Rooms above register a source; a pair page shows what the sources return and nothing when they
return nothing.

    preparation.SOURCES.append(library.paths_for)
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from matching.models import Pair
from profiles.models import Profile


@dataclass(frozen=True)
class Path:
    """`line` says what it takes, "Guide, 6 min"; `url` leads to a page this person may open."""

    title: str
    line: str
    url: str


SOURCES: list[Callable[[Pair, Profile], list[Path]]] = []
LONGEST = 3


def of(pair: Pair, reader: Profile, *, today: dt.date) -> list[Path]:
    """For the guiding side of a pair that is not over; the partner needs none."""
    if reader.pk != pair.mentor_id or today > pair.ends_on:
        return []
    return [path for source in SOURCES for path in source(pair, reader)][:LONGEST]
