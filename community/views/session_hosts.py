"""What a host does: propose, change, call off, repeat, wrap up. HR stands in for hosts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from community import series, session_changes, session_lists, sessions, wrap_ups
from community.access_sessions import get_managed_session
from community.forms.session_answers import WrapUpForm
from community.forms.session_changes import CancelForm, ChangeForm, HandOverForm, RepeatForm
from community.forms.sessions import ClinicForm, ProposeForm, TwoDates
from community.models import Session
from community.sessions import ChangedError, RefusedError
from matching.forms.fields import posted
from profiles.access import is_hr, profile_of, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]
CHANGED = _("Somebody has changed this session meanwhile. Check what stands here, then save again.")


@require_http_methods(GET_OR_POST)
def propose_session(request: HttpRequest) -> HttpResponse:
    form = ProposeForm(posted(request), profile=profile_of(request))
    return _propose(request, form, "community/sessions/propose.html")


@require_http_methods(GET_OR_POST)
def propose_clinic(request: HttpRequest) -> HttpResponse:
    form = ClinicForm(posted(request), profile=profile_of(request))
    return _propose(request, form, "community/sessions/clinic.html")


def _propose(request: HttpRequest, form: TwoDates, template: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        made = sessions.propose(form.plan(), by=profile_of(request), now=timezone.now())
        if made.state == Session.State.PUBLISHED:
            messages.success(request, _("“%(title)s” is published.") % {"title": made.title})
        else:
            words = _("Sent to HR: “%(title)s”. You get a mail when it has a date.")
            messages.success(request, words % {"title": made.title})
        return redirect(made)
    context = {"form": form, "tabs": session_lists.tabs("propose-session")}
    return render(request, template, context)


@require_http_methods(GET_OR_POST)
def change_session(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_managed_session(user_of(request), profile_of(request), pk)
    now = timezone.now()
    if not found.is_ahead(now=now):
        raise Http404
    form = ChangeForm(posted(request), session=found)
    if request.method == "POST" and form.is_valid():
        try:
            done = session_changes.change(
                found, form.change(), seen=form.cleaned_data["seen"], now=now
            )
        except ChangedError:
            form = _as_it_is_now(form, found)
        except RefusedError as refused:
            form.add_error("capacity" if "capacity" in form.fields else None, str(refused))
        else:
            if done.sequence != found.sequence:
                messages.success(request, _("Saved. Everybody going gets the new entry."))
            else:
                messages.success(request, _("Saved."))
            return redirect(found)
    return render(request, "community/sessions/change.html", {"form": form, "session": found})


def _as_it_is_now(form: ChangeForm, session: Session) -> ChangeForm:
    """What was typed stays, the version is the newest: a second press means it."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = str(Session.objects.values_list("sequence", flat=True).get(pk=session.pk))
    again = ChangeForm(data, session=session)
    again.add_error(None, CHANGED)
    return again


@require_http_methods(GET_OR_POST)
def cancel_session(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_managed_session(user_of(request), profile_of(request), pk)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            session_changes.cancel(found, reason=reason, now=timezone.now())
        except RefusedError as refused:
            messages.warning(request, str(refused))
            return redirect(found)
        messages.success(request, _("“%(title)s” is cancelled.") % {"title": found.title})
        return redirect("my-sessions")
    return render(request, "community/sessions/cancel.html", {"form": form, "session": found})


@require_http_methods(GET_OR_POST)
def repeat_session(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_managed_session(user_of(request), profile_of(request), pk)
    if found.office_id or found.state not in {Session.State.PUBLISHED, Session.State.HELD}:
        raise Http404
    form = RepeatForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = series.repeat(found, form.cleaned_data["count"], now=timezone.now())
        except RefusedError as refused:
            form.add_error("count", str(refused))
        else:
            words = ngettext("%(n)d more session is on.", "%(n)d more sessions are on.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("my-sessions")
    context = {"form": form, "session": found, "dates": series.dates(found, 3)}
    return render(request, "community/sessions/repeat.html", context)


@require_http_methods(GET_OR_POST)
def wrap_up_session(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_managed_session(user_of(request), profile_of(request), pk)
    now = timezone.now()
    if found.office_id or not found.took_place(now=now):
        raise Http404
    going = list(found.rsvps.going().select_related("profile").order_by("profile__name", "pk"))
    form = WrapUpForm(posted(request), session=found, going=going)
    if request.method == "POST" and form.is_valid():
        try:
            wrap_ups.publish(found, form.wrap_up(), now=now)
        except wrap_ups.KnownLinkError as known:
            form.add_error(known.field, _("The library has this link already"))
        else:
            messages.success(request, _("The wrap-up is published."))
            return redirect(found)
    context = {"form": form, "session": found, "going": going}
    return render(request, "community/sessions/wrap_up.html", context)


@require_http_methods(GET_OR_POST)
def hand_over_session(request: HttpRequest, pk: int) -> HttpResponse:
    """For HR: a session goes on when its host cannot."""
    user = user_of(request)
    found = get_managed_session(user, profile_of(request), pk)
    if not is_hr(user) or found.office_id or found.is_over(now=timezone.now()):
        raise Http404
    form = HandOverForm(posted(request))
    if request.method == "POST" and form.is_valid():
        (host,) = form.cleaned_data["host"]
        try:
            session_changes.hand_over(found, host, by=user, now=timezone.now())
        except RefusedError as refused:
            form.add_error("host", str(refused))
        else:
            words = _("%(name)s hosts “%(title)s” from now on.")
            messages.success(request, words % {"name": host.name, "title": found.title})
            return redirect(found)
    return render(request, "community/sessions/hand_over.html", {"form": form, "session": found})
