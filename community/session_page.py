"""What the page of one session shows, and to whom."""

import datetime as dt

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community import clinics, rsvps, session_feedback, session_words
from community.access_sessions import may_manage
from community.models import Resource, Rsvp, Session
from profiles.access import user_of
from profiles.models import Profile


def context(
    request: HttpRequest, session: Session, me: Profile, *, now: dt.datetime
) -> dict[str, object]:
    manages = may_manage(user_of(request), me, session)
    mine = _mine(session, me)
    took_place = session.took_place(now=now)
    found: dict[str, object] = {
        "session": session,
        "facts": facts(session, me),
        "link": session.place if session.place.startswith(("http://", "https://")) else "",
        "icon": session_words.ICONS[Session.Kind(session.kind)],
        "skills": [skill.name for skill in session.skills.all()],
        "manages": manages,
        "is_host": session.host_id == me.pk,
        "is_ahead": session.is_ahead(now=now),
        "took_place": took_place,
        "is_running": session.state == Session.State.PUBLISHED
        and session.starts_at <= now < session.ends_at,
        "answer": mine.state if mine else "",
        "in_line": rsvps.place_in_line(mine) if mine and mine.state == Rsvp.State.WAITING else 0,
        "agenda": clinics.agenda(session) if session.is_clinic else [],
        "missing": _missing(session) if session.is_clinic else "",
    }
    if took_place:
        found |= _afterwards(session, mine, manages=manages, now=now)
    if manages and session.is_ahead(now=now):
        found["people"] = people(session)
    return found


def facts(session: Session, me: Profile) -> list[tuple[str, str]]:
    found = [
        (_("When"), session_words.when_with_zone(session.starts_at, me)),
        (_("Length"), session_words.length(session.minutes)),
    ]
    if session.state == Session.State.PROPOSED and session.other_starts_at:
        found[0] = (_("First date"), found[0][1])
        other = session_words.when_with_zone(session.other_starts_at, me)
        found.insert(1, (_("Second date"), other))
    if session.speaker:
        found.append((_("Guest"), session.speaker))
    if session.place and not session.place.startswith(("http://", "https://")):
        found.append((_("Place"), session.place))
    if session.group:
        found.append((_("For"), session.group.name))
    if session.state == Session.State.PUBLISHED:
        found.append((_("Places"), session_words.places(session)))
    return found


def people(session: Session) -> dict[str, list[Profile]]:
    """For the host: who goes, and who waits in which order."""
    rows = session.rsvps.exclude(state=Rsvp.State.LEFT).select_related("profile")
    found: dict[str, list[Profile]] = {"going": [], "waiting": []}
    for rsvp in rows.order_by("since", "pk"):
        found[rsvp.state].append(rsvp.profile)
    return found


def _mine(session: Session, me: Profile) -> Rsvp | None:
    if not getattr(session, "my_state", None):
        return None
    return session.rsvps.filter(profile=me).first()


def _afterwards(
    session: Session, mine: Rsvp | None, *, manages: bool, now: dt.datetime
) -> dict[str, object]:
    went = mine is not None and mine.state == Rsvp.State.GOING and mine.attended is not False
    published = session.resources.filter(state=Resource.State.PUBLISHED)
    counts = session.rsvps.aggregate(
        came=Count("pk", filter=Q(attended=True)),
        had=Count("pk", filter=Q(state=Rsvp.State.GOING)),
    )
    return {
        "materials": list(published),
        "came": _came(session, counts["came"]),
        "can_answer": went and session_feedback.is_open(session, now=now),
        "my_feedback": session_feedback.of(session, mine.profile) if went and mine else None,
        "result": session_feedback.result(session) if manages else None,
        "needs_wrap_up": manages and not session.wrapped_at and bool(counts["had"]),
        "follow_up": getattr(session, "follow_up", None) if session.is_clinic else None,
    }


def _came(session: Session, count: int) -> str:
    if not session.wrapped_at:
        return ""
    return ngettext("%(n)d person came", "%(n)d people came", count) % {"n": count}


def _missing(session: Session) -> str:
    count = clinics.missing(session)
    if not count or session.state != Session.State.PUBLISHED:
        return ""
    words = ngettext(
        "A clinic takes four people with its owner: %(n)d more is needed.",
        "A clinic takes four people with its owner: %(n)d more are needed.",
        count,
    )
    return words % {"n": count}
