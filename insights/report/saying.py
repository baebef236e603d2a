"""Figures in words: one line of a mail, the note under a number, why there is none."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights import figures
from insights.figures import Shown


def line(one: Shown) -> str:
    """ "Rhythm kept: 82% (41 of 50)"."""
    values = {"title": one.measure.title, "value": figures.words(one.measure, one.value)}
    if one.hidden:
        return _("%(title)s: not shown. %(why)s") % (values | {"why": why_hidden()})
    return _("%(title)s: %(value)s (%(note)s)") % (values | {"note": note(one)})


def note(one: Shown) -> str:
    """What a number was counted from: "41 of 50", "from 23 people"."""
    if one.hidden:
        return why_hidden()
    if one.measure.unit == "share":
        parts = {"part": plain(one.numerator), "whole": plain(one.denominator)}
        return _("%(part)s of %(whole)s") % parts
    return people(one.people)


def people(n: int) -> str:
    return ngettext("from %(n)s person", "from %(n)s people", n) % {"n": plain(n)}


def why_hidden() -> str:
    return _("Fewer than 5 people are behind it so far.")


def plain(number: float) -> str:
    places = 0 if number == round(number) else 1
    return number_format(number, decimal_pos=places, force_grouping=True)


def rule() -> str:
    return _("No figure is shown for fewer than 5 people.")
