"""One-sided pairing: buddies among equals, coffee pairs. As many people as can be, then points.

    points = DensePoints([[-1, 9, 4], [9, -1, 7], [4, 7, -1]])
    pair_peers(points).trios        # [(0, 1, 2)]: of three nobody stays alone

Everybody is in one pair; an odd number makes one trio. The pairs are optimal and proven so
(`best_pairs`); with an odd number the seat of the third is priced by a bound, so a gap between
`total` and `bound` may be left. It is always said. Up to 10 people every grouping is looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import Ints, Pair
from matching.engine.best_pairs import Pairing, best_pairs, pairs_of
from matching.engine.few_peers import best_of_few
from matching.engine.peer_graph import PeerGraph, PeerPoints, WithThird, worth_of_pairs
from matching.engine.trios import Groups, exchanged, most_as_third, with_thirds
from matching.engine.worths import Keep

FEW = 10
TRIES = 5

NOBODY_ALLOWED = "nobody_allowed"  # no rule lets them meet anybody
PARTNERS_TAKEN = "partners_taken"  # everybody they may meet is needed elsewhere


@dataclass(frozen=True)
class Unplaced:
    """Somebody without a group: their row, and NOBODY_ALLOWED or PARTNERS_TAKEN."""

    row: int
    reason: str


@dataclass(frozen=True)
class PeerPairs:
    """Groups as rows of the points, each sorted. A trio earns the points of its three pairs.

    No grouping with as many pairs earns more than `bound` in points, bonuses for kept pairs
    included; `worth` is what this one earns so.
    """

    pairs: tuple[Pair, ...]
    trios: tuple[tuple[int, int, int], ...]
    unplaced: tuple[Unplaced, ...]
    total: int  # points of everybody who meets
    worth: int  # total and bonuses
    bound: int

    @property
    def gap(self) -> int:
        """What a better grouping could add at most; 0 is proven optimal."""
        return self.bound - self.worth

    @property
    def placed(self) -> int:
        """People in a group."""
        return 2 * len(self.pairs) + 3 * len(self.trios)


def pair_peers(
    points: PeerPoints,
    *,
    ids: Sequence[str] | None = None,
    forbids: Iterable[Pair] = (),
    keep: Keep | None = None,
    salt: bytes = b"",
) -> PeerPairs:
    """Pair n people with each other.

    `points` scores them symmetrically, (n, n) in blocks, -1 where two must not meet; `forbids`
    and the pairs of `keep` are rows, in either order. With ids (given, or those of the points)
    the order of the rows does not matter. ValueError for scores that differ between the two
    directions, for rows that are not there, and for points too large for exact arithmetic.
    """
    graph = PeerGraph.of(points, ids=ids, forbids=forbids, keep=keep, salt=salt)
    return in_rows(graph, *group(graph))


def group(graph: PeerGraph) -> tuple[Groups, int]:
    """Groups of a graph and the bound on their worth."""
    if graph.size <= FEW:
        few = best_of_few(graph)
        return few, worth_of(graph, few)
    if graph.size % 2 == 0:
        pairing = best_pairs(graph)
        groups = with_thirds(graph, pairs_of(pairing.mate), np.flatnonzero(pairing.mate < 0))
        return exchanged(graph, groups), _bound(graph, pairing, len(groups.trios))
    return _odd(graph)


def _odd(graph: PeerGraph) -> tuple[Groups, int]:
    """Reserve a seat for a third person, priced at the most each could bring there.

    Whoever gets the seat and then fits in no pair is taken off the list of it.
    """
    most = most_as_third(graph)
    pairing = best_pairs(WithThird(graph, most))
    bound, found = None, []
    for _ in range(TRIES):
        mate, third = pairing.mate[:-1].copy(), int(pairing.mate[-1])
        mate[mate == graph.size] = -1
        groups = with_thirds(graph, pairs_of(mate), np.flatnonzero(mate < 0))
        if bound is None:
            bound = _bound(graph, pairing, len(groups.trios) - (third >= 0), most)
        found.append(exchanged(graph, groups))
        if third not in groups.alone:
            break
        most[third] = -1
        pairing = best_pairs(WithThird(graph, most))
    best = min(found, key=lambda groups: (len(groups.alone), -worth_of(graph, groups)))
    return best, max(bound or 0, worth_of(graph, best))


def _bound(graph: PeerGraph, pairing: Pairing, thirds: int, most: Ints | None = None) -> int:
    """The bound of the pairs, and the most that some people could bring as thirds."""
    if thirds <= 0:
        return pairing.bound
    most = most_as_third(graph) if most is None else most
    return pairing.bound + int(np.maximum(np.sort(most)[-thirds:], 0).sum())


def worth_of(graph: PeerGraph, groups: Groups) -> int:
    """Worth of everybody who meets, with what the graph adds for trios."""
    meetings = worth_of_pairs(graph.block, _meetings(groups))
    return int(meetings.sum()) + int(graph.in_trio[groups.trios].sum())


def _meetings(groups: Groups) -> Ints:
    """Every two who meet, (k, 2)."""
    sides = [groups.trios[:, two] for two in ((0, 1), (0, 2), (1, 2))]
    return np.concatenate([groups.pairs, *sides])


def in_rows(graph: PeerGraph, groups: Groups, bound: int) -> PeerPairs:
    """The result in rows of the points."""
    order = graph.order
    pairs, trios = np.sort(order[groups.pairs]), np.sort(order[groups.trios])
    return PeerPairs(
        pairs=tuple(sorted((int(i), int(j)) for i, j in pairs)),
        trios=tuple(sorted((int(i), int(j), int(k)) for i, j, k in trios)),
        unplaced=tuple(
            sorted((_unplaced(graph, i) for i in groups.alone), key=lambda one: one.row)
        ),
        total=int(worth_of_pairs(graph.scores, _meetings(groups)).sum()),
        worth=worth_of(graph, groups),
        bound=bound,
    )


def _unplaced(graph: PeerGraph, number: int) -> Unplaced:
    alone = (graph.scores(np.array([number])) < 0).all()
    return Unplaced(int(graph.order[number]), NOBODY_ALLOWED if alone else PARTNERS_TAKEN)
