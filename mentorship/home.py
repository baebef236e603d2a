"""Home: what needs me next, collected from every room through `profiles.contributions`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from profiles import contributions
from profiles.access import profile_of

THEMES = {"light", "dark"}


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


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    response = redirect("home")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=31_536_000, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("theme")
    return response
