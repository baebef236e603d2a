"""Fairness before and after: what each policy means for departments and sites of five and more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.lab.page import signed
from matching.models import LabPolicy

Text = str | Promise
GROUPINGS: dict[str, Text] = {
    "department": gettext_lazy("Department"),
    "site": gettext_lazy("Site"),
}
# Points of fit, or percent of matched people, from which a change is worth a sentence.
NOTABLE = 2


@dataclass(frozen=True)
class Cell:
    """Percent matched and average fit of one group under one policy; changes against live."""

    matched: int
    fit: float | None
    matched_change: int
    fit_change: float

    @property
    def matched_delta(self) -> str:
        return signed(self.matched_change)

    @property
    def fit_delta(self) -> str:
        return signed(self.fit_change, 1)


@dataclass(frozen=True)
class Line:
    name: str
    people: int
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    label: Text
    lines: list[Line]
    sentences: list[str]


def tables(rows: Sequence[LabPolicy]) -> list[Table]:
    """One per grouping that has a group to show; columns without a result are left out."""
    compared = [row for row in rows if row.result]
    found = [_table(name, label, compared) for name, label in GROUPINGS.items()]
    return [table for table in found if table.lines]


def _table(name: str, label: Text, rows: Sequence[LabPolicy]) -> Table:
    groups = [{one["name"]: one for one in row.result["groups"][name]} for row in rows]
    live = groups[0] if groups else {}
    lines = [
        Line(key, one["people"], [_cell(by_name.get(key, one), one) for by_name in groups])
        for key, one in live.items()
    ]
    return Table(label, lines, _sentences(rows, lines))


def _cell(one: dict[str, Any], live: dict[str, Any]) -> Cell:
    matched, was = _percent(one), _percent(live)
    both = one["fit"] is not None and live["fit"] is not None
    return Cell(
        matched=matched,
        fit=one["fit"],
        matched_change=matched - was,
        fit_change=round(one["fit"] - live["fit"], 1) if both else 0.0,
    )


def _percent(one: dict[str, Any]) -> int:
    return round(one["matched"] * 100 / one["people"]) if one["people"] else 0


def _sentences(rows: Sequence[LabPolicy], lines: Sequence[Line]) -> list[str]:
    """For each policy beside the live one: who gains most and who loses most."""
    found = []
    for number, row in list(enumerate(rows))[1:]:
        moved = [
            (line.cells[number].fit_change, line.name)
            for line in lines
            if abs(line.cells[number].fit_change) >= NOTABLE
        ]
        if moved:
            found.append(_sentence(row.name, sorted(moved)))
    return found or [_("No group changes by two points of fit or more under any policy.")]


def _sentence(policy: str, moved: list[tuple[float, str]]) -> str:
    (least, loser), (most, winner) = moved[0], moved[-1]
    numbers = {
        "policy": policy,
        "winner": winner,
        "loser": loser,
        "up": f"{most:.0f}",
        "down": f"{-least:.0f}",
    }
    if least > 0:
        return _("%(policy)s: %(winner)s gains most, %(up)s points; none loses two.") % numbers
    if most < 0:
        return _("%(policy)s: %(loser)s loses most, %(down)s points; none gains two.") % numbers
    return (
        _("%(policy)s: %(winner)s gains most, %(up)s points; %(loser)s loses most, %(down)s.")
        % numbers
    )
