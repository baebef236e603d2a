"""How an item of the library looks: icon and color of its kind, and how long it takes."""

from django import template
from django.utils.translation import gettext as _

from community.models import Resource

register = template.Library()
Kind = Resource.Kind
COVERS = {
    Kind.BOOK: ("book-open", "blue"),
    Kind.ARTICLE: ("newspaper", ""),
    Kind.VIDEO: ("play", "clay"),
    Kind.TRAINING: ("graduation-cap", "teal"),
    Kind.TEMPLATE: ("layout-template", ""),
    Kind.RECORDING: ("mic", "clay"),
    Kind.BEST_PRACTICE: ("badge-check", "green"),
    Kind.LESSON: ("lightbulb", "green"),
    Kind.HOW_TO: ("list-ordered", "teal"),
}
HOUR = 60


@register.filter
def cover_icon(kind: str) -> str:
    return COVERS.get(Kind(kind), ("file-text", ""))[0]


@register.filter
def cover_hue(kind: str) -> str:
    return COVERS.get(Kind(kind), ("file-text", ""))[1]


@register.filter
def duration(minutes: int | None) -> str:
    """ "38 min", "1 h 20 min", "6 h"; nothing when nobody has said."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(n)d min") % {"n": rest}
    if not rest:
        return _("%(n)d h") % {"n": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


@register.simple_tag
def count_of(counts: dict[str, int], name: str) -> int:
    return counts.get(name, 0)
