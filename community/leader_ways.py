"""How a leader may take part; a way whose page does not exist in this installation is left out.

Rooms that have a page for one of them add it to `WAYS`.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    page: str
    title: str | Promise
    line: str | Promise
    verb: str | Promise
    query: str = ""


WAYS = [
    Way(
        "propose-session",
        _("Host an open hour"),
        _("One hour, anybody may come with a question. A date and a title are enough."),
        _("Propose a date"),
    ),
    Way(
        "suggest-resource",
        _("Post a lesson learned"),
        _("What went wrong once, and what you do since. Half a page in the library."),
        _("Write it down"),
    ),
]


def open_ways() -> list[tuple[Way, str]]:
    """Each with the address of its page."""
    found = []
    for way in WAYS:
        try:
            found.append((way, reverse(way.page) + way.query))
        except NoReverseMatch:
            continue
    return found
