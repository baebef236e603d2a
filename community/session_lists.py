"""Sessions as lists: by day, with the one thing the reader can do about each."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community import session_words
from community.models import Rsvp, Session
from community.models.sessions import SessionQuerySet
from profiles.models import Profile, Skill

PAGE = 20
UNDONE = (Session.State.PROPOSED, Session.State.DECLINED, Session.State.CANCELLED)


@dataclass(frozen=True)
class Row:
    session: Session
    icon: str
    starts: str
    ends: str
    line: str
    places: str
    flag: str = ""
    flag_kind: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Day:
    key: str
    label: str
    rows: list[Row]


def upcoming(me: Profile, wanted: Mapping[str, str], *, now: dt.datetime) -> SessionQuerySet:
    """Everything this person may go to; office hours have a page of their own."""
    rows = Session.objects.upcoming(now=now).filter(office=None).visible_to(me)
    return shown(_filtered(rows, wanted), me).order_by("starts_at", "pk")


def past(me: Profile, wanted: Mapping[str, str], *, now: dt.datetime) -> SessionQuerySet:
    rows = Session.objects.past(now=now).filter(office=None).visible_to(me)
    return shown(_filtered(rows, wanted), me).order_by("-starts_at", "-pk")


def mine(me: Profile, *, now: dt.datetime) -> SessionQuerySet:
    """What I go to or wait for, and what I host or have proposed, as long as it lies ahead."""
    answers = Rsvp.objects.filter(profile=me).exclude(state=Rsvp.State.LEFT).order_by()
    going = Q(pk__in=answers.values("session"), state=Session.State.PUBLISHED)
    # Of one's own office hours, the slots somebody has taken.
    hosting = Q(host=me, office=None) & ~Q(state=Session.State.CANCELLED)
    taken = Q(host=me, office__isnull=False, used__gt=0, state=Session.State.PUBLISHED)
    rows = Session.objects.filter(going | hosting | taken)
    rows = rows.filter(Q(ends_at__gt=now) | Q(state=Session.State.PROPOSED))
    return shown(rows, me).order_by("starts_at", "pk")


def _filtered(rows: SessionQuerySet, wanted: Mapping[str, str]) -> SessionQuerySet:
    if kind := wanted.get("kind"):
        rows = rows.filter(kind=kind)
    if skill := wanted.get("skill"):
        rows = rows.filter(skills=int(skill))
    return rows


def shown(rows: SessionQuerySet, me: Profile) -> SessionQuerySet:
    return rows.select_related("host", "group").with_answer_of(me)


def skills_of(rows: "QuerySet[Session]") -> list[Skill]:
    """What a list can be filtered by."""
    found = Skill.objects.filter(sessions__in=rows.order_by().values("pk")).distinct()
    return list(found.order_by("name")[:200])


def page_of(rows: SessionQuerySet, number: str | None) -> "Page[Session]":
    return Paginator(rows, PAGE).get_page(number)


def days(page: Iterable[Session], me: Profile, *, now: dt.datetime) -> list[Day]:
    """The page's sessions by the reader's own day, in the order given."""
    found = []
    today = now.astimezone(me.zone).date()
    for day, sessions in groupby(page, key=lambda s: s.starts_at.astimezone(me.zone).date()):
        rows = [row(session, me, now=now) for session in sessions]
        found.append(Day(f"day-{day:%Y-%m-%d}", _label(day, today), rows))
    return found


def _label(day: dt.date, today: dt.date) -> str:
    words = date_format(day, "l j F" if day.year == today.year else "l j F Y")
    if day == today:
        return _("Today, %(day)s") % {"day": words}
    if day == today + dt.timedelta(days=1):
        return _("Tomorrow, %(day)s") % {"day": words}
    return words


def row(session: Session, me: Profile, *, now: dt.datetime) -> Row:
    flag, kind = _flag(session, me)
    if not flag and session.is_ahead(now=now):
        verb = _verb(session)
        flag = "" if verb else _("Taken")
    else:
        verb = ""
    at = session.starts_at.astimezone(me.zone)
    return Row(
        session=session,
        icon=session_words.ICONS[Session.Kind(session.kind)],
        starts=date_format(at, "H:i"),
        ends=date_format(session.ends_at.astimezone(me.zone), "H:i"),
        line=line(session),
        places=_past_words(session)
        if session.is_over(now=now)
        else session_words.in_short(session),
        flag=flag,
        flag_kind=kind,
        verb=verb,
    )


def _verb(session: Session) -> str:
    """A slot of office hours somebody has is no event to wait for: there are others."""
    if session.office_id:
        return "" if session.is_full else _("Take it")
    return _("Join the wait list") if session.is_full else _("RSVP")


def line(session: Session) -> str:
    """Who hosts it, the guest, the group, where."""
    parts = [session.host.name]
    if session.speaker:
        parts.append(_("with %(speaker)s") % {"speaker": session.speaker})
    if session.group:
        parts.append(session.group.name)
    if session.place and not session.place.startswith(("http:", "https:")):
        parts.append(session.place)
    return " · ".join(parts)


def _past_words(session: Session) -> str:
    """A plain count: who came is known after the wrap-up only, and stands on its page."""
    return session_words.length(session.minutes)


def _flag(session: Session, me: Profile) -> tuple[str, str]:
    if session.state in UNDONE:
        return str(session.get_state_display()), ""
    if session.host_id == me.pk:
        return _("You host it"), "ok"
    state = getattr(session, "my_state", None)
    if state == Rsvp.State.GOING:
        return _("Going"), "ok"
    if state == Rsvp.State.WAITING:
        return _("On the wait list"), "medium"
    return "", ""


TABS = (
    ("sessions", gettext_lazy("Upcoming")),
    ("my-sessions", gettext_lazy("Mine")),
    ("past-sessions", gettext_lazy("Past")),
    ("office-hours", gettext_lazy("Office hours")),
    ("propose-session", gettext_lazy("Propose")),
)


def tabs(current: str) -> list[dict[str, object]]:
    return [
        {"label": label, "href": reverse(name), "is_current": name == current}
        for name, label in TABS
    ]
