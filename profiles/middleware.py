"""For everyone who is signed in: active people only, a second factor for staff, their zone."""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.access import is_staff
from profiles.models import Profile, User
from profiles.session_user import has_second_step

Handler = Callable[[HttpRequest], HttpResponse]
SEEN_AT = "staff_seen_at"
NOTE_EVERY_SECONDS = 60


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
    """Staff reach nothing but their own account pages until a second step is set up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or _is_open_to_all(request) or not is_staff(user):
            return get_response(request)
        if _has_been_idle(request):
            logout(request)
            messages.info(request, _("You were signed out because nothing happened for a while."))
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if settings.MFA_REQUIRED and not has_second_step(user):
            messages.info(request, _("Your role needs a second step when signing in. Set it up."))
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def _is_open_to_all(request: HttpRequest) -> bool:
    path = request.path_info
    return path.startswith(("/accounts/", "/healthz", f"/{settings.STATIC_URL.lstrip('/')}"))


def _has_been_idle(request: HttpRequest) -> bool:
    """The session notes the last use, at most once a minute."""
    now = time.time()
    seen = request.session.get(SEEN_AT, now)
    if now - seen > settings.STAFF_IDLE_SECONDS:
        return True
    if SEEN_AT not in request.session or now - seen > NOTE_EVERY_SECONDS:
        request.session[SEEN_AT] = now
    return False


def reader_time_zone(get_response: Handler) -> Handler:
    """Times on every page are the reader's own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return get_response(request)
        profile: Profile | None = getattr(user, "profile", None)
        request._own_profile = profile  # type: ignore[attr-defined]
        zone = profile.zone if profile else ZoneInfo("UTC")
        with timezone.override(zone):
            return get_response(request)

    return middleware
