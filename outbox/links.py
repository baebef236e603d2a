"""Signed links of mails. A link never signs in, a GET never writes, the table opens nothing.

The token is an HMAC of what the link is for, so rendering a mail twice gives the same link; only
its hash is stored. Pages answer at `/m/<purpose>/<token>/`.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING

from allauth.core.ratelimit import consume, respond_429
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from outbox.models import Link, Message

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

View = Callable[..., HttpResponse]


def absolute(path: str) -> str:
    """Mails point to the configured address, whatever Host a request carried."""
    return settings.PUBLIC_URL + path


def url(
    message: Message,
    purpose: str,
    person: "AbstractBaseUser",
    subject: str = "",
    *,
    expires_at: datetime,
) -> str:
    if message.pk is None:  # a preview: the link has the right look and opens nothing
        return absolute(f"/m/{purpose}/preview/")
    token = _token(message, purpose, person.pk, subject)
    Link.objects.get_or_create(
        purpose=purpose,
        message=message,
        person_id=person.pk,
        subject=subject,
        defaults={"token_hash": hash_of(token), "expires_at": expires_at},
    )
    return absolute(f"/m/{purpose}/{token}/")


def resolve(token: str, purpose: str) -> Link | None:
    """The link of a token, expired or not; None for unknown, another purpose or a leaver."""
    links = Link.objects.select_related("person", "message")
    return links.filter(token_hash=hash_of(token), purpose=purpose, person__is_active=True).first()


def private_page(view: View) -> View:
    """A page whose address is a key: no referrer, no copy anywhere.

    Without a referrer browsers post `Origin: null`, which Django's CSRF check refuses. It is not
    needed: the key in the address is the only power here, and no cookie adds to it.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            if _is_guessing(request):
                return _slow_down(request)
            raise
        if response.status_code == 404 and _is_guessing(request):
            return _slow_down(request)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return csrf_exempt(wrapped)


def _is_guessing(request: HttpRequest) -> bool:
    """Only wrong keys count: a whole company may answer from behind one address."""
    return request.method == "POST" and not consume(request, action="mail_link")


def _slow_down(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = respond_429(request)
    return response


def _token(message: Message, purpose: str, person: object, subject: str) -> str:
    text = f"{purpose}|{message.pk}|{person}|{subject}"
    digest = hmac.digest(settings.LINK_KEY.encode(), text.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
