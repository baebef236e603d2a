"""What happens to a session that has a date: another time or place, more places, another host, off.

Whoever goes is told by their calendar, whoever waits by a mail. A page that shows an older version
(`seen`) changes nothing.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community import found_by, rsvps, session_notices
from community.models import Rsvp, Session
from community.sessions import WITHDRAWABLE, ChangedError, RefusedError, lock
from profiles import audit
from profiles.models import Profile, User

HANDED_OVER = "hand-over-session"
CHANGES = ("title", "outcome", "starts_at", "ends_at", "place", "capacity")


@dataclass(frozen=True)
class Change:
    title: str
    outcome: str
    starts_at: dt.datetime
    minutes: int
    place: str
    capacity: int | None

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)


@transaction.atomic
def change(session: Session, new: Change, *, seen: int, now: dt.datetime) -> Session:
    """Raises ChangedError and RefusedError. What no calendar shows goes without a mail."""
    locked = lock(session)
    if locked.sequence != seen:
        raise ChangedError
    if not locked.is_ahead(now=now):
        raise RefusedError(_("This session has begun or is off: it can no longer be changed."))
    _refuse_fewer_places(locked, new.capacity)
    is_moved = (new.starts_at, new.ends_at) != (locked.starts_at, locked.ends_at)
    is_shown = is_moved or (new.title, new.place) != (locked.title, locked.place)
    for name in CHANGES:
        setattr(locked, name, getattr(new, name))
    if is_shown:
        locked.sequence, locked.changed_at = locked.sequence + 1, now
    found_by.fill_sessions([locked], list(locked.skills.all()))
    locked.save(update_fields=[*CHANGES, "sequence", "changed_at", *found_by.FIELDS])
    if is_shown:
        why = session_notices.MOVED if is_moved else session_notices.CHANGED
        session_notices.tell_all(locked, why, now=now)
    rsvps.move_up(locked, now=now)
    return locked


@transaction.atomic
def cancel(session: Session, *, reason: str, now: dt.datetime) -> Session:
    """Off, with the reason for those who wanted to come; a proposal is only taken back."""
    locked = lock(session)
    if locked.state == Session.State.CANCELLED:
        return locked
    if locked.state not in WITHDRAWABLE or locked.is_over(now=now):
        raise RefusedError(_("This session is over: it can no longer be cancelled."))
    was_published = locked.state == Session.State.PUBLISHED
    locked.state, locked.reason = Session.State.CANCELLED, reason
    locked.sequence, locked.changed_at = locked.sequence + 1, now
    locked.save(update_fields=["state", "reason", "sequence", "changed_at"])
    if was_published:
        session_notices.tell_all(locked, session_notices.CANCELLED, now=now)
    return locked


@transaction.atomic
def hand_over(session: Session, to: Profile, *, by: User, now: dt.datetime) -> Session:
    """Another host, for a session whose host has left or asked HR. A place they had is free."""
    locked = lock(session)
    if locked.host_id == to.pk:
        return locked
    if locked.state not in WITHDRAWABLE or locked.is_over(now=now):
        raise RefusedError(_("This session is over: it keeps its host."))
    mine = locked.rsvps.exclude(state=Rsvp.State.LEFT).filter(profile=to)
    if mine.exists():
        rsvps.leave(locked, to, now=now, has_left=True)
    locked = lock(session)
    locked.host, locked.changed_at = to, now
    locked.sequence += 1
    locked.save(update_fields=["host", "sequence", "changed_at"])
    audit.record(HANDED_OVER, locked, by=by, about=to)
    if locked.state == Session.State.PUBLISHED:
        session_notices.tell_all(locked, session_notices.CHANGED, now=now)
    return locked


def _refuse_fewer_places(session: Session, capacity: int | None) -> None:
    if capacity is not None and capacity < session.used:
        words = ngettext(
            "%(n)d person is going: places must be %(n)d or more",
            "%(n)d people are going: places must be %(n)d or more",
            session.used,
        )
        raise RefusedError(words % {"n": session.used})
