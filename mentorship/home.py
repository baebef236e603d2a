"""Home: what needs me next, collected from every room through `profiles.contributions`."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from profiles import home_parts
from profiles.access import profile_of
from profiles.models import Profile
from profiles.visits import Visit

MOST_TASKS = 3
NOON, EVENING = 12, 18


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request)
    now = timezone.now()
    visit = Visit(profile, now)
    parts = home_parts.of(visit, request)
    context = {
        "profile": profile,
        "greeting": greeting(profile, now=now),
        "parts": parts,
        "tasks": parts.tasks[:MOST_TASKS],
        "more": max(0, len(parts.tasks) - MOST_TASKS),
        "now": now,
    }
    return render(request, "home.html", context)


def greeting(profile: Profile, *, now: dt.datetime) -> str:
    hour = now.astimezone(profile.zone).hour
    words = _("Good evening, %(name)s")
    if hour < NOON:
        words = _("Good morning, %(name)s")
    elif hour < EVENING:
        words = _("Good afternoon, %(name)s")
    return words % {"name": profile.first_name}
