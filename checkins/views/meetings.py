"""A meeting, what became of it, and one that was not planned here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import holding, ics, meeting_page, meeting_words, visibility
from checkins.access import get_meeting_for, get_own_meeting, get_own_pair
from checkins.booking import RefusedError
from checkins.meeting_forms import LogForm
from profiles.access import user_of

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    found, acting = get_meeting_for(user_of(request), pk, now=now)
    context = meeting_page.context(found, acting, now=now)
    return render(request, "checkins/meeting.html", context)


@require_POST
def hold_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Yes, we met"."""
    now = timezone.now()
    found, me = get_own_meeting(user_of(request), pk, now=now)
    try:
        holding.confirm(found, by=me, now=now)
        messages.success(request, _("Noted: you two met."))
    except RefusedError as refused:
        messages.warning(request, str(refused))
    return redirect(found.pair)


@require_POST
def miss_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """ "It did not take place": nobody's fault, and nothing is asked about it."""
    now = timezone.now()
    found, me = get_own_meeting(user_of(request), pk, now=now)
    try:
        holding.deny(found, by=me, now=now)
        messages.success(request, _("Noted: it did not take place. Pick the next date?"))
    except RefusedError as refused:
        messages.warning(request, str(refused))
    return redirect(found.pair)


@require_http_methods(["GET", "HEAD", "POST"])
def log_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    pair, me = get_own_pair(user_of(request), pk, now=now)
    today = timezone.localdate(now)
    form = LogForm(
        request.POST if request.method == "POST" else None,
        initial={"day": today, "minutes": pair.program.meeting_minutes},
        today=today,
        first_day=min(pair.starts_on, timezone.localdate(pair.visible_at)),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        minutes = said["minutes"] or pair.program.meeting_minutes
        logged = holding.log(pair, said["day"], minutes, by=me, now=now, value=said["value"])
        when = meeting_words.when(logged, me, pair.partner_of(me))
        messages.success(request, _("Logged: you two met on %(when)s.") % {"when": when})
        return redirect(pair)
    people = visibility.audience(pair, me)
    context = {
        "form": form,
        "pair": pair,
        "partner": people.partner,
        "who_sees_value": visibility.label("ratings", people),
    }
    return render(request, "checkins/log.html", context)


@require_safe
def meeting_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry for the person's own calendar: they are its organizer, we send nothing."""
    found, _me = get_own_meeting(user_of(request), pk, now=timezone.now())
    name = slugify(meeting_words.title(found)) or "meeting"
    return HttpResponse(
        ics.entry(found),
        content_type=CALENDAR,
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
