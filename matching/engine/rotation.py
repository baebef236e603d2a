"""Rotating coffee pairs: nobody meets again whom they have met while others are left.

Where everybody may meet everybody and their number is even, rounds come from the circle method
(a tournament in which all play all: T. P. Kirkman, 1850): n - 1 rounds without a repeat, then anew;
of the rounds left the one with the most points is next. A matching alone could not promise
that: the pairs it leaves may hold no full round. In all other cases the groups are matched anew:

1. as many people as can be,
2. nobody meets more often than must be, then as few of the most frequent pairs as can be,
3. with an odd number, whoever was in fewest trios joins the trio,
4. points.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.engine.arrays import Pair, Ragged
from matching.engine.circle_method import free_round, pairs_of_round
from matching.engine.meetings import Past, Rare, levels, lifts
from matching.engine.peer_graph import PeerGraph, PeerPoints
from matching.engine.peers import PeerPairs, group, in_rows, meetings, worth_of
from matching.engine.trios import Groups


@dataclass(frozen=True)
class Rotation:
    """One round. `repeats` counts the meetings of two people who met before.

    `groups.total` is plain points; `groups.worth` and `groups.bound` count in points lifted by
    the order above, so any gap is one of points unless it is very large.
    """

    groups: PeerPairs
    repeats: int


def rotation(
    points: PeerPoints,
    history: Iterable[Sequence[int]] = (),
    *,
    ids: Sequence[str] | None = None,
    forbids: Iterable[Pair] = (),
    salt: bytes = b"",
    everybody: bool = True,
) -> Rotation:
    """The next round of n people, given the groups of all rounds before.

    `history` holds pairs and trios of rows, the same two as often as they met. ValueError as for
    `pair_peers`, and for a group that is no pair or trio of different rows. Give every round the
    same salt: the circle method goes by the order it makes. `everybody=False` leaves
    the tournament out: more points in early rounds, no promise that all meet before two repeat.
    """
    graph = PeerGraph.of(points, ids=ids, forbids=forbids, salt=salt)
    past = Past.of(history, graph.order)
    in_turn = _circle_round(graph, past) if everybody else None
    found, lifted, bound = in_turn or _matched_round(graph, past)
    groups = replace(in_rows(graph, found, bound), worth=worth_of(lifted, found))
    return Rotation(groups, int((past.of_pairs(meetings(found)) > 0).sum()))


Round = tuple[Groups, PeerGraph, int]  # who meets, the worths it was chosen by, the bound


def _circle_round(graph: PeerGraph, past: Past) -> Round | None:
    """The best round left in the tournament, bounded by the best pairs who are new."""
    number = free_round(graph, past)
    if number is None:
        return None
    none = np.zeros((0, 3), np.int64)
    lifted = _lifted(graph, past, levels(graph, past)[:1])
    return (
        Groups(pairs_of_round(graph.size, number), none, none[:, 0]),
        lifted,
        group(lifted)[1],
    )


def _matched_round(graph: PeerGraph, past: Past) -> Round:
    """Admit pairs who met more often until as many people are placed as could ever be."""
    seen = levels(graph, past) or [0]
    for count in range(1, len(seen)):
        lifted = _lifted(graph, past, seen[:count])
        found, bound = group(lifted)
        if len(found.alone) == 0 or len(found.alone) == len(group(graph)[0].alone):
            return found, lifted, bound
    lifted = _lifted(graph, past, seen)
    found, bound = group(lifted)
    return found, lifted, bound


def _lifted(graph: PeerGraph, past: Past, admitted: Sequence[int]) -> PeerGraph:
    """A graph in which rare meetings, and being in a trio at last, are worth more."""
    n = graph.size
    lift, in_trio = lifts(graph.maximum, past.trios, len(admitted))
    none = Ragged.of([[]] * n)
    rare = Rare(graph, past, tuple(admitted), lift)
    return PeerGraph(rare, np.arange(n), in_trio, none, none)
