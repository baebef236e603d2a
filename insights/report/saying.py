"""Figures in words: one line of a mail, the note under a number, the rule they all keep."""

from django.utils.translation import gettext as _

from insights import figures, overview
from insights.figures import Shown


def line(one: Shown) -> str:
    """ "Rhythm kept: 82% (41 of 50)"."""
    values = {
        "title": one.measure.title,
        "value": figures.words(one.measure, one.value),
        "note": overview.note(one),
    }
    if one.hidden:
        return _("%(title)s: %(note)s") % values
    return _("%(title)s: %(value)s (%(note)s)") % values


def rule() -> str:
    return _("No figure is shown for fewer than 5 people.")
