"""A drawing with everything around it: the message as its title, the words, the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.shapes import Drawing

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """The numbers of a chart; the first column names the row, the others stand at the end."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Figure:
    """`title` states the message, `alt` says in words what the drawing shows, `empty` what is
    said when there is nothing to draw."""

    title: str
    drawing: Drawing
    alt: str
    table: Table
    sub: str = ""
    empty: str = ""
