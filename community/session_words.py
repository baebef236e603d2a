"""How sessions are named in lists, pages and mails: dates on the reader's clock, counts."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Session
from profiles.models import Profile

ICONS = {
    Session.Kind.LUNCH: "utensils",
    Session.Kind.TALK: "mic",
    Session.Kind.WORKSHOP: "hammer",
    Session.Kind.EXCHANGE: "repeat",
    Session.Kind.OFFICE_HOUR: "door-open",
    Session.Kind.TRAINING: "graduation-cap",
    Session.Kind.CLINIC: "stethoscope",
}


def when(at: dt.datetime, reader: Profile) -> str:
    return date_format(at.astimezone(reader.zone), "D j M, H:i")


def when_with_zone(at: dt.datetime, reader: Profile) -> str:
    """ "Tuesday 25 May, 15:00 (Europe/Madrid)": for pages and mails, where it must be certain."""
    return f"{date_format(at.astimezone(reader.zone), 'l j F, H:i')} ({reader.time_zone})"


def length(minutes: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def going(count: int) -> str:
    if not count:
        return _("Nobody yet: be the first")
    return ngettext("%(n)d person is going", "%(n)d people are going", count) % {"n": count}


def places(session: Session) -> str:
    """How many are going and how many may still."""
    left = session.places_left
    if left is None:
        return going(session.used)
    if not left:
        full = ngettext("The only place is taken", "All %(n)d places are taken", session.used)
        return full % {"n": session.used}
    words = ngettext("%(n)d place left", "%(n)d places left", left) % {"n": left}
    return f"{going(session.used)}, {words}" if session.used else words


def in_short(session: Session) -> str:
    """For a list: what is left, or how many are going where there is no limit."""
    if session.capacity is None:
        return going(session.used)
    if session.is_full:
        return _("Full")
    left = session.capacity - session.used
    return ngettext("%(n)d place left", "%(n)d places left", left) % {"n": left}


def fitting(words: str, title: str, most: int = 50) -> str:
    """A sentence with one gap, its title cut so that all of it fits into a subject."""
    room = most - len(words % {"title": ""})
    return words % {"title": title if len(title) <= room else title[: room - 1].rstrip() + "…"}
