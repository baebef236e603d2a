"""A session once a month: the same weekday of the month, the same time on the host's clock.

    series.dates(session, 3)     # the next three: "the second Tuesday" stays the second Tuesday

Where a month has no fifth of that weekday it is the last one.
"""

import calendar
import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from community import found_by, session_notices
from community.models import Session
from community.sessions import RefusedError, lock

MOST = 12
WEEK = 7


def dates(session: Session, count: int) -> list[dt.datetime]:
    """In UTC, from the month after on."""
    local = session.starts_at.astimezone(session.host.zone)
    place = (local.day - 1) // WEEK
    found = []
    for step in range(1, count + 1):
        months = local.year * 12 + local.month - 1 + step
        day = _weekday(months // 12, months % 12 + 1, local.weekday(), place)
        wall = dt.datetime.combine(day, local.time(), session.host.zone)
        found.append(wall.astimezone(dt.UTC))
    return found


def _weekday(year: int, month: int, weekday: int, place: int) -> dt.date:
    first = dt.date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % WEEK + place * WEEK
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, day if day <= last else day - WEEK)


@transaction.atomic
def repeat(session: Session, count: int, *, now: dt.datetime) -> list[Session]:
    """The next ones of a session HR has published, published as well; those there already stay.
    Raises RefusedError."""
    first = lock(session)
    if first.state not in {Session.State.PUBLISHED, Session.State.HELD}:
        raise RefusedError(_("Only a published session can be repeated."))
    if not 1 <= count <= MOST:
        raise RefusedError(_("Sessions must be between 1 and 12"))
    head = first.series or first
    known = set(head.repeats.values_list("starts_at", flat=True)) | {head.starts_at}
    wanted = [at for at in dates(first, count) if at > now and at not in known]
    found = [_one(first, head, at) for at in wanted]
    for one in found:
        one.skills.set(first.skills.all())
        found_by.index_session(one)
        session_notices.invite_host(one)
    return found


def _one(first: Session, head: Session, at: dt.datetime) -> Session:
    return Session.objects.create(
        kind=first.kind,
        state=Session.State.PUBLISHED,
        title=first.title,
        outcome=first.outcome,
        host=first.host,
        speaker=first.speaker,
        group=first.group,
        series=head,
        starts_at=at,
        ends_at=at + (first.ends_at - first.starts_at),
        place=first.place,
        capacity=first.capacity,
        decided_by=first.decided_by,
    )
