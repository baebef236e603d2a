"""The tabs above the pages that tell whether something works."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from profiles.tabs import Tab

PAGES = {
    "tips": (_("Tips"), "tip-proof"),
    "matching": (_("Matching"), "learning-list"),
    "starts": (_("Starts by lot"), "start-effects"),
    "receipt": (_("Receipt"), "hold-out-receipt"),
    "places": (_("Where it is off"), "hold-out-places"),
}
OF_PROGRAMS = {"matching", "starts"}


def tabs(current: str, *, company: bool = True) -> list[Tab]:
    """A coordinator has only what is about programs."""
    return [
        Tab(label, reverse(page), key == current)
        for key, (label, page) in PAGES.items()
        if company or key in OF_PROGRAMS
    ]
