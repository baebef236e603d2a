"""Sessions: what is on, what is mine, what was; one session; a place in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import rsvps, session_ics, session_lists, session_page
from community.access_sessions import get_session_for
from community.forms.session_answers import SessionFilter
from community.models import Rsvp
from community.models.sessions import SessionQuerySet
from community.sessions import RefusedError
from profiles.access import profile_of, user_of

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Upcoming, by day."""
    me, now = profile_of(request), timezone.now()
    everything = session_lists.upcoming(me, {}, now=now)
    form = SessionFilter(request.GET, skills=session_lists.skills_of(everything))
    wanted = form.wanted()
    rows = session_lists.upcoming(me, wanted, now=now)
    return _list(request, "sessions", rows, form=form, is_filtered=bool(wanted))


@require_safe
def my_sessions(request: HttpRequest) -> HttpResponse:
    rows = session_lists.mine(profile_of(request), now=timezone.now())
    return _list(request, "my-sessions", rows)


@require_safe
def past_sessions(request: HttpRequest) -> HttpResponse:
    me, now = profile_of(request), timezone.now()
    everything = session_lists.past(me, {}, now=now)
    form = SessionFilter(request.GET, skills=session_lists.skills_of(everything))
    wanted = form.wanted()
    rows = session_lists.past(me, wanted, now=now)
    return _list(request, "past-sessions", rows, form=form, is_filtered=bool(wanted))


def _list(
    request: HttpRequest,
    name: str,
    rows: SessionQuerySet,
    *,
    form: SessionFilter | None = None,
    is_filtered: bool = False,
) -> HttpResponse:
    page = session_lists.page_of(rows, request.GET.get("page"))
    context = {
        "tabs": session_lists.tabs(name),
        "shown": name,
        "page": page,
        "days": session_lists.days(page, profile_of(request), now=timezone.now()),
        "form": form,
        "is_filtered": is_filtered,
    }
    return render(request, "community/sessions/list.html", context)


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    found = get_session_for(user_of(request), me, pk)
    context = session_page.context(request, found, me, now=timezone.now())
    return render(request, "community/sessions/session.html", context)


@require_POST
def rsvp_session(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    found = get_session_for(user_of(request), me, pk)
    try:
        rsvp = rsvps.go(found, me, now=timezone.now())
    except RefusedError as refused:
        messages.warning(request, str(refused))
        return redirect(found)
    if rsvp.state == Rsvp.State.GOING:
        words = _("You are going to “%(title)s”. The invitation comes by mail.")
    else:
        words = _("All places are taken. You are on the wait list of “%(title)s”.")
    messages.success(request, words % {"title": found.title})
    return redirect(found)


@require_POST
def leave_session(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    found = get_session_for(user_of(request), me, pk)
    try:
        rsvps.leave(found, me, now=timezone.now())
    except RefusedError as refused:
        messages.warning(request, str(refused))
    else:
        words = _("You are not going to “%(title)s”. Your place is free for somebody else.")
        messages.success(request, words % {"title": found.title})
    return redirect(found)


@require_safe
def session_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry for a calendar of one's own."""
    found = get_session_for(user_of(request), profile_of(request), pk)
    name = slugify(found.title) or "session"
    return HttpResponse(
        session_ics.entry(found),
        content_type=CALENDAR,
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
