from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.access import profile_of
from profiles.zones import zone_name


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request)
    context = {"profile": profile, "zone_name": zone_name(profile.time_zone)}
    return render(request, "profiles/settings.html", context)
