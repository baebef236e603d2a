"""The five main figures of a report as tiles, and their course week by week as small charts."""

from django.utils.translation import gettext as _

from charts import Drawing
from charts.shapes import Area, Circle, Line, Path, Rect, Words
from checkins.certificate_letters import printable
from insights import figures, overview
from insights.figures import Shown
from insights.report.content import Report
from insights.report.sheet import (
    ACT,
    FAMILY,
    INK,
    INSIDE,
    LEADING,
    LINE,
    MARGIN,
    MUTED,
    SUNKEN,
    Sheet,
)

TILE, GAP = 30.0, 3.0
ACROSS, BETWEEN = 2, 8.0
TITLE = 2 * 8.5 * LEADING + 1
LOWEST = 274.0
# The classes of the stylesheet (`chart.css`), as they are in the light.
COLORS = {"1": (39, 89, 168), "2": (168, 78, 20), "3": (46, 145, 136), "4": (108, 24, 96)}
POINTS_A_MM = 72 / 25.4
LETTERS = 13.0


def tiles(sheet: Sheet, report: Report) -> None:
    main = report.main
    if not main:
        sheet.words(_("No week of this period has figures yet."), 11, color=MUTED)
        return
    top = sheet.get_y()
    width = (INSIDE - GAP * (len(main) - 1)) / len(main)
    for number, one in enumerate(main):
        _tile(sheet, one, MARGIN + number * (width + GAP), top, width)
    sheet.set_y(top + TILE + 5)


def _tile(sheet: Sheet, one: Shown, x: float, top: float, width: float) -> None:
    sheet.set_fill_color(*SUNKEN)
    with sheet.artifact():
        sheet.rect(x, top, width, TILE, style="F", round_corners=True, corner_radius=1.5)
    x, width = x + 2, width - 4
    number = figures.words(one.measure, one.value)
    sheet.set_y(top + 11.5)
    with sheet.tagged("P"):
        sheet.words(str(one.measure.title), 8.5, style="B", x=x, width=width, most=2)
        below = sheet.get_y()
        sheet.set_y(top + 2.5)
        sheet.words(number, 17, style="B", color=ACT, x=x, width=width, most=1)
        sheet.set_y(below)
        sheet.words(overview.note(one), 7.5, color=MUTED, x=x, width=width, most=3)


def courses(sheet: Sheet, report: Report) -> None:
    """Two and two while there is room; what cannot be drawn yet is left out."""
    found = report.courses
    if not found:
        sheet.words(_("Its course is drawn from the second week on."), 9, color=MUTED)
        return
    width = (INSIDE - BETWEEN) / ACROSS
    top = sheet.get_y()
    for start in range(0, len(found), ACROSS):
        row = found[start : start + ACROSS]
        height = TITLE + max(one.drawing.height * width / one.drawing.width for one in row)
        if top + height > LOWEST:
            break
        for column, figure in enumerate(row):
            x = MARGIN + column * (width + BETWEEN)
            sheet.set_y(top)
            title = printable(figure.title)
            sheet.words(title, 8.5, style="B", x=x, width=width, most=2, tag="H2")
            with sheet.tagged("Figure", alt=figure.alt), sheet.marked("Figure"):
                draw(sheet, figure.drawing, x, top + TITLE, width)
        top += height + 4


def draw(sheet: Sheet, drawing: Drawing, x: float, y: float, width: float) -> None:
    """A drawing of `charts` at a place."""
    by = width / drawing.width
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            _words(sheet, shape, x, y, by)
        elif not isinstance(shape, Area):  # Of a flow, which is not drawn on paper.
            _shape(sheet, shape, x, y, by)


def _shape(sheet: Sheet, shape: Line | Rect | Circle | Path, x: float, y: float, by: float) -> None:
    color = next((COLORS[digit] for digit in COLORS if digit in shape.kind), LINE)
    sheet.set_draw_color(*color)
    sheet.set_fill_color(*color)
    sheet.set_line_width(0.15 if color == LINE else 0.45)
    if isinstance(shape, Line):
        sheet.line(x + shape.x1 * by, y + shape.y1 * by, x + shape.x2 * by, y + shape.y2 * by)
    elif isinstance(shape, Rect):
        sheet.rect(
            x + shape.x * by, y + shape.y * by, shape.width * by, shape.height * by, style="F"
        )
    elif isinstance(shape, Circle):
        sheet.circle(x + shape.x * by, y + shape.y * by, shape.radius * by, style="F")
    else:
        points = [point.split(",") for point in shape.points.split()]
        sheet.polyline([(x + float(a) * by, y + float(b) * by) for a, b in points])


def _words(sheet: Sheet, shape: Words, x: float, y: float, by: float) -> None:
    is_label = shape.kind == "label"
    sheet.set_font(FAMILY, "B" if is_label else "", LETTERS * by * POINTS_A_MM)
    sheet.set_text_color(*(INK if is_label else MUTED))
    width = sheet.get_string_width(shape.text)
    back = {"middle": width / 2, "end": width}.get(shape.anchor, 0)
    sheet.text(x + shape.x * by - back, y + shape.y * by, shape.text)
