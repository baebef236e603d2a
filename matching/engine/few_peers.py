"""The best groups of a few people, by looking at every way to group them.

Most people placed, then fewest trios, then most worth. Time grows as 2^n n^2.
"""

from collections.abc import Callable
from functools import cache

import numpy as np

from matching.engine.arrays import Ints
from matching.engine.peer_graph import PeerGraph
from matching.engine.trios import Groups

Value = tuple[int, int, int]  # placed, - trios, worth
Group = tuple[int, ...]


def best_of_few(graph: PeerGraph) -> Groups:
    """The best of all groupings; the first in canonical order among equals."""
    value = _values(graph)

    @cache
    def best(left: Group) -> tuple[Value, tuple[Group, ...]]:
        if not left:
            return (0, 0, 0), ()
        found, groups = best(left[1:])
        for group in _groups_with_first(left):
            gain = value(group)
            if gain is not None:
                rest, others = best(tuple(i for i in left if i not in group))
                total = (rest[0] + gain[0], rest[1] + gain[1], rest[2] + gain[2])
                if total > found:
                    found, groups = total, (group, *others)
        return found, groups

    chosen = best(tuple(range(graph.size)))[1]
    placed = {i for group in chosen for i in group}
    return Groups(
        _rows([group for group in chosen if len(group) == 2], 2),
        _rows([group for group in chosen if len(group) == 3], 3),
        np.array([i for i in range(graph.size) if i not in placed], np.int64),
    )


def _values(graph: PeerGraph) -> Callable[[Group], Value | None]:
    """What a pair or trio adds; None when two of it must not meet."""
    worth, lift = graph.block(np.arange(graph.size)).tolist(), graph.in_trio.tolist()

    def value(group: Group) -> Value | None:
        meetings = [worth[i][j] for i in group for j in group if i < j]
        if min(meetings) < 0:
            return None
        trio = len(group) == 3
        return len(group), -int(trio), sum(meetings) + trio * sum(lift[i] for i in group)

    return value


def _groups_with_first(left: Group) -> list[Group]:
    """All pairs and trios in which the first of some people is."""
    first, rest = left[0], left[1:]
    pairs = [(first, j) for j in rest]
    return pairs + [(first, j, k) for at, j in enumerate(rest) for k in rest[at + 1 :]]


def _rows(groups: list[Group], width: int) -> Ints:
    return np.array(groups, np.int64).reshape(len(groups), width)
