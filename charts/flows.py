"""Where something comes from and where it goes: bands from left to right, as wide as the flow."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.scale import compact, counted
from charts.shapes import EMPTY, WIDTH, Area, Drawing, Rect, Shape, Words, few

NAME, NODE, GAP, LINE, HEIGHT = 132, 8, 14, 18, 200
MOST_LETTERS = 14  # of a line beside the bands, in the large letters of a phone


@dataclass(frozen=True)
class Flow:
    source: str
    target: str
    value: float


@dataclass
class _Node:
    """`at` moves down while bands are laid side by side."""

    label: str
    lines: Sequence[str]
    top: float
    height: float
    at: float

    @property
    def room(self) -> float:
        return max(self.height, LINE * len(self.lines))


def flow(flows: Sequence[Flow], *, first: str = "", last: str = "") -> Drawing:
    """At most four sources; they and the targets stand in the order they come in. A flow of 0 is
    left out. `first` and `last` are the words over the two sides."""
    sizes = counted([one.value for one in flows])
    flows = [one for one, size in zip(flows, sizes, strict=True) if size]
    if not flows:
        return EMPTY
    sources = _sums([(one.source, one.value) for one in flows])
    targets = _sums([(one.target, one.value) for one in flows])
    few(len(sources))
    total = sum(sources.values())
    top = 24 if first or last else 4
    left = _nodes(sources, total, top)
    right = _nodes(targets, total, top)
    shapes: list[Shape] = []
    for n, source in enumerate(left.values(), start=1):
        mine = [one for one in flows if one.source == source.label]
        order = sorted(mine, key=lambda one: list(targets).index(one.target))
        shapes += [_band(source, right[one.target], one.value, total, n) for one in order]
    for n, node in enumerate(left.values(), start=1):
        shapes += _ends(node, NAME, NAME - 8, "end", f"s{n}")
    for node in right.values():
        shapes += _ends(node, WIDTH - NAME - NODE, WIDTH - NAME + 8, "start", "muted-fill")
    if first or last:
        shapes.append(Words(NAME - 8, 12, first, "end", "label"))
        shapes.append(Words(WIDTH - NAME + 8, 12, last, "start", "label"))
    bottom = max(node.top + node.room for node in (*left.values(), *right.values()))
    return Drawing(round(bottom + 4, 2), shapes)


def _sums(values: Sequence[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, value in values:
        found[name] = found.get(name, 0) + value
    return found


def _nodes(sizes: dict[str, float], total: float, top: float) -> dict[str, _Node]:
    """Each with room for its name, however small it is."""
    found = {}
    for label, size in sizes.items():
        height = HEIGHT * (size / total)
        node = _Node(label, _lines(f"{label} {compact(size)}"), top, height, top)
        node.top = node.at = top + (node.room - height) / 2
        found[label] = node
        top += node.room + GAP
    return found


def _lines(words: str) -> list[str]:
    """One line, or two where one would be cut off on a phone."""
    if len(words) <= MOST_LETTERS:
        return [words]
    breaks = [at for at, letter in enumerate(words) if letter == " "]
    best = min(breaks, key=lambda at: max(at, len(words) - at - 1))
    return [words[:best], words[best + 1 :]]


def _band(source: _Node, target: _Node, value: float, total: float, n: int) -> Area:
    wide = HEIGHT * (value / total)
    x0, x1 = NAME + NODE, WIDTH - NAME - NODE
    xm = (x0 + x1) / 2
    a, b = source.at, target.at
    source.at, target.at = a + wide, b + wide
    there = f"M{x0} {a:.2f}C{xm} {a:.2f} {xm} {b:.2f} {x1} {b:.2f}V{b + wide:.2f}"
    back = f"C{xm} {b + wide:.2f} {xm} {a + wide:.2f} {x0} {a + wide:.2f}Z"
    return Area(there + back, f"f{n}")


def _ends(node: _Node, x: float, text: float, anchor: str, kind: str) -> list[Shape]:
    first = node.top + (node.height - LINE * (len(node.lines) - 1)) / 2 + 4
    return [
        Rect(x, round(node.top, 2), NODE, round(max(node.height, 1), 2), kind),
        *(
            Words(text, round(first + LINE * n, 2), words, anchor)
            for n, words in enumerate(node.lines)
        ),
    ]
