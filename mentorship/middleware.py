"""Request id, response headers and the refusal of characters PostgreSQL cannot hold."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string

from mentorship.logs import request_id as current_id

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("mentorship.request")
ID_PATTERN = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_id(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        rid = given if ID_PATTERN.fullmatch(given) else uuid.uuid4().hex
        token = current_id.set(rid)
        start = time.perf_counter()
        try:
            response = get_response(request)
            match = request.resolver_match
            # The route's name, never its path: paths can carry tokens and ids.
            name = match.view_name if match else "-"
            took = (time.perf_counter() - start) * 1000
            logger.info("%s %s %s %.0fms", request.method, name, response.status_code, took)
        finally:
            current_id.reset(token)
        response["X-Request-ID"] = rid
        return response

    return middleware


def security_headers(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def health_knows_nobody(get_response: Handler) -> Handler:
    """Who is signed in is in the database; a health check must answer while that is away."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/healthz"):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return get_response(request)

    return middleware


def refuse_control_characters(get_response: Handler) -> Handler:
    """NUL cannot be stored or compared in PostgreSQL: in an address it is a clear 400, never a 500.

    Form fields refuse NUL by themselves (ProhibitNullCharactersValidator).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest(render_to_string("400.html", request=request))
        return get_response(request)

    return middleware
