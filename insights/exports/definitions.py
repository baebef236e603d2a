"""Every measure in words, as it stands beside the figures in each file and on the page."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from insights.measures import MEASURES

HEAD = (
    _("Measure"),
    _("Title"),
    _("Definition"),
    _("Counted"),
    _("Among"),
    _("From"),
    _("Unit"),
)
NAMES = ("measure", "title", "definition", "numerator", "denominator", "source", "unit")


def rows() -> Iterator[tuple[str, ...]]:
    for one in MEASURES.values():
        words = (one.title, one.definition, one.numerator, one.denominator, one.source)
        yield (one.slug, *map(str, words), one.unit)


def named() -> list[dict[str, str]]:
    return [dict(zip(NAMES, row, strict=True)) for row in rows()]
