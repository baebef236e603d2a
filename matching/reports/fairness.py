"""Whether some groups of people get less than others from a round: matched, how well, how often
with a person they wished for, and how long they have waited.

Everybody the round was run for counts. A rejected proposal counts as no match. What would say
something about fewer than five people is hidden (`matching.reports.hiding`), each measure by the
people it speaks of: fits by those matched, wishes by those who had one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching import rounds
from matching.models import Round
from matching.reports import hiding, people
from matching.reports.people import Person
from matching.reports.shares import Share, wilson

DIMENSIONS: Mapping[str, str | Promise] = {
    "department": _("Department"),
    "site": _("Site"),
    "level": _("Level"),
    "year": _("Start year"),
}
Hidden = dict[str, set[str]]


@dataclass(frozen=True)
class Figures:
    """None: hidden, or there is nobody to speak of. Shares are percent."""

    n: int
    matched: Share
    waited: float
    fit: float | None
    wished: float | None


@dataclass(frozen=True)
class Line:
    """One group; without `figures` it is hidden, because it is small or because of a small one."""

    label: str
    figures: Figures | None
    is_small: bool
    difference: Share | None = None  # of the matched share to everybody's, in points
    fit_apart: float | None = None

    @property
    def is_behind(self) -> bool:
        """Lower than everybody by more than chance."""
        return self.difference is not None and self.difference.high < 0


@dataclass(frozen=True)
class Section:
    name: str
    label: str
    lines: list[Line]

    @property
    def shown(self) -> list[Line]:
        return [line for line in self.lines if line.figures]

    @property
    def hidden(self) -> int:
        return len(self.lines) - len(self.shown)


@dataclass(frozen=True)
class Report:
    """`everybody` is None where there are too few people for any figure."""

    everybody: Figures | None
    sections: list[Section]
    people: list[Person]

    def chosen(self, name: str) -> Section | None:
        """The section called so, the first by default."""
        named = [section for section in self.sections if section.name == name]
        return next(iter([*named, *self.sections]), None)


def of(round_: Round) -> Report:
    return over(people.of(round_, rounds.current_run(round_)))


def over(found: Sequence[Person]) -> Report:
    """The report over these people; the sections are empty when they are too few."""
    if len(found) < hiding.FEW:
        return Report(None, [], list(found))
    base = _hidden(found)
    fits = _hidden([one for one in found if one.fit is not None], base)
    wishes = _hidden([one for one in found if one.wished is not None], base)
    everybody = _figures(found, see_fit=True, see_wished=True)
    sections = [
        Section(name, str(label), _lines(name, found, everybody, base, fits, wishes))
        for name, label in DIMENSIONS.items()
    ]
    return Report(everybody, sections, list(found))


def _hidden(found: Sequence[Person], already: Hidden | None = None) -> Hidden:
    groups = {name: [one.groups[name] for one in found] for name in DIMENSIONS}
    closed = hiding.hidden(groups, already)
    return {name: {str(group) for group in some} for name, some in closed.items()}


def _lines(
    name: str,
    found: Sequence[Person],
    everybody: Figures,
    base: Hidden,
    fits: Hidden,
    wishes: Hidden,
) -> list[Line]:
    groups: dict[str, list[Person]] = {}
    for one in found:
        groups.setdefault(one.groups[name], []).append(one)
    lines = []
    for label in sorted(groups, key=people.in_order):
        some = groups[label]
        if label in base[name]:
            lines.append(Line(label, None, len(some) < hiding.FEW))
            continue
        see_fit, see_wished = label not in fits[name], label not in wishes[name]
        figures = _figures(some, see_fit=see_fit, see_wished=see_wished)
        lines.append(_line(label, figures, everybody))
    return lines


def _line(label: str, figures: Figures, everybody: Figures) -> Line:
    own, usual = figures.matched, everybody.matched.value
    both = (figures.fit, everybody.fit)
    return Line(
        label,
        figures,
        is_small=False,
        difference=Share(own.value - usual, own.low - usual, own.high - usual),
        fit_apart=both[0] - both[1] if both[0] is not None and both[1] is not None else None,
    )


def _figures(some: Sequence[Person], *, see_fit: bool, see_wished: bool) -> Figures:
    return Figures(
        n=len(some),
        matched=wilson(sum(one.fit is not None for one in some), len(some)),
        waited=fmean(one.waited for one in some),
        fit=_mean(some, lambda one: one.fit) if see_fit else None,
        wished=_mean(some, lambda one: None if one.wished is None else 100 * one.wished)
        if see_wished
        else None,
    )


def _mean(some: Iterable[Person], value: Callable[[Person], float | None]) -> float | None:
    """Of those who have one; None for a handful."""
    known = [found for one in some if (found := value(one)) is not None]
    return fmean(known) if len(known) >= hiding.FEW else None
