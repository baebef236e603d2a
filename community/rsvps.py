"""Places in a session: taken, waited for, given back.

    rsvp = rsvps.go(session, me, now=now)      # going, or on the wait list when it is full
    rsvps.leave(session, me, now=now)          # the first who waits moves up and is told

Every change locks the session's row; `used` moves in the same transaction and the database refuses
more than `capacity`.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community import session_notices
from community.models import Group, OfficeHours, Rsvp, Session
from community.sessions import RefusedError, lock
from profiles.models import Profile


@transaction.atomic
def go(session: Session, person: Profile, *, now: dt.datetime) -> Rsvp:
    """Twice is once. Raises RefusedError for what has begun or is off, and for the host."""
    if session.office_id is not None:
        _refuse_a_second_slot(session, session.office_id, person, now=now)
    locked = lock(session)
    _refuse(locked, person, now=now)
    rsvp = locked.rsvps.filter(profile=person).first()
    if rsvp and rsvp.state != Rsvp.State.LEFT:
        return rsvp
    rsvp = rsvp or Rsvp(session=locked, profile=person, turns=-1)
    rsvp.profile, rsvp.session = person, locked
    rsvp.turns, rsvp.since, rsvp.attended = rsvp.turns + 1, now, None
    rsvp.state = Rsvp.State.WAITING if locked.is_full else Rsvp.State.GOING
    if rsvp.state == Rsvp.State.GOING:
        _count(locked, 1)
    rsvp.save()
    if rsvp.state == Rsvp.State.GOING:
        session_notices.invite(locked, rsvp, session_notices.GOING, now=now)
    return rsvp


@transaction.atomic
def leave(
    session: Session, person: Profile, *, now: dt.datetime, has_left: bool = False
) -> Rsvp | None:
    """Out of the session or off its wait list; None for whoever is in neither. `has_left` is for
    somebody who leaves the company: nothing is sent to them."""
    locked = lock(session)
    rsvp = locked.rsvps.select_related("profile__user").filter(profile=person).first()
    if rsvp is None or rsvp.state == Rsvp.State.LEFT:
        return rsvp
    if not has_left and not locked.is_ahead(now=now):
        raise RefusedError(_("This session has begun or is off: there is no place to give back."))
    had_place = rsvp.state == Rsvp.State.GOING
    rsvp.session, rsvp.state, rsvp.turns = locked, Rsvp.State.LEFT, rsvp.turns + 1
    rsvp.save(update_fields=["state", "turns"])
    if had_place:
        _count(locked, -1)
        if not has_left:
            session_notices.invite(locked, rsvp, session_notices.LEFT, now=now)
        if locked.is_ahead(now=now):
            move_up(locked, now=now)
    return rsvp


def leave_all_of(group: Group, person: Profile, *, now: dt.datetime) -> int:
    """Places in what lies ahead of a group whose sessions are for its members alone. Sessions by
    id, so that two who leave never wait for each other in a ring."""
    ahead = Session.objects.published().filter(group=group, starts_at__gt=now)
    mine = ahead.filter(
        rsvps__in=Rsvp.objects.exclude(state=Rsvp.State.LEFT).filter(profile=person)
    )
    found = list(mine.exclude(host=person).order_by("pk"))
    for session in found:
        leave(session, person, now=now, has_left=not person.is_active)
    return len(found)


def move_up(locked: Session, *, now: dt.datetime) -> int:
    """Whoever has waited longest takes each free place. The session's row is locked."""
    free = locked.places_left
    rows = locked.rsvps.waiting().filter(profile__is_active=True).select_related("profile__user")
    moved = list(rows if free is None else rows[:free])
    for rsvp in moved:
        rsvp.state, rsvp.session = Rsvp.State.GOING, locked
        rsvp.save(update_fields=["state"])
        _count(locked, 1)
        session_notices.invite(locked, rsvp, session_notices.UP, now=now)
    return len(moved)


def place_in_line(rsvp: Rsvp) -> int:
    """1 for who is next."""
    ahead = Rsvp.objects.filter(session=rsvp.session_id, state=Rsvp.State.WAITING)
    before = ahead.filter(since__lt=rsvp.since) | ahead.filter(since=rsvp.since, pk__lt=rsvp.pk)
    return before.count() + 1


def _count(session: Session, change: int) -> None:
    Session.objects.filter(pk=session.pk).update(used=F("used") + change)
    session.used += change


def _refuse(session: Session, person: Profile, *, now: dt.datetime) -> None:
    if session.host_id == person.pk:
        raise RefusedError(_("You host this session: your place is kept."))
    if not session.is_ahead(now=now):
        raise RefusedError(_("This session has begun or is off: places are no longer given."))


def _refuse_a_second_slot(
    session: Session, office: int, person: Profile, *, now: dt.datetime
) -> None:
    """One person takes one slot at a time. Locks the office hours first."""
    list(OfficeHours.objects.select_for_update(no_key=True).filter(pk=office))
    mine = Session.objects.upcoming(now=now).filter(
        office=office, rsvps__profile=person, rsvps__state=Rsvp.State.GOING
    )
    taken = mine.exclude(pk=session.pk).first()
    if taken:
        day = date_format(taken.starts_at.astimezone(person.zone), "D j F, H:i")
        raise RefusedError(
            _("You have a slot already: %(day)s. Give it back first.") % {"day": day}
        )
