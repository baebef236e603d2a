"""The parts of Home, each on its own: one that fails is logged and named, the others are shown.

parts = home_parts.of(visit, request)
parts.tasks, parts.blocks, parts.failed        # [Task], [html], ["We could not load sessions."]
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from profiles import contributions
from profiles.contributions import Section, Task
from profiles.visits import Visit

logger = logging.getLogger(__name__)


@dataclass
class Parts:
    """`next_meeting` is a sentence for a day on which nothing is to do. Where a source of tasks has
    failed (`knows_all_tasks`), nobody can say that there is nothing."""

    tasks: list[Task] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    knows_all_tasks: bool = True
    next_meeting: str = ""


def of(visit: Visit, request: HttpRequest) -> Parts:
    parts = Parts()
    for source in contributions.TASKS:
        before = len(parts.failed)
        with _by_itself(source, parts):
            parts.tasks += source(visit)
        parts.knows_all_tasks &= len(parts.failed) == before
    parts.tasks.sort(key=lambda task: task.rank)
    for section, owner in _sections(visit, parts):
        with _by_itself(owner, parts):
            parts.blocks.append(render_to_string(section.template, section.context, request))
    if parts.knows_all_tasks and not parts.tasks:
        _add_next_meeting(visit, parts)
    parts.failed = list(dict.fromkeys(parts.failed))
    return parts


def _sections(visit: Visit, parts: Parts) -> list[tuple[Section, object]]:
    found: list[tuple[Section, object]] = []
    for source in contributions.SECTIONS:
        with _by_itself(source, parts):
            found += [(section, source) for section in source(visit)]
    return sorted(found, key=lambda row: row[0].rank)


def _add_next_meeting(visit: Visit, parts: Parts) -> None:
    for source in contributions.NEXT_MEETINGS:
        with _by_itself(source, parts):
            parts.next_meeting = parts.next_meeting or source(visit)


@contextmanager
def _by_itself(source: object, parts: Parts) -> Iterator[None]:
    """Whatever one room's part of the page runs into, the page of a person is more than that."""
    try:
        yield
    except Exception:
        logger.exception("a part of Home failed: %s", getattr(source, "__module__", source))
        words = contributions.COULD_NOT_LOAD.get(source)
        parts.failed.append(str(words or _("We could not load some parts of this page.")))
