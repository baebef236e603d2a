"""How many files a person or a key may take: each reads every row there is for them."""

# The public `consume` lets every GET through, and one's own data is a GET.
from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

TOO_MANY = _(
    "This file was not made: you have taken many within an hour. What you chose is still here; "
    "take it again in an hour."
)
AN_HOUR = 3600


def may_take_file(request: HttpRequest) -> bool:
    return _may(request, "file")


def may_pull(request: HttpRequest, key: str) -> bool:
    return _may(request, "pull", key=key)


def may_try_key(request: HttpRequest) -> bool:
    return _may(request, "wrong_key")


def _may(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    return bool(consume(request, app="allauth.account", action=action, key=key, limit_get=True))


def refused(page: HttpResponse) -> HttpResponse:
    """The page of the file, which says `TOO_MANY`."""
    page.status_code = 429
    page["Retry-After"] = str(AN_HOUR)
    return page
