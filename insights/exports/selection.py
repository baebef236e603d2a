"""Which part of the long table somebody wants, of what they may read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from insights.measures import Measure
from matching.models import Program

WHOLE, EVERY_CUT = "", "every"


@dataclass(frozen=True)
class Selection:
    """None among `programs` is the whole company; an empty `measure` means all."""

    programs: Sequence[Program | None]
    measure: str = ""
    cut: str = WHOLE
    every_week: bool = False

    @property
    def document(self) -> dict[str, object]:
        """As the audit keeps it."""
        return {
            "programs": [program.pk if program else None for program in self.programs],
            "measure": self.measure,
            "cut": self.cut,
            "every_week": self.every_week,
        }

    def measures(self, known: Iterable[Measure], program: Program | None) -> Iterator[Measure]:
        for measure in known:
            is_wanted = self.measure in ("", measure.slug)
            if is_wanted and (measure.by_program or program is None):
                yield measure
