"""People to topics and facilitators to circles, by min-cost flow in whole numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.engine.arrays import Ints

NONE = -1
Caps = Mapping[tuple[int, int], int]  # (topic, department) → people at most


@dataclass
class Network:
    """Arcs of a flow; every unit of supply may also end unserved at no cost."""

    supply: int  # nodes 0..supply-1 send one unit each
    tail: list[Ints] = field(default_factory=list)
    head: list[Ints] = field(default_factory=list)
    room: list[Ints] = field(default_factory=list)
    gain: list[Ints] = field(default_factory=list)

    def add(self, tail: Ints, head: Ints, room: Ints, gain: Ints) -> None:
        """Arcs (k,) with their capacity and what each unit through them brings."""
        for kept, given in zip(
            (self.tail, self.head, self.room, self.gain), (tail, head, room, gain), strict=True
        ):
            kept.append(np.broadcast_to(given, np.shape(tail)).astype(np.int64))

    def best(self, sink: int) -> Ints:
        """Units through each arc, in the order added, that bring the most."""
        everybody = np.arange(self.supply)
        self.add(everybody, np.full(self.supply, sink), np.array(1), np.array(0))
        flow = SimpleMinCostFlow()
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            np.concatenate(self.tail),
            np.concatenate(self.head),
            np.concatenate(self.room),
            -np.concatenate(self.gain),
        )
        nodes = np.arange(sink + 1)
        flow.set_nodes_supplies(nodes, np.where(nodes < self.supply, 1, 0))
        flow.set_nodes_supplies(np.array([sink]), np.array([-self.supply]))
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise RuntimeError(f"min-cost flow ended with {status}")
        units: Ints = flow.flows(arcs)
        return units


def seated(
    points: Ints, least: Ints, most: Ints, *, departments: Ints, caps: Caps, placing: int
) -> Ints:
    """Topic of each person (n,), -1 for none: most points, `placing` more for each person placed.

    `points` (n, T) is -1 where a topic is not wanted; topic t takes `most[t]` people, the first
    `least[t]` of them before anybody goes elsewhere, and `caps` limit departments.
    """
    n, topics = points.shape
    person, topic = np.nonzero((points >= 0) & (most > 0))
    gate = {key: n + topics + number for number, key in enumerate(sorted(caps))}
    sink = n + topics + len(gate)
    network = Network(n)
    into = _gates(topic, departments[person], gate, n)
    network.add(person, into, np.array(1), points[person, topic] + placing)
    network.add(
        np.arange(topics) + n, np.full(topics, sink), np.minimum(least, most), _first(points)
    )
    network.add(np.arange(topics) + n, np.full(topics, sink), np.maximum(most - least, 0), 0 * most)
    keys = sorted(caps)
    network.add(
        np.array([gate[key] for key in keys], np.int64),
        np.array([n + t for t, _ in keys], np.int64),
        np.array([caps[key] for key in keys], np.int64),
        np.array(0),
    )
    used = network.best(sink)[: len(person)] > 0
    seat = np.full(n, NONE)
    seat[person[used]] = topic[used]
    return seat


def _first(points: Ints) -> Ints:
    """Worth of a place that must be taken: more than all points there are."""
    most = points.shape[0] * (int(points.max(initial=0)) + 1) + 1
    return np.full(points.shape[1], most)


def _gates(topic: Ints, department: Ints, gate: Mapping[tuple[int, int], int], n: int) -> Ints:
    """The node through which each wish enters its topic."""
    into = topic + n
    for (t, d), node in gate.items():
        into[(topic == t) & (department == d)] = node
    return into


def led(points: Ints, numbers: Ints) -> Ints:
    """Topic that each person facilitates (n,), -1 for none, one circle each.

    As many circles of `numbers` (T,) as can be led, then at least one for most topics, then
    points (n, T), -1 where somebody does not facilitate.
    """
    n, topics = points.shape
    person, topic = np.nonzero((points >= 0) & (numbers > 0))
    step = n * (int(points.max(initial=0)) + 1) + 1
    network, sink, nodes = Network(n), n + topics, np.arange(topics) + n
    network.add(person, topic + n, np.array(1), points[person, topic] + step * (n + 1))
    network.add(nodes, np.full(topics, sink), np.minimum(numbers, 1), np.full(topics, step))
    network.add(nodes, np.full(topics, sink), np.maximum(numbers - 1, 0), 0 * numbers)
    used = network.best(sink)[: len(person)] > 0
    lead = np.full(n, NONE)
    lead[person[used]] = topic[used]
    return lead
