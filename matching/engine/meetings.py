"""Who met whom how often, and what a rare meeting is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.engine.arrays import AnyInts, Ints, Ragged
from matching.engine.flow import LARGEST
from matching.engine.peer_graph import PeerGraph, blocks
from matching.engine.points import Ids


@dataclass(frozen=True)
class Past:
    """Meetings of n people by number: (other, times) lines of each, and trios of each (n,)."""

    met: Ragged
    trios: Ints

    @classmethod
    def of(cls, history: Iterable[Sequence[int]], order: Ints) -> "Past":
        """From pairs and trios of rows; ValueError for anything else."""
        number = {row: i for i, row in enumerate(order.tolist())}
        met: list[dict[int, int]] = [{} for _ in number]
        trios = np.zeros(len(order), np.int64)
        for group in history:
            people = [number.get(int(row), -1) for row in group]
            if len(people) not in (2, 3) or len({*people, -1}) != len(people) + 1:
                raise ValueError(f"history names a group that cannot be: {list(group)}")
            trios[people] += len(people) == 3
            for i in people:
                for j in people:
                    met[i][j] = met[i].get(j, 0) + (i != j)
        return cls(Ragged.of([list(others.items()) for others in met], width=2), trios)

    def times(self, rows: Ints) -> Ints:
        """How often some people met everybody, (len(rows), n)."""
        times = np.zeros((len(rows), len(self.met)), np.int64)
        lines, line = self.met.pick(rows)
        times[line, lines[:, 0]] = lines[:, 1]
        return times

    def of_pairs(self, pairs: Ints) -> Ints:
        """How often the two of each pair met, (k,)."""
        return self.times(pairs[:, 0])[np.arange(len(pairs)), pairs[:, 1]]


@dataclass(frozen=True)
class Rare:
    """Points by number, lifted by how rarely two met; only admitted numbers of meetings count."""

    graph: PeerGraph
    past: Past
    admitted: tuple[int, ...]  # rising
    lift: Ints  # (len(admitted),)
    mentee_ids: Ids = None

    @property
    def shape(self) -> tuple[int, int]:
        return self.graph.size, self.graph.size

    @property
    def maximum(self) -> int:
        return self.graph.maximum + int(self.lift.max(initial=0))

    @cached_property
    def _lift_of(self) -> Ints:
        """Lift of each number of meetings, -1 for those not admitted."""
        most = int(self.past.met.values[:, 1].max(initial=0))
        lift_of = np.full(max(most, *self.admitted) + 1, -1)
        lift_of[list(self.admitted)] = self.lift
        return lift_of

    def block(self, rows: Ints) -> AnyInts:
        scores = self.graph.scores(rows)
        lift = self._lift_of[self.past.times(rows)]
        return np.where((scores >= 0) & (lift >= 0), scores + lift, -1)


def levels(graph: PeerGraph, past: Past) -> list[int]:
    """Numbers of meetings that occur among pairs who may meet, lowest first."""
    found: set[int] = set()
    for rows, score in blocks(graph):
        found |= set(np.unique(past.times(rows)[score >= 0]).tolist())
    return sorted(found)


def lifts(maximum: int, trios: Ints, count: int) -> tuple[Ints, Ints]:
    """Worth of a meeting of each of `count` levels, and of having each person in the trio (n,).

    Points of a whole round < one trio less for somebody < one meeting of a level less often.
    Each level outweighs all below it; where that passes 64 bits, levels count evenly.
    """
    n = len(trios)
    meetings = n + 1  # no round has more: all in trios
    trio = meetings * maximum + 1
    in_trio = trio * (trios.max(initial=0) - trios) * (n % 2)
    unit = trio + 3 * int(in_trio.max(initial=0))
    steps = [unit * meetings**level for level in range(count - 1)]
    if (sum(steps) + maximum) * 16 * (n + 4) ** 2 > LARGEST:
        steps = [unit] * (count - 1)
    cost = np.concatenate([[0], np.cumsum(np.array(steps, np.int64))])
    return cost[-1] - cost, in_trio
