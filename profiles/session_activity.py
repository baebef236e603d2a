"""Notes where a person is signed in, at most once a minute per session and process.

allauth's own middleware writes at every request; that is five queries, one of them an UPDATE, for
a list somebody opens twice a year.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.core.internal.httpkit import HTTP_USER_AGENT_MAX_LENGTH
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

NOTE_EVERY_SECONDS = 60
REMEMBERED = 10_000
noted: OrderedDict[str, float] = OrderedDict()


def session_activity(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and is_due(key, time.monotonic()):
            note(request, key)
        return get_response(request)

    return middleware


def note(request: HttpRequest, key: str) -> None:
    """One UPDATE while browser and address stay the same; a change is told by allauth."""
    seen = UserSession.objects.filter(
        session_key=key,
        user_id=request.user.pk,
        ip=get_adapter().get_client_ip(request),
        user_agent=request.headers.get("User-Agent", "")[:HTTP_USER_AGENT_MAX_LENGTH],
    )
    if not seen.update(last_seen_at=timezone.now()):
        UserSession.objects.create_from_request(request)


def is_due(key: str, now: float) -> bool:
    """True once a minute for a session; the oldest sessions are forgotten first."""
    last = noted.get(key)
    if last is not None and now - last < NOTE_EVERY_SECONDS:
        return False
    noted[key] = now
    noted.move_to_end(key)
    while len(noted) > REMEMBERED:
        noted.popitem(last=False)
    return True
