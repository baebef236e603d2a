"""What a measure is: its words, and the rows it counts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.utils.functional import Promise

from insights.weeks import Scope

Words = str | Promise
Unit = Literal["share", "mean", "count", "hours"]


class Row(NamedTuple):
    """One person's part of a figure; several rows of one person are added up.

    `program` is empty for what belongs to the whole company. `flow` is where knowledge went from
    and to. `detail` is what a distribution counts, by name.
    """

    person: int
    program: int | None
    role: str
    numerator: float
    denominator: float
    flow: str = ""
    detail: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Measure:
    """A figure with everything a page says about it.

    `by_program`: counted in each program, and added up for the company. `buckets` are the words of
    a distribution in their order.
    """

    slug: str
    title: Words
    definition: Words
    numerator: Words
    denominator: Words
    source: Words
    unit: Unit
    count: Callable[[Scope], Iterable[Row]]
    by_program: bool = True
    cuts: tuple[str, ...] = ("department", "role", "level", "site")
    buckets: tuple[tuple[str, Words], ...] = ()

    def value(self, numerator: float, denominator: float) -> float:
        """A share from 0 to 1, a mean, or what was counted."""
        if self.unit in ("count", "hours"):
            return numerator
        return numerator / denominator if denominator else 0.0
