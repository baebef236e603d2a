"""Lines over time, and slopes between two moments; each line carries its name at its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from charts.scale import Scale, compact, finite, ticks
from charts.shapes import EMPTY, WIDTH, Circle, Drawing, Line, Path, Shape, Words, few, through

LEFT, RIGHT, TOP, BOTTOM, AXIS = 40, 120, 12, 166, 22
NAME, APART = 150, 18
MOST_LABELS = 4
Number = Callable[[float], str]


@dataclass(frozen=True)
class Series:
    """One line; `words` stands at its end. None is a gap: nothing is known or shown there."""

    label: str
    values: Sequence[float | None]
    words: str = ""


def line(
    labels: Sequence[str], series: Sequence[Series], *, low: float = 0, words: Number = compact
) -> Drawing:
    """Every series has one value per label; a value between two gaps is drawn as a dot. A series
    of gaps alone is left out."""
    few(len(series))
    values = _values(series, len(labels))
    if not values:
        return EMPTY
    series = [one for one in series if any(value is not None for value in one.values)]
    marks = ticks(min(low, *values), max(low, *values))
    up = Scale(marks[0], marks[-1], BOTTOM, TOP)
    across = Scale(0, max(len(labels) - 1, 1), LEFT, WIDTH - RIGHT)
    shapes: list[Shape] = []
    for mark in marks:
        shapes.append(Line(LEFT, up.at(mark), WIDTH - RIGHT, up.at(mark)))
        shapes.append(Words(LEFT - 8, up.at(mark) + 4, words(mark), "end"))
    lasts = [_known(one)[-1] for one in series]
    ends = _spread([up.at(last) for last in lasts])
    for n, (one, last, end) in enumerate(zip(series, lasts, ends, strict=True), start=1):
        pieces = _pieces(one, across, up)
        shapes += [Path(through(points), f"l{n}") for points in pieces if len(points) > 1]
        shapes += [Circle(*points[0], 3, f"s{n}") for points in pieces[:-1] if len(points) == 1]
        shapes.append(Circle(*pieces[-1][-1], 5, f"s{n} gap"))
        name = f"{one.label} {one.words or words(last)}".strip()
        shapes.append(Words(pieces[-1][-1][0] + 10, end + 4, name, "start", "label"))
    return Drawing(BOTTOM + AXIS, [*shapes, *_labels(across, labels)])


def _known(one: Series) -> list[float]:
    return [value for value in one.values if value is not None]


def _pieces(one: Series, across: Scale, up: Scale) -> list[list[tuple[float, float]]]:
    """The points of a line, in one piece from gap to gap."""
    found: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(one.values):
        if value is not None:
            found[-1].append((across.at(at), up.at(value)))
        elif found[-1]:
            found.append([])
    return [points for points in found if points]


def slope(start: str, end: str, series: Sequence[Series], *, words: Number = compact) -> Drawing:
    """Each series has two values, at the start and at the end, and no gap (ValueError)."""
    few(len(series))
    values = _values(series, 2)
    ends = [_known(one) for one in series]
    if not values:
        return EMPTY
    if any(len(both) != 2 for both in ends):
        raise ValueError("a slope has no gap")
    up = Scale(min(values), max(values), BOTTOM - 8, TOP + 8)
    left, right = NAME, WIDTH - NAME
    shapes: list[Shape] = [Line(x, TOP, x, BOTTOM) for x in (left, right)]
    shapes.append(Words(left, BOTTOM + AXIS - 4, start, "middle"))
    shapes.append(Words(right, BOTTOM + AXIS - 4, end, "middle"))
    befores = _spread([up.at(both[0]) for both in ends])
    afters = _spread([up.at(both[1]) for both in ends])
    for n, one in enumerate(series):
        a, b = up.at(ends[n][0]), up.at(ends[n][1])
        shapes += [Line(left, a, right, b, f"l{n + 1}")]
        shapes += [Circle(x, y, 5, f"s{n + 1} gap") for x, y in ((left, a), (right, b))]
        before = f"{one.label} {words(ends[n][0])}"
        shapes.append(Words(left - 12, befores[n] + 4, before, "end"))
        shapes.append(Words(right + 12, afters[n] + 4, words(ends[n][1]), "start", "label"))
    return Drawing(BOTTOM + AXIS, shapes)


def _values(series: Sequence[Series], n: int) -> list[float]:
    if any(len(one.values) != n for one in series):
        raise ValueError(f"every series has {n} values")
    return finite([value for one in series for value in _known(one)])


def _labels(across: Scale, labels: Sequence[str]) -> list[Shape]:
    """The first, the last, and as many between as can be read."""
    last = len(labels) - 1
    every = max(1, -(-last // (MOST_LABELS - 1)))
    shown = [n for n in range(0, last + 1, every) if n == 0 or last - n >= every] + [last]
    return [
        # The first one starts at its point: on a phone it would touch the lowest number.
        Words(across.at(n), BOTTOM + AXIS - 4, labels[n], "middle" if n else "start")
        for n in sorted(set(shown))
    ]


def _spread(places: Sequence[float]) -> list[float]:
    """The same order with room for a word each; what does not fit below moves up."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    found = list(places)
    for before, after in pairwise(order):
        found[after] = max(found[after], found[before] + APART)
    lowest: float = BOTTOM
    for n in reversed(order):
        found[n] = min(found[n], lowest)
        lowest = found[n] - APART
    return found
