"""The tabs above the pages that tell whether something works."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Tab:
    href: str
    label: str | Promise
    is_current: bool
    icon: str = ""
    count: int | None = None


PAGES = {
    "tips": (_("Tips"), "tip-proof"),
    "receipt": (_("Receipt"), "hold-out-receipt"),
    "places": (_("Where it is off"), "hold-out-places"),
}


def tabs(current: str) -> list[Tab]:
    return [Tab(reverse(page), label, key == current) for key, (label, page) in PAGES.items()]
