"""Calendar addresses of sessions: the page that switches them, and what they give."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import session_feeds, session_ics
from community.access_sessions import get_feed_group
from community.views.sessions import CALENDAR
from outbox import links
from profiles.access import profile_of


@require_safe
def session_calendars(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    known = session_feeds.addresses(me)
    everybody = (0, _("Sessions open to everybody"), known.get(None, ""))
    groups = [(one.pk, one.name, known.get(one.pk, "")) for one in session_feeds.groups_of(me)]
    context = {"feeds": [everybody, *groups]}
    return render(request, "community/sessions/calendars.html", context)


@require_POST
def renew_session_calendar(request: HttpRequest, group: int) -> HttpResponse:
    me = profile_of(request)
    session_feeds.renew(me, get_feed_group(me, group), now=timezone.now())
    messages.success(request, _("The calendar has a new address. An older one no longer works."))
    return redirect("session-calendars")


@require_POST
def switch_off_session_calendar(request: HttpRequest, group: int) -> HttpResponse:
    me = profile_of(request)
    session_feeds.switch_off(me, get_feed_group(me, group))
    messages.success(request, _("The calendar address is off."))
    return redirect("session-calendars")


@login_not_required
@links.private_page
@require_safe
def session_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The address is the key: no sign-in, no copy kept on the way."""
    feed = session_feeds.opened(token)
    if feed is None:
        raise Http404
    name = feed.group.name if feed.group else _("Sessions")
    text = session_ics.feed(session_feeds.sessions_of(feed, now=timezone.now()), name=name)
    return HttpResponse(text, content_type=CALENDAR)
