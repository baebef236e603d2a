"""The people of one topic dealt to its circles: sizes alike, departments spread.

A flow from departments to circles. The x-th person of one department in one circle costs x, so
departments spread as evenly as sizes allow; a share caps how many may sit together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import Ints
from matching.engine.circle_flow import Network

UNKNOWN = -1


@dataclass(frozen=True)
class Deal:
    """Members of each circle, and who would break the share of a department."""

    members: list[list[int]]
    left: list[int]


def allowed_together(size: int, share: int) -> int:
    """People of one department in a circle of some size, at least one."""
    return max(1, size * share // 100)


def deal(members: Sequence[int], leaders: Sequence[int], departments: Ints, share: int) -> Deal:
    """Deal members to the circles of `leaders`, one each; sizes differ by one at most.

    `share` is a percentage, 100 for no limit. An unknown department (-1) counts as one of its
    own. Nobody is left over unless a share is in the way.
    """
    whole, extra = divmod(len(members) + len(leaders), len(leaders))
    sizes = [whole + (circle < extra) for circle in range(len(leaders))]
    of: dict[int, list[int]] = {}
    for person in members:
        of.setdefault(int(departments[person]), []).append(person)
    seats = [(size, int(departments[leader])) for size, leader in zip(sizes, leaders, strict=True)]
    counts = _spread({d: len(people) for d, people in of.items()}, seats, share)
    circles: list[list[int]] = [[] for _ in leaders]
    left: list[int] = []
    for (_, people), row in zip(sorted(of.items()), counts.tolist(), strict=True):
        waiting = people.copy()
        for circle, count in zip(circles, row, strict=True):
            circle += waiting[:count]
            del waiting[:count]
        left += waiting
    return Deal(circles, left)


def _spread(people: dict[int, int], seats: list[tuple[int, int]], share: int) -> Ints:
    """How many of each department (sorted) sit in each circle, (D, circles)."""
    arcs: list[tuple[int, int, int]] = []
    for line, (department, count) in enumerate(sorted(people.items())):
        for circle, (size, leader) in enumerate(seats):
            here = int(department != UNKNOWN and leader == department)
            most = min(count, size - 1)
            if department != UNKNOWN:
                most = min(most, allowed_together(size, share) - here)
            arcs += [(line, circle, x + here) for x in range(most)]
    counts = np.zeros((len(people), len(seats)), np.int64)
    if not arcs:
        return counts
    line, circle, cost = np.array(arcs, np.int64).T
    cost[line == 0] *= 0 if UNKNOWN in people else 1
    used = _flow(people, seats, line, circle, cost)
    np.add.at(counts, (line, circle), used)
    return counts


def _flow(
    people: dict[int, int], seats: list[tuple[int, int]], line: Ints, circle: Ints, cost: Ints
) -> Ints:
    """Units on each arc from a department to a circle, as many as can be, then least cost."""
    count = np.array([people[department] for department in sorted(people)], np.int64)
    total, rooms = int(count.sum()), len(seats)
    owner = np.repeat(np.arange(len(count)), count)
    first, second = total, total + len(count)
    sink = second + rooms
    network = Network(total)
    network.add(
        line + first, circle + second, np.array(1), total * (int(cost.max()) + 1) + 1 - cost
    )
    network.add(np.arange(total), owner + first, np.array(1), np.array(0))
    room = np.array([size - 1 for size, _ in seats], np.int64)
    network.add(np.arange(rooms) + second, np.full(rooms, sink), room, np.array(0))
    return network.best(sink)[: len(line)]
