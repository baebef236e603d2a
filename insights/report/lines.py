"""One figure as a line of a table: the same words on the page, on paper and in the mail."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from insights import figures, overview
from insights.figures import Shown
from insights.measures import Measure


@dataclass(frozen=True)
class Line:
    title: str
    value: str
    note: str
    definition: str
    counted: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        meaning = f"{self.definition} {self.counted}".strip()
        return (self.title, self.value, self.note, meaning)


def of(one: Shown) -> Line:
    measure = one.measure
    value = figures.words(measure, one.value)
    return Line(
        str(measure.title), value, overview.note(one), str(measure.definition), counted(measure)
    )


def counted(measure: Measure) -> str:
    """Numerator and denominator in words."""
    words = {"numerator": measure.numerator, "denominator": measure.denominator}
    if measure.unit in ("count", "hours"):
        return _("Counted: %(numerator)s.") % words
    return _("Counted: %(numerator)s. Among: %(denominator)s.") % words
