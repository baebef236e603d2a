"""The columns of the long table in their order: stable names, each with its meaning."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insights.exports.lines import Line

Kind = Literal["text", "date", "number", "count", "yes"]
Cell = str | dt.date | float | int | bool | None


@dataclass(frozen=True)
class Column:
    """`name` never changes once it was released; `may_be_empty` where nothing is known or shown."""

    name: str
    kind: Kind
    meaning: str | Promise
    value: Callable[[Line], Cell]
    may_be_empty: bool = False
    width: int = 14


COLUMNS: tuple[Column, ...] = (
    Column(
        "week",
        "date",
        _("The Monday of the week the figure was told for."),
        lambda line: line.week,
    ),
    Column(
        "program_id",
        "count",
        _("The number of the program; empty for the whole company."),
        lambda line: line.program.pk if line.program else None,
        may_be_empty=True,
        width=11,
    ),
    Column(
        "program",
        "text",
        _("The name of the program; empty for the whole company."),
        lambda line: line.program.name if line.program else "",
        width=28,
    ),
    Column(
        "measure",
        "text",
        _("The stable name of the measure; see the definitions."),
        lambda line: line.measure.slug,
        width=22,
    ),
    Column(
        "title",
        "text",
        _("What the measure is called on the page."),
        lambda line: str(line.measure.title),
        width=30,
    ),
    Column(
        "unit",
        "text",
        _("share (0 to 1), mean, count or hours."),
        lambda line: line.measure.unit,
        width=8,
    ),
    Column(
        "cut",
        "text",
        _("How the figure is broken down; empty for the whole, “spread” for a distribution."),
        lambda line: line.cut,
        width=16,
    ),
    Column(
        "group",
        "text",
        _("The group of the cut; empty for the whole and for all that is hidden together."),
        lambda line: line.group,
        width=20,
    ),
    Column(
        "group_title",
        "text",
        _("What the group is called on the page."),
        lambda line: line.group_title,
        width=20,
    ),
    Column(
        "value",
        "number",
        _("The figure; empty where it is hidden."),
        lambda line: line.value,
        may_be_empty=True,
    ),
    Column(
        "numerator",
        "number",
        _("What was counted; empty where it is hidden."),
        lambda line: line.numerator,
        may_be_empty=True,
    ),
    Column(
        "denominator",
        "number",
        _("What it was counted among; empty where it is hidden."),
        lambda line: line.denominator,
        may_be_empty=True,
    ),
    Column(
        "people",
        "count",
        _("How many people are behind it, never fewer than 5; empty where it is hidden."),
        lambda line: line.people,
        may_be_empty=True,
        width=9,
    ),
    Column(
        "hidden",
        "yes",
        _("Whether it is hidden because too few people are behind it."),
        lambda line: line.hidden,
        width=9,
    ),
    Column(
        "counted_on",
        "date",
        _("The Monday of the week it was last counted for: earlier while too few have changed."),
        lambda line: line.counted_on,
        may_be_empty=True,
    ),
    Column(
        "definition",
        "text",
        _("What the measure means, in one sentence."),
        lambda line: str(line.measure.definition),
        width=60,
    ),
)
