"""Lines as a workbook: its rows go to disk one by one, and only the packed file, about 150 bytes a
line, is held in memory. A second sheet explains the first."""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from matching.exports.cells import Cell
from matching.exports.columns import COLUMNS
from matching.exports.lines import Line
from matching.exports.paper import Paper

# Nothing anybody typed becomes a formula, a link or a number.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def of_round(lines: Iterable[Line], paper: Paper) -> BytesIO:
    """The packed file at its start. Closing the book also removes the rows it kept on disk, so
    that is done when a line could not be read, too."""
    file = BytesIO()
    with closing(Workbook(file, OPTIONS)) as book:
        book.set_properties({"title": paper.filename("xlsx"), "created": paper.at})
        _lines(book, lines, paper)
        _read_me(book, paper)
    file.seek(0)
    return file


def _lines(book: Workbook, lines: Iterable[Line], paper: Paper) -> None:
    sheet, bold = book.add_worksheet(_("Proposals")), book.add_format({"bold": True})
    date = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.title(paper), bold)
    for row, line in enumerate(lines, 1):
        for number, column in enumerate(COLUMNS):
            _write(sheet, row, number, column.value(line), paper, date)


def _write(sheet: Worksheet, row: int, number: int, cell: Cell, paper: Paper, date: Format) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, number, paper.local(cell).replace(tzinfo=None), date)
    elif isinstance(cell, int):
        sheet.write_number(row, number, cell)
    elif cell:
        sheet.write_string(row, number, cell)


def _read_me(book: Workbook, paper: Paper) -> None:
    sheet, bold = book.add_worksheet(_("Read me")), book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    meanings = [(column.title(paper), str(column.meaning)) for column in COLUMNS]
    titles = (_("Column"), _("Meaning"))
    for row, (name, text) in enumerate([titles, *meanings, ("", ""), *paper.facts()]):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text, bold if row == 0 else wrap)
