"""Home: what needs me next, collected from every room through `profiles.contributions`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from profiles import contributions
from profiles.access import profile_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request)
    now = timezone.now()
    tasks = contributions.home_tasks(profile, now=now)
    context = {
        "profile": profile,
        "tasks": tasks[:3],
        "sections": contributions.home_sections(profile, now=now),
        "now": now,
    }
    return render(request, "home.html", context)
