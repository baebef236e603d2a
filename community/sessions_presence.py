"""What sessions give to Home, to HR's overview and to the content desk."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community import content_desk, session_feedback, session_lists, session_words
from community.content_desk import Waiting
from community.models import Rsvp, Session, SessionFeedback
from profiles import overview
from profiles.contributions import NeedsYou, Section, Task
from profiles.home_ranks import Rank
from profiles.models import Profile
from profiles.visits import Visit

SHOWN = 4
WEEK = dt.timedelta(days=7)
MOST_WAITING = 200
NO_HOST = 30
SESSIONS, HOST_LEFT = "sessions", "sessions without a host"


def of_home(visit: Visit) -> list[Session]:
    """What Home tells of sessions, in one question: the week ahead, and what the last two weeks
    left to say."""
    me, now = visit.profile, visit.now
    ahead = session_lists.upcoming(me, {}, now=now).filter(starts_at__lt=now + WEEK)
    rows = Session.objects.filter(state=Session.State.HELD, office=None, used__gt=0)
    rows = rows.filter(ends_at__gt=now - session_feedback.OPEN_FOR, ends_at__lte=now)
    answered = SessionFeedback.objects.filter(profile=me).order_by().values("session")
    went = Rsvp.objects.going().exclude(attended=False).filter(profile=me).order_by()
    to_wrap_up = Q(host=me, wrapped_at=None)
    to_answer = Q(pk__in=went.values("session")) & ~Q(pk__in=answered)
    left = session_lists.shown(rows.filter(to_wrap_up | to_answer), me).order_by("-ends_at", "pk")
    return list(ahead[: SHOWN + 1].union(left[:SHOWN], all=True))


def home_tasks(visit: Visit) -> list[Task]:
    """Wrap up what one hosted, say how it was where one went: of the last two weeks."""
    found = [row for row in visit.once(of_home) if row.state == Session.State.HELD]
    found.sort(key=lambda session: session.ends_at, reverse=True)
    return [_task(session, visit.profile) for session in found]


def _task(session: Session, me: Profile) -> Task:
    title = {"title": session.title}
    if session.host_id == me.pk:
        words = ngettext("%(n)d person had a place.", "%(n)d people had a place.", session.used)
        return Task(
            rank=Rank.SESSION_WRAP_UP,
            title=_("Who came to “%(title)s”?") % title,
            line=words % {"n": session.used},
            verb=_("Wrap it up"),
            url=reverse("wrap-up-session", args=[session.pk]),
            icon="list-checks",
        )
    return Task(
        rank=Rank.SESSION_FEEDBACK,
        title=_("How was “%(title)s”?") % title,
        line=_("One tap. %(name)s never sees who said what.") % {"name": session.host.first_name},
        verb=_("Answer"),
        url=reverse("session-question", args=[session.pk]),
        person=session.host,
    )


def home_sections(visit: Visit) -> list[Section]:
    found = [row for row in visit.once(of_home) if row.state == Session.State.PUBLISHED]
    found.sort(key=lambda session: (session.starts_at, session.pk))
    context = {
        "days": session_lists.days(found[:SHOWN], visit.profile, now=visit.now),
        "has_more": len(found) > SHOWN,
    }
    return [Section(20, "community/sessions/home.html", context)]


def waiting(*, now: dt.datetime) -> list[Waiting]:
    """Proposals, and sessions ahead whose host has left, by name."""
    rows = Session.objects.filter(_PROPOSED | _hostless(now), office=None).select_related("host")
    return [_waiting(session) for session in rows.order_by("created_at", "pk")[:MOST_WAITING]]


def counted(*, now: dt.datetime) -> overview.Rows:
    return content_desk.names_of(Session.objects.filter(_PROPOSED), SESSIONS, "title")


_PROPOSED = Q(state=Session.State.PROPOSED)


def _hostless(now: dt.datetime) -> Q:
    return Q(state=Session.State.PUBLISHED, ends_at__gt=now, host__is_active=False)


def _waiting(session: Session) -> Waiting:
    is_proposal = session.state == Session.State.PROPOSED
    line = _("Proposed by %(name)s") if is_proposal else _("%(name)s, its host, has left")
    return Waiting(
        kind=str(session.get_kind_display()),
        icon=session_words.ICONS[Session.Kind(session.kind)],
        title=session.title,
        line=line % {"name": session.host.name},
        person=session.host,
        since=session.created_at,
        verb=_("Decide") if is_proposal else _("Find a host"),
        url=reverse("session-proposal" if is_proposal else "hand-over-session", args=[session.pk]),
    )


def _count_hostless(now: dt.datetime) -> list[overview.Rows]:
    rows = Session.objects.filter(_hostless(now), office=None)
    return [content_desk.names_of(rows, HOST_LEFT, "host__name")]


def _needs_host(found: overview.Found) -> list[NeedsYou]:
    """A session without a host is a date in somebody's calendar: it stands by itself."""
    told = found.get(HOST_LEFT, [])
    if not told:
        return []
    count, names = told[0][0], dict.fromkeys(name for _n, name in told)
    title = ngettext("%(n)d session has no host", "%(n)d sessions have no host", count)
    line = _("Left: %(names)s") % {"names": ", ".join(names)}
    verb, url = _("Find a host"), reverse("hr-content")
    return [NeedsYou(NO_HOST, title % {"n": count}, line, verb, url, count, "calendar-days")]


HOSTLESS = overview.Asked(rows=_count_hostless, needs=_needs_host)
