"""Two taps afterwards: from the mail without signing in, or inside. A GET never writes."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import clinics, session_feedback
from community.access_sessions import follow_up_of_link, get_session_i_went_to, session_of_link
from community.emails_hosts import FOLLOW_UP_LINK
from community.emails_sessions import FEEDBACK_LINK
from community.forms.session_answers import FeedbackForm, FollowUpForm
from community.models import Session
from community.sessions import RefusedError
from matching.forms.fields import posted
from outbox import links
from profiles.access import profile_of
from profiles.models import Profile

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_not_required
@links.private_page
@require_http_methods(GET_OR_POST)
def feedback_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link = links.resolve(token, FEEDBACK_LINK)
    if link is None:
        raise Http404
    session, me = session_of_link(link)
    with timezone.override(me.zone):
        if link.is_expired(now=now) or not session_feedback.is_open(session, now=now):
            return _closed(request, session)
        form = _feedback_form(request, session, me)
        if request.method == "POST" and form.is_valid():
            if not _taken(session, me, form, now=now):
                return _closed(request, session)
            return redirect(f"{request.path}?saved=1")
        return _feedback_page(request, session, me, form, "community/sessions/feedback_mail.html")


@require_http_methods(GET_OR_POST)
def session_question(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    me = profile_of(request)
    session = get_session_i_went_to(me, pk)
    if not session.took_place(now=now):
        raise Http404
    if not session_feedback.is_open(session, now=now):
        return _closed(request, session)
    form = _feedback_form(request, session, me)
    if request.method == "POST" and form.is_valid():
        if not _taken(session, me, form, now=now):
            return _closed(request, session)
        messages.success(request, _("Answer saved."))
        return redirect(session)
    return _feedback_page(request, session, me, form, "community/sessions/feedback.html")


@login_not_required
@links.private_page
@require_http_methods(GET_OR_POST)
def clinic_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link = links.resolve(token, FOLLOW_UP_LINK)
    if link is None:
        raise Http404
    asked = follow_up_of_link(link)
    with timezone.override(asked.session.host.zone):
        if not clinics.is_open(asked, now=now):
            return _closed(request, asked.session)
        initial = {"answer": _chosen(request, asked.answer), "words": asked.words}
        form = FollowUpForm(posted(request), initial=initial)
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            clinics.answer(asked, data["answer"], data["words"], now=now)
            return redirect(f"{request.path}?saved=1")
        context = {
            "form": form,
            "asked": asked,
            "session": asked.session,
            "closes_at": asked.asked_at + clinics.OPEN_FOR,
            "is_saved": "saved" in request.GET and asked.answered_at is not None,
        }
        return render(request, "community/sessions/clinic_mail.html", context)


def _taken(session: Session, me: Profile, form: FeedbackForm, *, now: dt.datetime) -> bool:
    """False when it has closed, or the host has ticked them off, since the page was opened."""
    try:
        session_feedback.take(session, me, **form.cleaned_data, now=now)
    except RefusedError:
        return False
    return True


def _feedback_form(request: HttpRequest, session: Session, me: Profile) -> FeedbackForm:
    given = session_feedback.of(session, me)
    initial = {
        "answer": _chosen(request, given.answer if given else ""),
        "words": given.words if given else "",
        "may_name": given.may_name if given else False,
    }
    return FeedbackForm(posted(request), initial=initial, host=session.host)


def _chosen(request: HttpRequest, answer: str) -> str:
    """The button of the mail, else what was answered before; a choice nobody knows is none."""
    return request.GET.get("a", "")[:10] or answer


def _feedback_page(
    request: HttpRequest, session: Session, me: Profile, form: FeedbackForm, template: str
) -> HttpResponse:
    given = session_feedback.of(session, me)
    context = {
        "form": form,
        "session": session,
        "me": me,
        "given": given,
        "is_saved": "saved" in request.GET and given is not None,
        "closes_at": session.ends_at + session_feedback.OPEN_FOR,
        "who_sees": _("%(name)s sees how many chose what, from five answers on. Never who.")
        % {"name": session.host.first_name},
        "who_sees_words": _(
            "Without the tick %(name)s reads it without your name, from five answers on."
        )
        % {"name": session.host.first_name},
    }
    return render(request, template, context)


def _closed(request: HttpRequest, session: Session) -> HttpResponse:
    """Either it is over, or it has not been yet: nothing is asked and nothing saved."""
    return render(request, "community/sessions/closed.html", {"session": session})
