"""From bytes to rows of text, whatever program wrote the file.

Encodings: UTF-8 and UTF-16 with or without a byte order mark, UTF-32 with one, Windows-1252.
Delimiters: comma, semicolon, tab, pipe. Newlines: CRLF, LF, CR. The bytes are decoded while they
are read, so a file costs its own size. Rows are numbered as a spreadsheet does: the header is 1.

>>> sheet = read(b"Name;E-Mail\\r\\nAna Ruiz;ana@example.com\\r\\n")
>>> sheet.headers, list(sheet.rows())
(['Name', 'E-Mail'], [(2, ['Ana Ruiz', 'ana@example.com'])])
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

MAX_COLUMNS = 200
MAX_ROWS = 250_000
MAX_CELL = csv.field_size_limit()
DELIMITERS = ",;\t|"
LOOKED_AT = 20
LONGEST_HEADER = 100
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OTHER_FILES = (b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG")


class UnreadableError(Exception):
    """The file cannot be read as a table; the text says why, in the reader's words."""


@dataclass(frozen=True)
class Sheet:
    data: bytes
    encoding: str
    delimiter: str
    headers: list[str]
    header_row: int = 1

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that holds anything, with its number. Raises UnreadableError."""
        for number, cells in enumerate(_records(self.data, self.encoding, self.delimiter), 1):
            if number > self.header_row + MAX_ROWS:
                raise UnreadableError(_too_many_rows())
            if number > self.header_row and any(cells):
                yield number, cells

    def head(self, count: int) -> list[list[str]]:
        return [cells for _number, cells in islice(self.rows(), count)]


def read(data: bytes) -> Sheet:
    """The sheet in these bytes. Raises UnreadableError."""
    if data.startswith(OTHER_FILES):
        raise UnreadableError(
            _("The file must be a CSV. This one is a spreadsheet, a PDF or a zip file.")
        )
    encoding = _encoding(data)
    delimiter = _delimiter(data, encoding)
    for number, cells in enumerate(_records(data, encoding, delimiter), 1):
        if any(cell.strip() for cell in cells) and not _is_excel_hint(number, cells):
            return Sheet(data, encoding, delimiter, _headers(cells), number)
    raise UnreadableError(_("The file must not be empty."))


def _encoding(data: bytes) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return _checked(data, name)
    wide = _wide(data[:4096]) if b"\x00" in data[:4096] else ""
    if wide and _decodes(data, wide):
        return wide
    if _decodes(data, "utf-8"):
        return "utf-8"
    return _narrow(data)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: the byte order under which more of it is ordinary table text."""
    even = head[: len(head) // 2 * 2]

    def ordinary(name: str) -> int:
        return sum(c in ",;\t|\r\n @." for c in even.decode(name, "ignore"))

    best = max(("utf-16-le", "utf-16-be"), key=ordinary)
    return best if ordinary(best) else ""


def _narrow(data: bytes) -> str:
    """Windows-1252, unless the file is UTF-8 with a few broken bytes."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for char in text if char > "\x7f") - broken
    if whole > broken:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise UnreadableError(
                _("Row %(row)d holds characters that are not UTF-8. Save the file as UTF-8.")
                % {"row": line}
            ) from error
    return _checked(data, "cp1252")


def _checked(data: bytes, encoding: str) -> str:
    if not _decodes(data, encoding):
        raise UnreadableError(_("The file must be saved as UTF-8, UTF-16 or Windows-1252 text."))
    return encoding


def _decodes(data: bytes, encoding: str) -> bool:
    """Decoded piece by piece: the whole text is never in memory."""
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    try:
        for start in range(0, len(view), 1 << 16):
            decoder.decode(bytes(view[start : start + (1 << 16)]))
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _delimiter(data: bytes, encoding: str) -> str:
    """The one that cuts the first rows into most columns, and into equally many."""
    best, most = ",", (False, 1)
    for delimiter in DELIMITERS:
        widths = _widths(data, encoding, delimiter)
        if widths:
            score = (len(set(widths)) == 1 and widths[0] > 1, widths[0])
            if score > most:
                best, most = delimiter, score
    return best


def _widths(data: bytes, encoding: str, delimiter: str) -> list[int]:
    head = islice(_records(data, encoding, delimiter), LOOKED_AT)
    try:
        rows = [cells for cells in head if any(cells)]
    except UnreadableError:
        return []
    # "sep=;" is a line for Excel, not a row.
    return [len(cells) for cells in rows if not cells[0].lower().startswith("sep=")]


def _records(data: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Rows as csv reads them; blank lines count as rows, as they do in a spreadsheet."""
    with io.TextIOWrapper(io.BytesIO(data), encoding, newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                if number == 1 and any("\x00" in cell for cell in cells):
                    raise UnreadableError(_not_text())
                if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
                    raise UnreadableError(
                        _("Row %(row)d must have %(most)d columns or fewer.")
                        % {"row": number, "most": MAX_COLUMNS}
                    )
                yield cells
        except (csv.Error, UnicodeError) as error:
            raise UnreadableError(_csv_problem(number + 1, error)) from error


def _csv_problem(row: int, error: Exception) -> str:
    if "field larger" in str(error):
        return _("Row %(row)d: a cell must be %(most)d characters or fewer.") % {
            "row": row,
            "most": MAX_CELL,
        }
    return _("Row %(row)d: the quotation marks of a cell do not close.") % {"row": row}


def _headers(cells: list[str]) -> list[str]:
    headers = [" ".join(cell.split())[:LONGEST_HEADER] for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    if any(not header.isprintable() for header in headers):
        raise UnreadableError(_not_text())
    return headers


def _is_excel_hint(number: int, cells: list[str]) -> bool:
    return number == 1 and cells[0].lower().startswith("sep=")


def _not_text() -> str:
    return _("The file must be text: a CSV from your HR system.")


def _too_many_rows() -> str:
    return _("The file must have %(most)d rows or fewer.") % {"most": MAX_ROWS}
