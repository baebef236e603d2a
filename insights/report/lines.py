"""One figure as a line of a table: the same words on the page, on paper and in the mail."""

from dataclasses import dataclass

from insights import figures
from insights.figures import Shown
from insights.report import saying


@dataclass(frozen=True)
class Line:
    title: str
    value: str
    note: str
    definition: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return (self.title, self.value, self.note, self.definition)


def of(one: Shown) -> Line:
    measure = one.measure
    value = figures.words(measure, one.value)
    return Line(str(measure.title), value, saying.note(one), str(measure.definition))
