"""The third person of a pair: what one can bring at most, who joins which pair, and exchanges.

A trio is worth its three pairs, and what the graph says it is worth to have each of the three in
a trio (`in_trio`, 0 unless groups rotate). All three must be allowed to meet.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Ints
from matching.engine.peer_graph import PeerGraph, blocks, worth_of_pairs
from matching.engine.points import DensePoints
from matching.engine.solve import solve

FIRST = 8  # partners looked at together when the best two must not meet
STEPS = 200  # exchanges per trio


@dataclass(frozen=True)
class Groups:
    """Numbers of the graph: pairs (k, 2), trios (t, 3) and who is in neither (u,)."""

    pairs: Ints
    trios: Ints
    alone: Ints


def most_as_third(graph: PeerGraph) -> Ints:
    """No trio brings more through its third person than this, (n,); -1: fits in no pair."""
    if graph.size < 3:
        return np.full(graph.size, -1)
    best, worth = _best_partners(graph)
    most = np.where(worth[:, 1] >= 0, worth[:, 0] + worth[:, 1] + graph.in_trio, -1)
    for i in np.flatnonzero((most >= 0) & ~_may_meet(graph, best[:, 0], best[:, 1])).tolist():
        most[i] = _most_of(graph, best[i][worth[i] >= 0], worth[i], int(most[i]))
    return most


def _best_partners(graph: PeerGraph) -> tuple[Ints, Ints]:
    """The partners worth most of everybody and their worth in a trio, (n, FIRST), best first."""
    n, size = graph.size, min(FIRST, graph.size)
    best, best_worth = np.zeros((2, n, size), np.int64)
    for rows, worth in blocks(graph):
        lifted = np.where(worth >= 0, worth + graph.in_trio, -1)
        chosen = np.argpartition(-lifted, size - 1, axis=1)[:, :size]
        value = np.take_along_axis(lifted, chosen, axis=1)
        order = np.lexsort((chosen, -value), axis=1)
        best[rows] = np.take_along_axis(chosen, order, axis=1)
        best_worth[rows] = np.take_along_axis(value, order, axis=1)
    return best, best_worth


def _may_meet(graph: PeerGraph, one: Ints, other: Ints) -> NDArray[np.bool_]:
    found = np.zeros(len(one), bool)
    for rows, worth in blocks(graph):
        asked = np.flatnonzero((one >= rows[0]) & (one <= rows[-1]))
        found[asked] = worth[one[asked] - rows[0], other[asked]] >= 0
    return found


def _most_of(graph: PeerGraph, partners: Ints, worth: Ints, limit: int) -> int:
    """The best two of somebody's partners who may meet; the limit when that is not known."""
    among = graph.block(partners)[:, partners] >= 0
    first, second = np.nonzero(np.triu(among, 1))
    if len(first) == 0:
        return -1 if len(partners) < FIRST else limit
    own = limit - int(worth[0]) - int(worth[1])
    return int((worth[first] + worth[second]).max()) + own


def with_thirds(graph: PeerGraph, pairs: Ints, left: Ints) -> Groups:
    """People left over join pairs, as many as can, then for the most worth."""
    if len(left) == 0 or len(pairs) == 0:
        return Groups(pairs, np.zeros((0, 3), np.int64), left)
    worth = graph.block(left)
    one, other = worth[:, pairs[:, 0]], worth[:, pairs[:, 1]]
    lift = graph.in_trio[pairs].sum(axis=1)[None, :] + graph.in_trio[left][:, None]
    brings = np.where((one >= 0) & (other >= 0), one + other + lift, -1)
    pair = solve(DensePoints(brings), np.ones(len(pairs), np.int64)).match
    joined = pair >= 0
    trios = np.column_stack([pairs[pair[joined]], left[joined]])
    return Groups(np.delete(pairs, pair[joined], axis=0), trios, left[~joined])


def exchanged(graph: PeerGraph, groups: Groups) -> Groups:
    """Swap one of a trio with somebody of a pair, or send them there as third, while it pays."""
    pairs, trios = groups.pairs.copy(), groups.trios.copy()
    if len(pairs) == 0:
        return groups
    inside = worth_of_pairs(graph.block, pairs)
    for number in range(len(trios)):
        for _ in range(STEPS):
            step = max(_best_step(graph, pairs, inside, trios[number], k) for k in range(3))
            if step[0] <= 0:
                break
            _, leaver, pair, seat = step
            trio = trios[number].tolist()
            person = trio.pop(leaver)
            if seat < 2:
                trio.append(int(pairs[pair, seat]))
                pairs[pair, seat] = person
                trios[number] = trio
            else:
                trios[number] = [*pairs[pair], person]
                pairs[pair] = trio
            inside[pair] = worth_of_pairs(graph.block, pairs[[pair]])[0]
    return Groups(pairs, trios, groups.alone)


def _best_step(
    graph: PeerGraph, pairs: Ints, inside: Ints, trio: Ints, leaver: int
) -> tuple[int, int, int, int]:
    """(gain, leaver, pair, seat): seat 0 or 1 is taken over, 2 is that of the third."""
    x = int(trio[leaver])
    y, z = np.delete(trio, leaver).tolist()
    mine, of_y, of_z = graph.block(np.array([x, y, z]))
    lift = graph.in_trio
    lost = int(mine[y] + mine[z] + lift[x])
    p, q = pairs.T
    swaps = [
        _gain(
            [of_y[seat], of_z[seat], mine[stays]],
            of_y[seat] + of_z[seat] + lift[seat] + mine[stays] - inside - lost,
        )
        for seat, stays in ((p, q), (q, p))
    ]
    moved = mine[p] + mine[q] + lift[x] + lift[p] + lift[q] - lost - int(lift[y] + lift[z])
    table = np.stack([*swaps, _gain([mine[p], mine[q]], moved)])
    seat, pair = np.unravel_index(int(table.argmax()), table.shape)
    return int(table[seat, pair]), leaver, int(pair), int(seat)


def _gain(needed: list[Ints], gain: Ints) -> Ints:
    """The gain where all who would meet may meet."""
    allowed = np.logical_and.reduce([worth >= 0 for worth in needed])
    return np.where(allowed, gain, -1)
