"""Columns that touch, one per range of values, with a second series as an outline over them."""

from collections.abc import Sequence

from charts.scale import Scale, compact, counted, finite, ticks
from charts.shapes import EMPTY, WIDTH, Drawing, Key, Line, Path, Rect, Shape, Words, through

LEFT, TOP, BOTTOM, AXIS, GAP = 40, 16, 166, 22, 2
MOST_LABELS = 11


def binned(values: Sequence[float], edges: Sequence[float]) -> list[int]:
    """How many values each range holds; the last one holds its upper edge too."""
    found = [0] * (len(edges) - 1)
    for value in finite(values):
        if edges[0] <= value <= edges[-1]:
            place = sum(edge <= value for edge in edges) - 1
            found[min(place, len(found) - 1)] += 1
    return found


def histogram(
    counts: Sequence[int],
    edges: Sequence[float],
    *,
    label: str = "",
    outline: Sequence[int] = (),
    outline_label: str = "",
) -> Drawing:
    """`counts` and `outline` (N,) are people per range between the `edges` (N + 1,)."""
    if len(edges) != len(counts) + 1 or len(outline) not in (0, len(counts)):
        raise ValueError("one more edge than counts, and as many in the outline")
    heights = counted([*counts, *outline])
    if not any(heights):
        return EMPTY
    marks = [mark for mark in ticks(0, max(heights)) if mark == round(mark)]
    up = Scale(0, marks[-1], BOTTOM, TOP)
    across = Scale(0, len(counts), LEFT, WIDTH - 8)
    shapes: list[Shape] = []
    for mark in marks:
        shapes.append(Line(LEFT, up.at(mark), WIDTH, up.at(mark)))
        shapes.append(Words(LEFT - 8, up.at(mark) + 4, compact(mark), "end"))
    shapes += [_column(across, up, n, count) for n, count in enumerate(counts) if count]
    legend = [Key("s1", label)] if outline else []
    if outline:
        shapes.append(Path(through(_steps(across, up, outline)), "ghost"))
        legend.append(Key("ghost", outline_label))
    return Drawing(BOTTOM + AXIS, [*shapes, *_edges(across, edges)], legend)


def _column(across: Scale, up: Scale, n: int, count: int) -> Rect:
    left, right, top = across.at(n) + GAP / 2, across.at(n + 1) - GAP / 2, up.at(count)
    return Rect(left, top, round(right - left, 2), round(BOTTOM - top, 2))


def _steps(across: Scale, up: Scale, counts: Sequence[int]) -> list[tuple[float, float]]:
    steps: list[tuple[float, float]] = [(across.at(0), BOTTOM)]
    for n, count in enumerate(counts):
        steps += [(across.at(n), up.at(count)), (across.at(n + 1), up.at(count))]
    return [*steps, (across.at(len(counts)), BOTTOM)]


def _edges(across: Scale, edges: Sequence[float]) -> list[Shape]:
    every = -(-len(edges) // MOST_LABELS)
    return [
        Words(across.at(n), BOTTOM + AXIS - 6, compact(edge), "middle")
        for n, edge in enumerate(edges)
        if n % every == 0
    ]
