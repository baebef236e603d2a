"""The tabs above everything under "Kudos"."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from profiles.tabs import Tab

PAGES = {
    "kudos": (_("The wall"), "kudos"),
    "mine": (_("Mine"), "kudos-received"),
    "stories": (_("Stories"), "stories"),
    "awards": (_("Awards"), "awards"),
    "leaders": (_("Leaders"), "leaders"),
}
DESK = {
    "rules": (_("Who is named"), "hr-recognition"),
    "stories": (_("Stories"), "hr-stories"),
    "awards": (_("Awards"), "hr-awards"),
    "leaders": (_("Leaders"), "hr-leaders"),
}


def tabs(current: str) -> list[Tab]:
    return [Tab(label, reverse(page), key == current) for key, (label, page) in PAGES.items()]


def desk_tabs(current: str) -> list[Tab]:
    return [Tab(label, reverse(page), key == current) for key, (label, page) in DESK.items()]
