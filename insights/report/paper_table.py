"""The second page: every figure with its definition, and what is not shown and why."""

from typing import Literal

from django.utils.translation import gettext as _

from insights.report import lines, saying
from insights.report.content import Report
from insights.report.lines import Line
from insights.report.sheet import INK, INSIDE, LEADING, LINE, MARGIN, MUTED, Sheet

# Figure, value, what it was counted from, definition: millimeters.
COLUMNS = (44.0, 16.0, 32.0, INSIDE - 92.0)
LARGEST, SMALLEST, STEP = 8.5, 5.5, 0.25
AIR = 1.6
TOP_OF_HIDDEN = 24.0
BOTTOM = 276.0


def every_figure(sheet: Sheet, report: Report) -> None:
    sheet.words(_("Every figure and what it means"), 14, style="B", tag="H2")
    sheet.ln(2)
    rows = [lines.of(one) for one in report.told]
    if not rows:
        sheet.words(_("No figure can be shown yet. %(why)s") % {"why": saying.rule()}, 10)
        return
    room = BOTTOM - _hidden_height(report) - sheet.get_y()
    size = _size(sheet, rows, room)
    head = Line(_("Figure"), _("Value"), _("Counted from"), _("Definition"))
    with sheet.tagged("Table"):
        _row(sheet, head, size, is_head=True)
        left = _rows(sheet, rows, size, lowest=BOTTOM - _hidden_height(report))
    if left:
        sheet.words(_("%(n)d more on the web page.") % {"n": left}, size)


def _rows(sheet: Sheet, rows: list[Line], size: float, *, lowest: float) -> int:
    """Returns how many found no room."""
    for number, line in enumerate(rows):
        if sheet.get_y() + _height(sheet, line, size) > lowest:
            return len(rows) - number
        _row(sheet, line, size)
    return 0


def not_shown(sheet: Sheet, report: Report) -> None:
    hidden = report.hidden
    if not hidden:
        return
    sheet.set_y(max(sheet.get_y() + 4, 0))
    sheet.words(_("Not shown"), 10, style="B", tag="H2")
    sheet.words(", ".join(str(one.measure.title) for one in hidden) + ".", 8, most=3)
    sheet.words(_why(), 8, color=MUTED, most=2)


def _why() -> str:
    return _(
        "Too few people are behind these, or too few have changed since: "
        "a figure that could point at one person waits."
    )


def _hidden_height(report: Report) -> float:
    return TOP_OF_HIDDEN if report.hidden else 0.0


def _size(sheet: Sheet, rows: list[Line], room: float) -> float:
    """The largest letters in which all lines find room, else the smallest."""
    size = LARGEST
    while size > SMALLEST and sum(_height(sheet, line, size) for line in rows) + 8 > room:
        size -= STEP
    return size


def _height(sheet: Sheet, line: Line, size: float) -> float:
    sheet.set_font(sheet.font_family, "", size)
    most = max(
        len(sheet.split(words, width - 2)) for words, width in zip(line.cells, COLUMNS, strict=True)
    )
    return most * size * LEADING + AIR


def _row(sheet: Sheet, line: Line, size: float, *, is_head: bool = False) -> None:
    top, height = sheet.get_y(), _height(sheet, line, size)
    with sheet.tagged("TR"):
        _cells(sheet, line, size, is_head=is_head)
    sheet.set_y(top + height)
    sheet.set_draw_color(*LINE)
    sheet.set_line_width(0.15)
    with sheet.artifact():
        sheet.line(MARGIN, top + height - AIR / 2, MARGIN + INSIDE, top + height - AIR / 2)


def _cells(sheet: Sheet, line: Line, size: float, *, is_head: bool) -> None:
    top, x = sheet.get_y(), float(MARGIN)
    for number, (words, width) in enumerate(zip(line.cells, COLUMNS, strict=True)):
        sheet.set_y(top)
        is_bold = is_head or number == 1
        color = MUTED if is_head or number > 1 else INK
        style: Literal["", "B"] = "B" if is_bold else ""
        scope = "Column" if is_head else "Row" if number == 0 else ""
        with sheet.tagged("TH" if scope else "TD", scope=scope):
            sheet.words(words, size, style=style, color=color, x=x, width=width - 2)
        x += width
