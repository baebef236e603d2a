"""The reporting tree: managers found whatever the row order, loops found and named.

People are numbers 0 … n-1 and `managers[i]` is the number of i's manager, or -1.

>>> loops([1, 0, 1, -1])
[[0, 1]]
>>> name_loop(["Ana Ruiz", "Bo Lee"])
'Ana Ruiz → Bo Lee → Ana Ruiz'
"""

from collections.abc import Sequence

NOBODY = -1
SHOWN = 8


def loops(managers: Sequence[int]) -> list[list[int]]:
    """Every circle of people who manage one another, each from its lowest number; linear time."""
    found: list[list[int]] = []
    walk_of = [0] * len(managers)
    for start in range(len(managers)):
        path, here = [], start
        while here != NOBODY and not walk_of[here]:
            walk_of[here] = start + 1
            path.append(here)
            here = managers[here]
        if here != NOBODY and walk_of[here] == start + 1:
            found.append(_from_lowest(path[path.index(here) :]))
    return found


def _from_lowest(circle: list[int]) -> list[int]:
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]


def name_loop(names: Sequence[str]) -> str:
    """ "Ana Ruiz → Bo Lee → Ana Ruiz"; long circles show their beginning and their size."""
    if len(names) > SHOWN:
        shown = [*names[:SHOWN], f"… ({len(names)})", names[0]]
    else:
        shown = [*names, names[0]]
    return " → ".join(shown)


def roots(managers: Sequence[int]) -> int:
    return sum(manager == NOBODY for manager in managers)
