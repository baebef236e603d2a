"""Handover: %(mentor)s leaves, %(mentee)s takes over. Each talk has one topic and ends with a page
in the library, so the last minutes of every agenda are for writing."""

from django.utils.translation import gettext_lazy as _

from checkins.agendas.words import DOORS, FIRST, LAST, PRACTICE, SECOND, Item, Template

WRITE = Item(
    25,
    _("Write it down"),
    _(
        "Open the page for the library now. %(mentee)s writes, %(mentor)s corrects: what to do, "
        "why, and whom to ask."
    ),
)
TEMPLATES = {
    FIRST: Template(
        _("What only you know"),
        _("Choose three to five topics before you begin with the first."),
        (
            Item(
                35,
                _("The list"),
                _(
                    "What would stop if %(mentor)s were away tomorrow? What does nobody else do? "
                    "Choose three to five topics."
                ),
                _(
                    "%(mentee)s wants: “%(goal)s” What would stop if %(mentor)s were away tomorrow?"
                    " Choose three to five topics."
                ),
            ),
            Item(
                40, _("The first topic"), _("%(mentor)s tells it from start to end, with a case.")
            ),
            WRITE,
        ),
    ),
    SECOND: Template(
        _("How it really works"),
        _("What stands in no document yet."),
        (
            Item(25, _("Show it"), _("%(mentor)s does it once while %(mentee)s watches and asks.")),
            Item(
                50,
                _("What goes wrong"),
                _("Three times it failed: what was it, how was it noticed, what helped?"),
            ),
            WRITE,
        ),
    ),
    PRACTICE: Template(
        _("You do it"),
        _("%(mentee)s works, %(mentor)s watches."),
        (
            Item(50, _("Do it"), _("%(mentee)s does it alone; %(mentor)s speaks only when asked.")),
            Item(
                25, _("What was missing"), _("What did %(mentee)s have to ask? That is the page.")
            ),
            WRITE,
        ),
    ),
    DOORS: Template(
        _("Whom to ask"),
        _("Names, habits, and who decides what."),
        (
            Item(
                45,
                _("Six people"),
                _(
                    "Who helps with this, inside and outside? %(mentor)s brings %(mentee)s "
                    "together with two of them."
                ),
            ),
            Item(30, _("Promises"), _("What has %(mentor)s promised to whom, and until when?")),
            WRITE,
        ),
    ),
    LAST: Template(
        _("Last talk"),
        _("What is still open, and thanks."),
        (
            Item(
                40, _("Read together"), _("Go through the pages you wrote. What is wrong or old?")
            ),
            Item(35, _("Still open"), _("What was not said? Who keeps each page up to date?")),
            Item(25, _("Thanks"), _("Say what will still be used a year from now.")),
        ),
    ),
}
