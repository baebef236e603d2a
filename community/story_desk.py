"""Stories on HR's desk: only those with the yes of everybody named."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet, Value, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Story
from community.stories import PUBLISHED, locked
from outbox.queue import enqueue
from profiles import audit, overview
from profiles.contributions import NeedsYou
from profiles.models import User

TAKEN_DOWN, APPROVED = "story-taken-down", "story.published"
AUDIT_DOWN = "story.taken down"
WAITING = "story"
UP = (Story.State.WAITING, Story.State.PUBLISHED)


@transaction.atomic
def publish(story: Story, *, by: User, now: dt.datetime) -> bool:
    """False when it no longer waits: published already, or a yes was taken back."""
    story = locked(story)
    if story.state != Story.State.WAITING:
        return False
    story.state, story.published_at = Story.State.PUBLISHED, now
    story.save(update_fields=["state", "published_at"])
    audit.record(APPROVED, story, by=by, about=story.author)
    _tell_author(PUBLISHED, story, now=now)
    return True


@transaction.atomic
def take_down(story: Story, *, reason: str, by: User, now: dt.datetime) -> bool:
    """Its author reads the reason; it comes back through HR only."""
    story = locked(story)
    if story.state not in UP:
        return False
    story.state, story.taken_down_reason, story.was_taken_down = (
        Story.State.TAKEN_DOWN,
        reason,
        True,
    )
    story.save(update_fields=["state", "taken_down_reason", "was_taken_down"])
    audit.record(AUDIT_DOWN, story, by=by, about=story.author, reason=reason)
    _tell_author(TAKEN_DOWN, story, now=now)
    return True


def _tell_author(kind: str, story: Story, *, now: dt.datetime) -> None:
    enqueue(
        kind,
        key=f"{kind}:{story.pk}:{story.edition}",
        to=story.author.user,
        context={"story": story.pk},
        not_before=now,
    )


def waiting(now: dt.datetime) -> "QuerySet[Any, Any]":
    """(kind, how many, title) for the overview; one row says it all."""
    rows = Story.objects.filter(state=Story.State.WAITING).order_by("pk")
    counted = rows.annotate(what=Value(WAITING), n=Window(Count("pk")))
    return counted.values_list("what", "n", "title")[:1]


def needs(found: list[tuple[int, str]]) -> list[NeedsYou]:
    if not found:
        return []
    count = found[0][0]
    title = ngettext("%(n)d story waits for you", "%(n)d stories wait for you", count)
    return [
        NeedsYou(
            rank=65,
            title=title % {"n": count},
            line=_("Everybody named has said yes."),
            verb=_("Read"),
            url=reverse("hr-stories"),
            count=count,
            icon="book-open",
        )
    ]


ASKED = overview.Asked(
    rows=lambda now: [waiting(now)], needs=lambda found: needs(found.get(WAITING, []))
)
