"""From a file to rows of words: mentor, mentee, start, planned end, meetings so far."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from django.utils.translation import gettext as _

from profiles.imports import decoding
from profiles.imports.decoding import UnreadableError

MOST_ROWS = 2000
LONGEST_CELL = 254
NAMES = {
    "mentor": ("mentor", "mentor e-mail", "mentor email", "mentor number", "buddy"),
    "mentee": ("mentee", "mentee e-mail", "mentee email", "mentee number", "newcomer", "protege"),
    "start": ("start", "start date", "starts", "starts on", "from", "since"),
    "end": ("planned end", "end", "end date", "ends", "ends on", "until", "to"),
    "meetings": ("meetings so far", "meetings", "meetings before", "number of meetings"),
}
NEEDED = ("mentor", "mentee", "start")


@dataclass(frozen=True)
class Row:
    """One line of the file, as it was written; `number` is the line's in a spreadsheet."""

    number: int
    mentor: str
    mentee: str
    start: str = ""
    end: str = ""
    meetings: str = ""


def rows_in(data: bytes) -> list[Row]:
    sheet = decoding.read(data)
    places = _places(sheet.headers)
    rows = [_row(number, cells, places) for number, cells in sheet.rows()]
    if not rows:
        raise UnreadableError(_("The file must have at least one row below its header."))
    if len(rows) > MOST_ROWS:
        raise UnreadableError(_("The file must have %(most)d rows or fewer.") % {"most": MOST_ROWS})
    return rows


def _places(headers: list[str]) -> dict[str, int]:
    """Field → column; the first column that carries one of its names."""
    plain = [header.casefold().replace("_", " ").strip() for header in headers]
    places = {
        field: plain.index(name)
        for field, names in NAMES.items()
        for name in reversed(names)
        if name in plain
    }
    missing = [field for field in NEEDED if field not in places]
    if missing:
        text = _("The file must have the columns mentor, mentee and start. Missing: %(names)s.")
        raise UnreadableError(text % {"names": ", ".join(missing)})
    return places


def _row(number: int, cells: list[str], places: dict[str, int]) -> Row:
    words = {
        field: _clean(cells[column]) if column < len(cells) else ""
        for field, column in places.items()
    }
    return Row(number, **words)


def _clean(cell: str) -> str:
    """What a page and the database can hold."""
    kept = "".join(char for char in cell if char.isprintable())
    return kept.strip()[:LONGEST_CELL]


def as_text(rows: Iterable[Row]) -> str:
    """The rows as one text the check page carries to the import."""
    lines = io.StringIO()
    csv.writer(lines).writerows(astuple(row) for row in rows)
    return lines.getvalue()


def from_text(text: str) -> list[Row]:
    """The rows of `as_text`; whatever else somebody sends raises UnreadableError."""
    try:
        found = [line for line in csv.reader(io.StringIO(text)) if line][: MOST_ROWS + 1]
        rows = [Row(int(line[0]), *map(_clean, line[1:6])) for line in found]
    except (csv.Error, IndexError, TypeError, ValueError) as error:
        raise UnreadableError(_("Choose the file again.")) from error
    if not 0 < len(rows) <= MOST_ROWS:
        raise UnreadableError(_("Choose the file again."))
    return rows
