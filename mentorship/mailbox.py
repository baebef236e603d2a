"""The mails the embedded SMTP server kept, as pages. Exists only in embedded mode.

A mail may hold anything, so its HTML is shown in a frame with a policy of its own: no script, no
request to anywhere, inline style only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from functools import wraps
from pathlib import Path

from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

NAME = re.compile(r"\d{20}-\d{6}")
ON_A_PAGE = 50
# The filter reads headers of this many of the newest mails.
MOST = 5000
FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Entry:
    """The headers of one mail."""

    path: Path
    headers: EmailMessage

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def to(self) -> str:
        return ", ".join(str(address) for address in self.headers.get_all("X-Envelope-To", []))

    @property
    def subject(self) -> str:
        return str(self.headers.get("Subject", ""))

    @property
    def at(self) -> datetime | None:
        return getattr(self.headers.get("Date"), "datetime", None)


class AddressForm(forms.Form):
    address = forms.CharField(label=_("Address"), required=False, max_length=254)

    def chosen(self) -> str:
        return str(self.cleaned_data.get("address", "")) if self.is_valid() else ""


def embedded_only(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.EMBEDDED:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@login_not_required
@require_safe
@embedded_only
def mailbox(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.GET)
    address = form.chosen()
    paths = matching(address) if address else newest()
    page = Paginator(paths, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [read_headers(path) for path in page]
    context = {"form": form, "address": address, "page": page, "entries": shown}
    return render(request, "mailbox/list.html", context)


@login_not_required
@require_safe
@csp_update({"frame-src": [SELF]})
@embedded_only
def mail(request: HttpRequest, name: str) -> HttpResponse:
    path = path_of(name)
    message = read(path)
    text = body(message, "plain")
    context = {"entry": Entry(path, message), "text": text, "has_html": bool(body(message, "html"))}
    return render(request, "mailbox/mail.html", context)


@login_not_required
@require_safe
@embedded_only
@never_cache
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part as it is; its links open in the whole window."""
    html = body(read(path_of(name)), "html")
    response = HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))
    response["Content-Security-Policy"] = FRAME_POLICY
    return response


def newest() -> list[Path]:
    return sorted(settings.MAIL_DIR.glob("*.eml"), reverse=True)


def matching(address: str) -> list[Path]:
    words = address.casefold()
    return [path for path in newest()[:MOST] if words in read_headers(path).to.casefold()]


def path_of(name: str) -> Path:
    path: Path = settings.MAIL_DIR / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return path


def read_headers(path: Path) -> Entry:
    with path.open("rb") as file:
        return Entry(path, BytesHeaderParser(policy=default).parse(file))


def read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=default)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
