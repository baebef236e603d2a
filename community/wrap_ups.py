"""After a session: who came, what came of it, and what goes into the library.

A recording or materials become items of the library, published at once: HR has approved the session
they come from. Sessions of a group by invitation give nothing to the library.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from community import library
from community.models import Resource, Session
from community.sessions import RefusedError, lock

Kind = Resource.Kind


class KnownLinkError(Exception):
    """The library has this link already; `field` is where it was typed."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class WrapUp:
    """`came` are the RSVPs ticked. Links may be empty."""

    came: Collection[int]
    note: str = ""
    recording: str = ""
    recording_minutes: int | None = None
    materials: str = ""


@transaction.atomic
def publish(session: Session, said: WrapUp, *, now: dt.datetime) -> Session:
    """Again is a correction: ticks and words are replaced, a new link is one item more."""
    locked = lock(session)
    if not locked.took_place(now=now):
        raise RefusedError(_("This session is not over yet: wrap it up afterwards."))
    rows = locked.rsvps.going()
    rows.filter(pk__in=said.came).update(attended=True)
    rows.exclude(pk__in=said.came).update(attended=False)
    locked.came_of_it, locked.wrapped_at = said.note, locked.wrapped_at or now
    locked.save(update_fields=["came_of_it", "wrapped_at"])
    if said.recording:
        title = _("%(title)s: recording")
        _into_library(
            locked, "recording", Kind.RECORDING, title, said.recording, said.recording_minutes,
            now=now,
        )  # fmt: skip
    if said.materials:
        title = _("%(title)s: materials")
        _into_library(locked, "materials", Kind.TEMPLATE, title, said.materials, None, now=now)
    return locked


def _into_library(
    session: Session,
    field: str,
    kind: str,
    title: str,
    url: str,
    minutes: int | None,
    *,
    now: dt.datetime,
) -> None:
    if session.is_inside:
        raise RefusedError(_("What a group by invitation records stays in the group."))
    if session.resources.filter(url=url).exists():
        return
    details = library.Details(
        kind=kind,
        title=(title % {"title": session.title})[:160],
        summary=session.outcome,
        url=url,
        minutes=minutes,
        skills=list(session.skills.all()),
    )
    try:
        item = library.suggest_link(details, by=session.host, is_hr=True, now=now)
    except library.DuplicateError as error:
        raise KnownLinkError(field) from error
    session.resources.add(item)
