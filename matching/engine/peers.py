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
from matching.engine.best_pairs import best_pairs, pairs_of
from matching.engine.few_peers import best_of_few
from matching.engine.keep import Keep
from matching.engine.peer_graph import PeerGraph, PeerPoints, WithThird, worth_of_pairs
from matching.engine.trios import Groups, exchanged, most_as_third, with_thirds

FEW = 10
TRIES = 5

NOBODY_ALLOWED = "nobody_allowed"  # no rule lets them meet anybody
PARTNERS_TAKEN = "partners_taken"  # everybody they may meet is needed elsewhere


@dataclass(frozen=True)
class LeftAlone:
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
    unplaced: tuple[LeftAlone, ...]
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
    return _with_seat(graph) if graph.size % 2 else _plain(graph)


def _plain(graph: PeerGraph) -> tuple[Groups, int]:
    """Pair as many as can be; who is left over joins a pair."""
    pairing = best_pairs(graph)
    groups = _completed(graph, pairing.mate)
    thirds = len(groups.trios)
    if thirds == 0:
        return groups, pairing.worth
    return groups, max(pairing.worth + _top(most_as_third(graph), thirds), worth_of(graph, groups))


def _with_seat(graph: PeerGraph) -> tuple[Groups, int]:
    """Reserve a seat for a third person, priced at the most each could bring there.

    Whoever gets the seat and then fits in no pair is taken off its list; where that does not
    place everybody, pairing without the seat may place more.
    """
    most = most_as_third(graph)
    found: list[Groups] = []
    for _ in range(TRIES):
        pairing = best_pairs(WithThird(graph, most))
        mate, third = pairing.mate[:-1], int(pairing.mate[-1])
        groups = _completed(graph, np.where(mate == graph.size, -1, mate))
        if len(groups.alone) == 0 and not found:
            return groups, pairing.worth + _top(most, len(groups.trios) - 1)
        found.append(groups)
        if third not in groups.alone:
            break
        most[third] = -1
    plain, bound = _plain(graph)
    best = min([plain, *found], key=lambda one: (len(one.alone), -worth_of(graph, one)))
    return best, max(bound + _top(most_as_third(graph), len(best.trios)), worth_of(graph, best))


def _completed(graph: PeerGraph, mate: Ints) -> Groups:
    """The pairs of `mate`, then trios, then exchanges."""
    return exchanged(graph, with_thirds(graph, pairs_of(mate), np.flatnonzero(mate < 0)))


def _top(most: Ints, thirds: int) -> int:
    """The most that some people could bring as thirds."""
    return int(np.maximum(np.sort(most)[len(most) - thirds :], 0).sum())


def worth_of(graph: PeerGraph, groups: Groups) -> int:
    """Worth of everybody who meets, with what the graph adds for trios."""
    together = worth_of_pairs(graph.block, meetings(groups))
    return int(together.sum()) + int(graph.in_trio[groups.trios].sum())


def meetings(groups: Groups) -> Ints:
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
        total=int(worth_of_pairs(graph.scores, meetings(groups)).sum()),
        worth=worth_of(graph, groups),
        bound=bound,
    )


def _unplaced(graph: PeerGraph, number: int) -> LeftAlone:
    alone = (graph.scores(np.array([number])) < 0).all()
    return LeftAlone(int(graph.order[number]), NOBODY_ALLOWED if alone else PARTNERS_TAKEN)
