"""What the import pages show, in words: kinds of changes, changed fields, the preview."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from profiles.imports.columns import BY_NAME
from profiles.imports.rows import clean, in_order
from profiles.models import PeopleImport

KINDS = {
    "returned": _("Return to the company"),
    "renamed": _("New name"),
    "address": _("New e-mail address"),
    "transferred": _("New department, site or country"),
    "manager": _("New manager"),
    "level": _("New level"),
    "no_level": _("Without a level (they take part like everyone)"),
}
FIELDS = {name: field.label for name, field in BY_NAME.items()} | {
    "level": _("Level"),
    "is_active": _("Returned"),
}
SHOWN_ERRORS = 50
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Change(NamedTuple):
    row: int
    name: str
    fields: list[object]


def kinds(import_: PeopleImport) -> list[tuple[object, int]]:
    found = ((label, import_.counts.get(kind, 0)) for kind, label in KINDS.items())
    return [(label, count) for label, count in found if count]


def changes(import_: PeopleImport) -> list[Change]:
    return [
        Change(row, name, [FIELDS[field] for field in fields])
        for row, name, fields in import_.changes
    ]


def preview(import_: PeopleImport) -> tuple[list[object], list[tuple[int, list[str]]]]:
    """The first rows as they will be read: the chosen columns under their field's name."""
    chosen = {name: import_.mapping[name] for name in BY_NAME if name in import_.mapping}
    rows = [
        (number, [_read(name, cells[at]) if at < len(cells) else "" for name, at in chosen.items()])
        for number, cells in import_.sample
    ]
    return [BY_NAME[name].label for name in chosen], rows


def _read(name: str, cell: str) -> str:
    text = clean(cell)
    return in_order(text) if name == "name" else text


def errors_csv(import_: PeopleImport) -> str:
    """Row and problem; no cell can be read as a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([(str(_("Row")), str(_("Problem"))), *_lines(import_)])
    return out.getvalue()


def _lines(import_: PeopleImport) -> Iterator[tuple[int | str, str]]:
    for row, text in import_.errors:
        yield row, quoted(text)
    left = import_.error_count - len(import_.errors)
    if left > 0:
        yield "", str(_("and %(n)d more")) % {"n": left}


def quoted(cell: str) -> str:
    """A spreadsheet shows the apostrophe's cell as text."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
