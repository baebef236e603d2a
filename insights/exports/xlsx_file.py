"""The long table as a workbook: the figures, then their definitions, then what the columns mean."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import closing
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from insights.exports import definitions
from insights.exports.columns import COLUMNS, Cell
from insights.exports.lines import Line
from matching.exports.xlsx_file import OPTIONS


def written(lines: Iterable[Line]) -> BytesIO:
    """The packed file at its start."""
    file = BytesIO()
    with closing(Workbook(file, OPTIONS)) as book:
        _figures(book, lines)
        _table(book, _("Definitions"), definitions.HEAD, definitions.rows())
        meanings = [(column.name, column.kind, str(column.meaning)) for column in COLUMNS]
        _table(book, _("Read me"), (_("Column"), _("Kind"), _("Meaning")), meanings)
    file.seek(0)
    return file


def _figures(book: Workbook, lines: Iterable[Line]) -> None:
    sheet, bold = book.add_worksheet(_("Figures")), book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.name, bold)
    for row, line in enumerate(lines, 1):
        for number, column in enumerate(COLUMNS):
            _write(sheet, row, number, column.value(line), day)


def _write(sheet: Worksheet, row: int, number: int, cell: Cell, day: object) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, number, cell)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, number, cell, day)
    elif isinstance(cell, int | float):
        sheet.write_number(row, number, cell)
    elif cell:
        sheet.write_string(row, number, cell)


def _table(
    book: Workbook, name: str, head: Sequence[object], rows: Iterable[Sequence[object]]
) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for number in range(len(head)):
        sheet.set_column(number, number, 24 if number < 2 else 50)
    for row, cells in enumerate([head, *rows]):
        for number, cell in enumerate(cells):
            sheet.write_string(row, number, str(cell), wrap if row and number > 1 else bold)
