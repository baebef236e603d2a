"""Meetings as calendar entries (RFC 5545, 5546): one event for life, times in UTC.

    invitation(meeting, address="ben@…", name="Ben Ito")   # REQUEST or CANCEL, for one attendee
    entry(meeting)                                          # PUBLISH: the person is the organizer
    feed([meeting, …])                                      # a subscribed calendar

`UID` stays, `SEQUENCE` counts each change, `DTSTAMP` is the moment of that change: writing an entry
twice gives the same bytes. The organizer of an invitation is the application's own mailbox, so
that everybody's calendar follows a change made here. Names and place are all an entry tells.
"""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from checkins import meeting_words
from checkins.models import Meeting
from outbox.links import absolute
from outbox.mime import public_host, sender

PRODUCT = "-//Mentorship//Meetings//EN"
GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"
STAMP = "%Y%m%dT%H%M%SZ"


def method(meeting: Meeting) -> str:
    return "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"


def invitation(meeting: Meeting, *, address: str, name: str) -> str:
    event = _event(meeting)
    organizer = vCalAddress(f"mailto:{sender()}")
    organizer.params["CN"] = _("Mentoring at %(company)s") % {"company": settings.COMPANY_NAME}
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params.update(
        {"CN": name, "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    )
    event.add("organizer", organizer)
    event.add("attendee", attendee)
    return _text(_calendar(method(meeting)), [event])


def entry(meeting: Meeting) -> str:
    return _text(_calendar("PUBLISH"), [_event(meeting)])


def feed(meetings: Iterable[Meeting], *, name: str) -> str:
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    return _text(calendar, [_event(meeting) for meeting in meetings])


def google_url(meeting: Meeting) -> str:
    query = {
        "action": "TEMPLATE",
        "text": meeting_words.title(meeting),
        "dates": f"{meeting.starts_at.astimezone(dt.UTC):{STAMP}}/"
        f"{meeting.ends_at.astimezone(dt.UTC):{STAMP}}",
        "location": meeting.place,
    }
    return f"{GOOGLE}?{urlencode(query)}"


def outlook_url(meeting: Meeting) -> str:
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": meeting_words.title(meeting),
        "startdt": f"{meeting.starts_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{meeting.ends_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "location": meeting.place,
    }
    return f"{OUTLOOK}?{urlencode(query)}"


def _calendar(kind: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", kind)
    return calendar


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"{meeting.uid}@{public_host()}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", _changed_at(meeting))
    event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    event.add("dtend", meeting.ends_at.astimezone(dt.UTC))
    event.add("summary", meeting_words.title(meeting))
    if meeting.place:
        event.add("location", meeting.place)
    is_off = meeting.state in {Meeting.State.CANCELLED, Meeting.State.MISSED}
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("url", absolute(meeting.get_absolute_url()))
    return event


def _changed_at(meeting: Meeting) -> dt.datetime:
    at: dt.datetime = getattr(meeting, "changed_at", None) or meeting.created_at
    return at.astimezone(dt.UTC).replace(microsecond=0)


def _text(calendar: Calendar, events: list[Event]) -> str:
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode())
