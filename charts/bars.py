"""Horizontal bars, alone or in pairs; the label stands over its bar, so that any name fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.scale import Scale, counted
from charts.shapes import EMPTY, WIDTH, Drawing, Key, Rect, Shape, Words, few

LABEL, BAR, AFTER, GAP = 24, 12, 14, 2
VALUE = 112  # room for the number after the longest bar


@dataclass(frozen=True)
class Row:
    """`words` stands at the end of the bar; `outline` is what the bar could be, 0 for none."""

    label: str
    value: float
    words: str
    outline: float = 0
    kind: str = "s1"


@dataclass(frozen=True)
class Twin:
    """Two values of one thing, each with its number in words, and what sets them apart."""

    label: str
    first: float
    second: float
    first_words: str
    second_words: str
    apart: str = ""


def bars(rows: Sequence[Row], *, most: float = 0) -> Drawing:
    """`most` is where the scale ends; by itself it ends with the longest bar."""
    if not rows:
        return EMPTY
    values = counted([size for row in rows for size in (row.value, row.outline)])
    scale = _scale([*values, most])
    shapes: list[Shape] = []
    for n, row in enumerate(rows):
        top = n * (LABEL + BAR + AFTER)
        longest = max(row.value, row.outline)
        shapes.append(Words(0, top + LABEL - 8, row.label))
        if row.outline:
            shapes.append(Rect(0, top + LABEL, scale.at(row.outline), BAR, "muted-fill"))
        shapes.append(Rect(0, top + LABEL, scale.at(row.value), BAR, row.kind))
        shapes.append(_number(scale.at(longest), top + LABEL, row.words))
    return Drawing(len(rows) * (LABEL + BAR + AFTER) - AFTER, shapes)


def paired_bars(rows: Sequence[Twin], first: str, second: str) -> Drawing:
    """`first` and `second` are the words of the two series."""
    if not rows:
        return EMPTY
    few(2)
    scale = _scale(counted([size for row in rows for size in (row.first, row.second)]))
    step = LABEL + 2 * BAR + GAP + AFTER
    shapes: list[Shape] = []
    for n, row in enumerate(rows):
        top = n * step + LABEL
        shapes.append(Words(0, top - 8, row.label))
        if row.apart:
            shapes.append(Words(WIDTH, top - 8, row.apart, "end", "label"))
        shapes += _one(scale, top, row.first, row.first_words, "s1")
        shapes += _one(scale, top + BAR + GAP, row.second, row.second_words, "s2")
    return Drawing(len(rows) * step - AFTER, shapes, [Key("s1", first), Key("s2", second)])


def _scale(values: Sequence[float]) -> Scale:
    return Scale(0, max(values), 0, WIDTH - VALUE)


def _one(scale: Scale, top: float, value: float, words: str, kind: str) -> list[Shape]:
    end = scale.at(value)
    return [Rect(0, top, end, BAR, kind), _number(end, top, words)]


def _number(end: float, top: float, words: str) -> Words:
    return Words(end + 6, top + BAR - 2, words, "start", "label")
