"""Sessions as calendar entries (RFC 5545, 5546), in UTC and one event for life, as meetings are.

invitation(session, number=3, at=…, address=…, name=…, is_off=False)   # REQUEST or CANCEL
entry(session)                                                        # PUBLISH, one file
feed([session, …], name="Sessions")                                   # a subscribed calendar
"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from community.models import Session
from outbox.links import absolute
from outbox.mime import public_host, sender

PRODUCT = "-//Mentorship//Sessions//EN"
CANCEL, REQUEST, PUBLISH = "CANCEL", "REQUEST", "PUBLISH"


def invitation(
    session: Session, *, number: int, at: dt.datetime, address: str, name: str, is_off: bool
) -> str:
    """For one attendee. `number` is the SEQUENCE, `at` the moment of the change."""
    event = _event(session, number=number, at=at, is_off=is_off)
    organizer = vCalAddress(f"mailto:{sender()}")
    organizer.params["CN"] = _("Mentoring at %(company)s") % {"company": settings.COMPANY_NAME}
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params.update(
        {"CN": name, "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    )
    event.add("organizer", organizer)
    event.add("attendee", attendee)
    return _text(_calendar(CANCEL if is_off else REQUEST), [event])


def entry(session: Session) -> str:
    return _text(_calendar(PUBLISH), [_own(session)])


def feed(sessions: Iterable[Session], *, name: str) -> str:
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", name)
    return _text(calendar, [_own(session) for session in sessions])


def _own(session: Session) -> Event:
    at = session.changed_at or session.decided_at or session.created_at
    is_off = session.state == Session.State.CANCELLED
    return _event(session, number=session.sequence, at=at, is_off=is_off)


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(session: Session, *, number: int, at: dt.datetime, is_off: bool) -> Event:
    event = Event()
    event.add("uid", f"{session.uid}@{public_host()}")
    event.add("sequence", number)
    event.add("dtstamp", at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", session.starts_at.astimezone(dt.UTC))
    event.add("dtend", session.ends_at.astimezone(dt.UTC))
    event.add("summary", session.title)
    event.add("description", session.outcome)
    if session.place:
        event.add("location", session.place)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("url", absolute(session.get_absolute_url()))
    return event


def _text(calendar: Calendar, events: Iterable[Event]) -> str:
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode())
