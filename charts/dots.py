"""A dot plot: one value per row with its interval, and a line for what all together have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from charts.scale import Scale, compact, finite, ticks
from charts.shapes import EMPTY, WIDTH, Circle, Drawing, Line, Shape, Words

LABEL, MARK, AXIS, INSET = 18, 30, 22, 12


@dataclass(frozen=True)
class Dot:
    """`low` and `high` are the interval; `words` stands at the end of the row."""

    label: str
    value: float
    low: float
    high: float
    words: str
    kind: str = "s1"


def dots(
    rows: Sequence[Dot],
    *,
    reference: float | None = None,
    reference_words: str = "",
    bounds: tuple[float, float] | None = None,
    words: Callable[[float], str] = compact,
) -> Drawing:
    """`bounds` are values the axis never goes beyond, such as 0 and 100 of a share."""
    if not rows:
        return EMPTY
    values = finite([size for row in rows for size in (row.low, row.value, row.high)])
    values += finite([reference]) if reference is not None else []
    marks = ticks(min(values), max(values))
    if bounds:
        marks = [mark for mark in marks if bounds[0] <= mark <= bounds[1]] or list(bounds)
    scale = Scale(marks[0], marks[-1], INSET, WIDTH - INSET)
    bottom = len(rows) * (LABEL + MARK)
    shapes = _axis(scale, marks, bottom, words)
    if reference is not None:
        shapes += _reference(scale, reference, bottom, reference_words)
    for n, row in enumerate(rows):
        shapes += _row(scale, row, n * (LABEL + MARK))
    return Drawing(bottom + (2 if reference_words else 1) * AXIS, shapes)


def _axis(
    scale: Scale, marks: Sequence[float], bottom: float, words: Callable[[float], str]
) -> list[Shape]:
    shapes: list[Shape] = []
    for mark in marks:
        x = scale.at(mark)
        shapes.append(Line(x, 0, x, bottom))
        shapes.append(Words(x, bottom + AXIS - 6, words(mark), "middle"))
    return shapes


def _reference(scale: Scale, value: float, bottom: float, words: str) -> list[Shape]:
    x = scale.at(value)
    anchor = "end" if x > WIDTH * 0.75 else "start" if x < WIDTH * 0.25 else "middle"
    return [
        Line(x, 0, x, bottom + AXIS + 6, "ref"),
        Words(x, bottom + 2 * AXIS - 2, words, anchor, "label"),
    ]


def _row(scale: Scale, row: Dot, top: float) -> list[Shape]:
    middle = top + LABEL + 9
    return [
        Words(0, top + LABEL - 4, row.label),
        Words(WIDTH, top + LABEL - 4, row.words, "end", "label"),
        Line(scale.at(row.low), middle, scale.at(row.high), middle, "band"),
        Circle(scale.at(row.value), middle, 6, f"{row.kind} gap"),
    ]
