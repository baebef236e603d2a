"""What time does with sessions: over, asked about, thanked for; and what a leaver leaves behind.

`tick` runs every minute and is safe to run twice: each step locks its rows and marks them.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from community import clinics, office_hours, rsvps, session_notices
from community.models import OfficeHours, Rsvp, Session
from profiles.models import Profile

ASKED_AFTER = dt.timedelta(minutes=5)
THANKED_AFTER = dt.timedelta(days=3)


def tick(*, now: dt.datetime) -> None:
    over(now=now)
    thank(now=now)
    clinics.ask_owners(now=now)


@transaction.atomic
def over(*, now: dt.datetime, limit: int = 100) -> int:
    """Held from now on: those who went are asked, the host is asked to wrap it up."""
    rows = Session.objects.select_for_update(of=("self",), skip_locked=True)
    due = rows.filter(state=Session.State.PUBLISHED, ends_at__lte=now - ASKED_AFTER)
    found = list(due.select_related("host__user").order_by("ends_at", "pk")[:limit])
    for session in found:
        session.state, session.asked_at = Session.State.HELD, now
        session.save(update_fields=["state", "asked_at"])
        # A talk of two is no poll: nobody could be one of five.
        if session.office_id is None and session.used:
            session_notices.ask(session, now=now)
            session_notices.to_host(session_notices.WRAP_UP, session, now=now)
    return len(found)


@transaction.atomic
def thank(*, now: dt.datetime, limit: int = 100) -> int:
    """Three days later, with what is known by then. Nothing for a session nobody came to."""
    rows = Session.objects.select_for_update(of=("self",), skip_locked=True)
    due = rows.filter(
        state=Session.State.HELD, office=None, thanked_at=None, ends_at__lte=now - THANKED_AFTER
    )
    found = list(due.select_related("host__user").order_by("ends_at", "pk")[:limit])
    for session in found:
        session.thanked_at = now
        session.save(update_fields=["thanked_at"])
        if session.rsvps.going().exclude(attended=False).exists():
            session_notices.to_host(session_notices.THANKS, session, now=now)
    return len(found)


def leave(profile: Profile) -> None:
    """A leaver hook: places go to who waits, proposals and office hours end. Sessions they were to
    host stay, for HR to hand over (`content_desk`)."""
    now = timezone.now()
    mine = Rsvp.objects.exclude(state=Rsvp.State.LEFT).filter(
        profile=profile, session__state=Session.State.PUBLISHED, session__starts_at__gt=now
    )
    for rsvp in mine.select_related("session").order_by("session_id"):
        rsvps.leave(rsvp.session, profile, now=now, has_left=True)
    Session.objects.proposed().filter(host=profile).update(state=Session.State.CANCELLED)
    for office in OfficeHours.objects.filter(host=profile, closed_at=None):
        office_hours.close(office, now=now)
