"""What people say about our mails: preferences when signed in, two links from the mail when not."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outbox import links, preferences
from outbox.forms import MailPreferenceForm, OneClickForm, PauseForm
from outbox.models import Link
from outbox.readers import reader_of


@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:  # for mypy: LoginRequiredMiddleware came first
        raise Http404
    form = MailPreferenceForm(
        request.POST or None,
        instance=preferences.of(request.user),
        today=timezone.localdate(),
        zone=timezone.get_current_timezone_name(),
    )
    if form.is_valid():
        form.save()
        messages.success(request, _("Mail settings saved."))
        return redirect("mail-preferences")
    return render(request, "outbox/preferences.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@links.private_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a mail program posts here without cookies and wants 200, not a redirect."""
    link = _open_link(token, "unsubscribe")
    if link is None:
        return _ended(request)
    if request.method != "POST":
        return render(request, "outbox/unsubscribe.html")
    if not OneClickForm(request.POST).is_one_click():
        return render(request, "outbox/unsubscribe.html", status=400)
    preferences.stop_nudges(link.person)
    return render(request, "outbox/unsubscribe.html", {"is_done": True})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@links.private_page
def pause(request: HttpRequest, token: str) -> HttpResponse:
    link = _open_link(token, "pause")
    if link is None:
        return _ended(request)
    form = PauseForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        until = _today_of(link) + dt.timedelta(days=form.cleaned_data["days"])
        preferences.pause(link.person, until=until)
        context["until"] = until
    return render(request, "outbox/pause.html", context)


def _open_link(token: str, purpose: str) -> Link | None:
    link = links.resolve(token, purpose)
    return None if link is None or link.is_expired(now=timezone.now()) else link


def _ended(request: HttpRequest) -> HttpResponse:
    """The same for an unknown, a foreign and an old link."""
    return render(request, "outbox/link_ended.html", status=404)


def _today_of(link: Link) -> dt.date:
    return timezone.localdate(timezone.now(), reader_of(link.person).zone)
