"""HR's content desk, and what HR decides about a proposed session."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import content_desk, session_page, session_words, sessions
from community.access_sessions import get_proposal
from community.forms.session_answers import ApproveForm, DeclineForm
from community.models import Session
from community.sessions import RefusedError
from profiles.access import profile_of, require_hr, user_of
from profiles.models import Profile

PAGE = 25


@require_safe
def hr_content(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    rows = content_desk.waiting(now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "community/content/desk.html", {"page": page})


@require_safe
def session_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_proposal(user_of(request), pk)
    return _review(request, found)


@require_POST
def approve_session(request: HttpRequest, pk: int) -> HttpResponse:
    found, me = get_proposal(user_of(request), pk), profile_of(request)
    form = ApproveForm(request.POST, dates=_dates(found, me))
    if not form.is_valid():
        return _review(request, found, approve=form)
    at = parse_datetime(form.cleaned_data["at"])
    try:
        done = sessions.approve(found, at=at or found.starts_at, by=me, now=timezone.now())
    except RefusedError as refused:
        form.add_error("at", str(refused))
        return _review(request, found, approve=form)
    words = _("“%(title)s” is published for %(when)s.")
    when = session_words.when(done.starts_at, me)
    messages.success(request, words % {"title": done.title, "when": when})
    return redirect("hr-content")


@require_POST
def decline_session(request: HttpRequest, pk: int) -> HttpResponse:
    found, me = get_proposal(user_of(request), pk), profile_of(request)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _review(request, found, decline=form)
    reason = form.cleaned_data["reason"]
    try:
        sessions.decline(found, reason=reason, by=me, now=timezone.now())
    except RefusedError as refused:
        messages.warning(request, str(refused))
        return redirect("session-proposal", pk)
    words = _("“%(title)s” is not taken. %(name)s reads your line.")
    messages.success(request, words % {"title": found.title, "name": found.host.first_name})
    return redirect("hr-content")


def _review(
    request: HttpRequest,
    session: Session,
    *,
    approve: ApproveForm | None = None,
    decline: DeclineForm | None = None,
) -> HttpResponse:
    me = profile_of(request)
    context = {
        "session": session,
        "facts": session_page.facts(session, me),
        "icon": session_words.ICONS[Session.Kind(session.kind)],
        "skills": [skill.name for skill in session.skills.all()],
        "approve": approve or ApproveForm(dates=_dates(session, me)),
        "decline": decline or DeclineForm(),
        "wrong": approve if approve and approve.errors else decline,
        "is_waiting": session.state == Session.State.PROPOSED,
    }
    return render(request, "community/content/session.html", context)


def _dates(session: Session, me: Profile) -> list[tuple[str, str]]:
    dates = [at for at in (session.starts_at, session.other_starts_at) if at]
    return [(at.isoformat(), session_words.when_with_zone(at, me)) for at in dates]
