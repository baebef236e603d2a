"""What a drawing is made of; `kind` is the class a stylesheet colors it by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

WIDTH, MOST_SERIES = 480, 4


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    kind: str = "grid"
    tag: ClassVar[str] = "line"


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    kind: str = "s1"
    tag: ClassVar[str] = "rect"


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float
    kind: str = "s1 gap"
    tag: ClassVar[str] = "circle"


@dataclass(frozen=True)
class Path:
    """A line through points."""

    points: str
    kind: str = "l1"
    tag: ClassVar[str] = "path"


@dataclass(frozen=True)
class Area:
    """A filled shape with curves: the `d` of an SVG path."""

    d: str
    kind: str = "f1"
    tag: ClassVar[str] = "area"


@dataclass(frozen=True)
class Words:
    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = ""
    tag: ClassVar[str] = "text"


Shape = Line | Rect | Circle | Path | Area | Words


@dataclass(frozen=True)
class Key:
    """One entry of the legend: the series' class and its word."""

    kind: str
    label: str


@dataclass(frozen=True)
class Drawing:
    """Shapes in the order they are painted; an empty drawing has nothing to show."""

    height: float
    shapes: Sequence[Shape] = ()
    legend: Sequence[Key] = ()
    width: float = WIDTH
    is_empty: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_empty", not self.shapes)


EMPTY = Drawing(0)


def through(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def few(series: int) -> None:
    """More than four cannot be told apart."""
    if series > MOST_SERIES:
        raise ValueError(f"a chart has at most {MOST_SERIES} series")
