"""Exact minimum-cost flow over some pairs, through OR-Tools: whole numbers only."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.engine.arrays import Ints
from matching.engine.instance import Arcs

LARGEST = 2**63 - 1


def check_size(bonus: int, maximum: int, nodes: int) -> None:
    """OR-Tools multiplies costs by the number of nodes; ValueError when that cannot be held."""
    if (bonus + maximum + 1) * (nodes + 3) * 2 > LARGEST:
        raise ValueError("the points are too large for exact 64-bit arithmetic")


def best_flow(arcs: Arcs, n: int, places: Ints, bonus: int) -> Ints:
    """Mentor of each mentee (n,), -1 for none: most matches first, then most worth."""
    m = len(places)
    sink, mentees, mentors = n + m, np.arange(n), np.arange(n, n + m)
    flow = SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([arcs.mentee, mentees, mentors]),
        np.concatenate([n + arcs.mentor, np.full(n + m, sink)]),
        np.concatenate([np.ones(len(arcs) + n, np.int64), places]),
        np.concatenate([-arcs.worth, np.full(n, bonus), np.zeros(m, np.int64)]),
    )[: len(arcs)]
    supply = np.zeros(n + m + 1, np.int64)
    supply[:n], supply[sink] = 1, -n
    flow.set_nodes_supplies(np.arange(n + m + 1), supply)
    status = flow.solve()
    if status == flow.BAD_COST_RANGE:
        raise ValueError("the points are too large for exact 64-bit arithmetic")
    if status != flow.OPTIMAL:
        raise RuntimeError(f"min-cost flow ended with {status}")
    match = np.full(n, -1)
    used = flow.flows(pairs) > 0
    match[arcs.mentee[used]] = arcs.mentor[used]
    return match
