"""HR's channels: add, name, test, switch off; announcements; direct lines of people."""

import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outbox import channels
from outbox.models import Channel, DirectLine
from profiles import audit, channel_desk, message_tabs
from profiles.access import require_hr
from profiles.forms.channels import AnnouncementForm, ChannelForm, LineForm, NewsForm
from profiles.pages import page_of


@require_safe
def channel_list(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    rows = Channel.objects.annotate(people=Count("lines")).order_by("-is_on", "name")
    context = {"channels": rows, "tabs": message_tabs.tabs("hr-channels")}
    return render(request, "profiles/channels/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_channel(request: HttpRequest) -> HttpResponse:
    user = require_hr(request)
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            channel = channel_desk.add(**form.cleaned_data, by=user)
        except IntegrityError:
            form.add_error("name", _("Name must be one that no other channel has"))
        else:
            text = _("%(name)s is added. Send a test to see whether it works.")
            messages.success(request, text % {"name": channel.name})
            return redirect("hr-channel", channel.pk)
    return render(request, "profiles/channels/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    found = _channel(pk)
    form = ChannelForm(
        request.POST if request.method == "POST" else None,
        channel=found,
        initial={"name": found.name},
    )
    if form.is_valid():
        try:
            channel_desk.change(found, **form.cleaned_data, by=user)
        except IntegrityError:
            form.add_error("name", _("Name must be one that no other channel has"))
        else:
            messages.success(request, _("Saved."))
            return redirect("hr-channel", pk)
    return _page(request, _channel(pk), form, LineForm())


@require_POST
def test_channel(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    found = _channel(pk)
    channels.send_test(found, by=user, key=uuid.uuid4().hex, now=timezone.now())
    messages.success(request, _("A test is on its way. How it went is in the list of messages."))
    return redirect("hr-channel", pk)


@require_POST
def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    user, found = require_hr(request), _channel(pk)
    if channel_desk.switch(found, is_on=True, by=user):
        messages.success(request, _("%(name)s is on.") % {"name": found.name})
    return redirect("hr-channel", pk)


@require_POST
def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    user, found = require_hr(request), _channel(pk)
    if channel_desk.switch(found, is_on=False, by=user):
        text = _("%(name)s is off. Nudges go by mail, announcements that wait do not go out.")
        messages.success(request, text % {"name": found.name})
    return redirect("hr-channel", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest) -> HttpResponse:
    user = require_hr(request)
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        chosen = list(data["channels"])
        with transaction.atomic():
            new = channels.announce(
                data["title"], data["text"], key=data["nonce"].hex, now=timezone.now(),
                channels=chosen,
            )  # fmt: skip
            for found in chosen if new else []:
                audit.record("channel.announced", found, by=user)
        words = ngettext(
            "The announcement is on its way to %(n)d channel.",
            "The announcement is on its way to %(n)d channels.",
            len(chosen),
        )
        messages.success(request, words % {"n": len(chosen)})
        return redirect("hr-channels")
    context = {"form": form, "has_channels": channels.usable().exists()}
    return render(request, "profiles/channels/announce.html", context)


@require_POST
def choose_news(request: HttpRequest, pk: int) -> HttpResponse:
    user, found = require_hr(request), _channel(pk)
    form = NewsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, _form_of(found), LineForm(), form)
    channel_desk.choose_news(found, form.cleaned_data["news"], by=user)
    messages.success(request, _("Saved."))
    return redirect("hr-channel", pk)


@require_POST
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    found = _channel(pk)
    if not found.knows_handles:
        raise Http404
    form = LineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, _form_of(found), form)
    person = form.cleaned_data["person"]
    channel_desk.give_line(found, person, form.cleaned_data["handle"], by=user)
    text = _("%(name)s gets nudges in the chat from now on.")
    messages.success(request, text % {"name": person.name})
    return redirect("hr-channel", pk)


@require_POST
def remove_line(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    rows = DirectLine.objects.select_related("channel", "user__profile")
    line = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if line is None:
        raise Http404
    channel_desk.take_line(line, by=user)
    text = _("%(name)s gets nudges by mail again.")
    messages.success(request, text % {"name": line.user.profile.name})
    return redirect("hr-channel", line.channel_id)


def _form_of(found: Channel) -> ChannelForm:
    return ChannelForm(channel=found, initial={"name": found.name})


def _page(
    request: HttpRequest,
    found: Channel,
    form: ChannelForm,
    line_form: LineForm,
    news_form: NewsForm | None = None,
) -> HttpResponse:
    lines = found.lines.select_related("user__profile").order_by("user__profile__name", "pk")
    tried = [tried for tried in (line_form, news_form, form) if tried and tried.errors]
    context = {
        "channel": found,
        "form": form,
        "line_form": line_form,
        "wrong": tried[0] if tried else form,
        "news": channel_desk.news_of(found, now=timezone.now()),
        "lines": page_of(lines, request.GET.get("page", "1")),
    }
    return render(request, "profiles/channels/channel.html", context)


def _channel(pk: int) -> Channel:
    found = Channel.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise Http404
    return found
