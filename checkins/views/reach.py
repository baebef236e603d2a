"""Settings: my calendar's address, my delegate. And the pages both of them open."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import delegates, feeds, ics, meeting_page
from checkins.access import delegated_pairs
from checkins.delegate_form import DelegateForm
from checkins.models import Meeting
from checkins.views.meetings import CALENDAR
from outbox import links
from profiles.access import profile_of


@require_safe
def calendar_settings(request: HttpRequest) -> HttpResponse:
    context = {"address": feeds.url_of(profile_of(request))}
    return render(request, "checkins/calendar_settings.html", context)


@require_POST
def renew_calendar(request: HttpRequest) -> HttpResponse:
    feeds.renew(profile_of(request), now=timezone.now())
    messages.success(request, _("Your calendar has a new address. An older one no longer works."))
    return redirect("calendar-settings")


@require_POST
def switch_off_calendar(request: HttpRequest) -> HttpResponse:
    feeds.switch_off(profile_of(request))
    messages.success(request, _("The calendar address is off."))
    return redirect("calendar-settings")


@login_not_required
@links.private_page
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The address is the key: no sign-in, no copy kept on the way."""
    owner = feeds.owner_of(token)
    if owner is None:
        raise Http404
    text = ics.feed(feeds.meetings_of(owner, now=timezone.now()), name=_("Mentoring"))
    return HttpResponse(text, content_type=CALENDAR)


@require_http_methods(["GET", "HEAD", "POST"])
def delegate_settings(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    form = DelegateForm(request.POST if request.method == "POST" else None, person=me)
    if request.method == "POST" and form.is_valid():
        delegate = form.cleaned_data["delegate"]
        try:
            delegates.name(me, delegate, now=timezone.now())
        except delegates.PartnerError:
            form.add_error("delegate", _("Choose somebody you are not paired with"))
        else:
            words = _("%(name)s may now book and move meetings for you.")
            messages.success(request, words % {"name": delegate.name})
            return redirect("delegate-settings")
    context = {"form": form, "current": delegates.of(me)}
    return render(request, "checkins/delegate_settings.html", context)


@require_POST
def end_delegation(request: HttpRequest) -> HttpResponse:
    delegates.end(profile_of(request), now=timezone.now())
    messages.success(request, _("Done: nobody books meetings for you any more."))
    return redirect("delegate-settings")


@require_safe
def delegated(request: HttpRequest) -> HttpResponse:
    """The meetings a delegate looks after: names, date, length and place."""
    now = timezone.now()
    me = profile_of(request)
    pairs = delegated_pairs(me, now=now)
    upcoming = Meeting.objects.filter(pair__in=[pair for _person, pair in pairs])
    rows = meeting_page.delegated_rows(pairs, upcoming.upcoming(now=now).with_people(), me)
    return render(request, "checkins/delegated.html", {"rows": rows})
