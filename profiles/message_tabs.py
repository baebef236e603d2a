"""The tabs above HR's pages about messages. Rooms of their own add theirs here."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES: tuple[tuple[str, str | Promise, str], ...] = (
    ("hr-messages", _("Needs a look"), ""),
    ("hr-messages", _("All messages"), "?view=all"),
    ("hr-mails", _("Words of the mails"), ""),
    ("hr-channels", _("Channels"), ""),
    ("letters", _("My letters"), ""),
)


def tabs(here: str, query: str = "") -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "href": reverse(name) + wanted,
            "is_current": (name, wanted) == (here, query),
        }
        for name, label, wanted in PAGES
    ]
