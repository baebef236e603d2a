from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

register = template.Library()

HUES = 8


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    # The names come from our templates and the markup from the lucide package.
    svg = lucide(name + "", size=None, aria_hidden="true", **{"class": "icon"})
    return mark_safe(svg)  # noqa: S308 # nosec


@register.filter
def initials(name: object) -> str:
    words = str(name or "").split()
    if not words:
        return "?"
    return "".join(word[0] for word in (words if len(words) < 2 else [words[0], words[-1]])).upper()


@register.filter
def hue(pk: object) -> int:
    """One of the eight avatar hues, the same for one person everywhere."""
    return pk % HUES + 1 if isinstance(pk, int) else 1


@register.filter
def breakable(value: object) -> object:
    """An e-mail address that may wrap after its @ and before its dots; anything else as it is."""
    text = str(value)
    if "@" not in text or " " in text:
        return value
    marked = escape(text).replace("@", "@<wbr>").replace(".", "<wbr>.")
    return mark_safe(marked)  # noqa: S308 # nosec
