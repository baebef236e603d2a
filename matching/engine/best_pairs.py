"""As many pairs as can be, then the most worth: exact general matching over all pairs.

1. Two copies of everybody, one as mentee and one as mentor, are matched by `solve` (the double
   cover). Half of its proven prices, mentee's and mentor's added, hold on every pair, so half of
   its worth bounds any pairing.
2. Its cycles are cut into pairs: even ones at no loss; an odd one leaves one person over.
3. `blossom` pairs the people left over, on the pairs nearest to the prices.
4. Every pair of all n (n - 1) / 2 is held against the final prices; those that beat them join and
   the search runs again. When none does, the pairing is optimal.

All of it runs on leveled worths first (`Leveled`), which settle it when everybody is paired.

The idea of steps 1 and 2: M. L. Balinski, "Integer programming: methods, uses, computation"
(1965), on half-integral matchings.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.engine.arrays import Ints, Ragged
from matching.engine.blossom import Blossoms
from matching.engine.both_sides import BothSides
from matching.engine.certificate import CertificateError
from matching.engine.odd_sets import NOBODY
from matching.engine.peer_graph import Leveled, Meetings, blocks, worth_of_pairs
from matching.engine.solve import solve

NEAREST = 12  # pairs per person first looked at

OddSet = tuple[tuple[int, ...], int]


@dataclass(frozen=True)
class Prices:
    """Y and Z of `blossom`, on weights worth + bonus."""

    price: Ints  # (n,)
    odd_sets: tuple[OddSet, ...]
    bonus: int

    @property
    def limit(self) -> int:
        """No pairing weighs more."""
        sets = sum(z * (len(people) - 1) // 2 for people, z in self.odd_sets)
        return (int(self.price.sum()) + sets) // 2


@dataclass(frozen=True)
class Pairing:
    """`mate` (n,) is a number or -1. No pairing has more pairs, none with as many is worth more."""

    mate: Ints
    worth: int


@dataclass(frozen=True)
class Edges:
    """Some pairs (i < j) with twice their weight."""

    i: Ints
    j: Ints
    double: Ints

    def with_more(self, other: "Edges", n: int) -> "Edges":
        """Each pair once."""
        i, j = np.concatenate([self.i, other.i]), np.concatenate([self.j, other.j])
        _, once = np.unique(i * n + j, return_index=True)
        return Edges(i[once], j[once], np.concatenate([self.double, other.double])[once])

    def near(self, n: int) -> list[list[tuple[int, int]]]:
        """(neighbor, twice the weight) of everybody."""
        near: list[list[tuple[int, int]]] = [[] for _ in range(n)]
        for i, j, double in zip(
            self.i.tolist(), self.j.tolist(), self.double.tolist(), strict=True
        ):
            near[i].append((j, double))
            near[j].append((i, double))
        return near


def best_pairs(graph: Meetings) -> Pairing:
    """Pair the people of a graph; ValueError when worths are too large for exact arithmetic."""
    found = _proven(Leveled.of(graph))
    if (found.mate < 0).any():
        return _proven(graph)
    return replace(found, worth=int(worth_of_pairs(graph.block, pairs_of(found.mate)).sum()))


def _proven(graph: Meetings) -> Pairing:
    """Steps 1 to 4."""
    prices, mate = _double_cover(graph)
    if _all_settled(prices.price, mate):
        return _pairing(graph, prices, mate)
    edges = _nearest(graph, prices, mate)
    while True:
        found, paired = _with_odd_sets(edges, prices, mate)
        better = _beaten(graph, found)
        if len(better.i) == 0:
            return _pairing(graph, found, paired)
        edges = edges.with_more(better, graph.size)


def pairs_of(mate: Ints) -> Ints:
    """(k, 2), each pair once, the lower number first."""
    first = np.flatnonzero(mate > np.arange(len(mate)))
    return np.column_stack([first, mate[first]])


def _double_cover(graph: Meetings) -> tuple[Prices, Ints]:
    """Prices that hold on all pairs, and pairs on which they are tight."""
    solution = solve(BothSides(graph), np.ones(graph.size, np.int64))
    price = solution.mentee_price + solution.mentor_price
    return Prices(price, (), solution.bonus), _cut(solution.match)


def _cut(match: Ints) -> Ints:
    """Pairs out of the paths and cycles in which everybody points to a partner."""
    to, mate = match.tolist(), np.full(len(match), NOBODY)
    pointed_at = np.zeros(len(match), bool)
    pointed_at[match[match >= 0]] = True
    starts = [*np.flatnonzero(~pointed_at).tolist(), *range(len(match))]
    seen = np.zeros(len(match), bool)
    for start in starts:
        walk, at = [], start
        while at != NOBODY and not seen[at]:
            seen[at] = True
            walk.append(at)
            at = to[at]
        for i, j in zip(walk[::2], walk[1::2], strict=False):
            mate[i], mate[j] = j, i
    return mate


def _all_settled(price: Ints, mate: Ints) -> bool:
    return not price[mate == NOBODY].any()


def _slack(prices: Prices, rows: Ints, worth: Ints) -> Ints:
    """How far each pair is below the prices of its two people."""
    both = prices.price[rows, None] + prices.price[None, :]
    slack: Ints = both - 2 * (worth + prices.bonus)
    slack[worth < 0] = np.iinfo(np.int64).max
    return slack


def _nearest(graph: Meetings, prices: Prices, mate: Ints) -> Edges:
    """The pairs of least slack of everybody, and those of `mate`.

    Ties are cut by a ring that starts elsewhere for everybody.
    """
    n, parts = graph.size, []
    size = min(NEAREST, n - 1)
    for rows, worth in blocks(graph):
        slack = _slack(prices, rows, worth)
        ring = (np.arange(n)[None, :] - rows[:, None] * 7) % n
        key = np.where(worth < 0, np.iinfo(np.int64).max, np.minimum(slack, 2**62 // n) * n + ring)
        chosen = np.argpartition(key, size, axis=1)[:, : size + 1]
        line = np.repeat(np.arange(len(rows)), size + 1)
        paired = np.flatnonzero(mate[rows] >= 0)
        line = np.concatenate([line, paired])
        other = np.concatenate([chosen.ravel(), mate[rows[paired]]])
        parts.append(_edges(rows[line], other, worth[line, other], prices.bonus))
    return _joined(parts, n)


def _edges(i: Ints, j: Ints, worth: Ints, bonus: int) -> Edges:
    there = worth >= 0
    i, j, worth = i[there], j[there], worth[there]
    return Edges(np.minimum(i, j), np.maximum(i, j), 2 * (worth + bonus))


def _joined(parts: list[Edges], n: int) -> Edges:
    none = np.zeros(0, np.int64)
    i, j, double = (
        np.concatenate([none, *(getattr(part, name) for part in parts)])
        for name in ("i", "j", "double")
    )
    return Edges(none, none, none).with_more(Edges(i, j, double), n)


def _with_odd_sets(edges: Edges, prices: Prices, mate: Ints) -> tuple[Prices, Ints]:
    """Optimal prices and pairs among some edges."""
    search = Blossoms(edges.near(len(mate)), prices.price.tolist(), mate.tolist())
    search.match()
    sets = tuple((tuple(people), z) for people, z in search.odd_sets)
    price = np.array(search.price, np.int64)
    return Prices(price, sets, prices.bonus), np.array(search.sets.mate, np.int64)


def _beaten(graph: Meetings, prices: Prices) -> Edges:
    """Pairs that weigh more than the prices say, those that do so most of each person."""
    parts, member = [], _memberships(prices.odd_sets, graph.size)
    size = min(NEAREST, graph.size - 1)
    for rows, worth in blocks(graph):
        slack = _slack(prices, rows, worth)
        line, other = np.nonzero(slack < 0)
        slack[line, other] += _inside(member, rows[line], other)
        beaten = np.unique(line[slack[line, other] < 0])
        worst = np.argpartition(slack[beaten], size, axis=1)[:, : size + 1]
        line, at = np.nonzero(np.take_along_axis(slack[beaten], worst, axis=1) < 0)
        line, other = beaten[line], worst[line, at]
        parts.append(_edges(rows[line], other, worth[line, other], prices.bonus))
    return _joined(parts, graph.size)


def _memberships(odd_sets: tuple[OddSet, ...], n: int) -> tuple[Ragged, Ints]:
    """Which sets each person is in, and Z of each set."""
    of: list[list[int]] = [[] for _ in range(n)]
    for number, (people, _) in enumerate(odd_sets):
        for person in people:
            of[person].append(number)
    return Ragged.of(of), np.array([z for _, z in odd_sets], np.int64)


def _inside(member: tuple[Ragged, Ints], i: Ints, j: Ints) -> Ints:
    """Sum of Z of the sets that hold both, for each of k pairs."""
    sets, z = member
    total = np.zeros(len(i), np.int64)
    mine, line = sets.pick(i)
    theirs, other = sets.pick(j)
    size = len(z) + 1
    keys = line * size + mine[:, 0]
    both = keys[np.isin(keys, other * size + theirs[:, 0])]
    np.add.at(total, both // size, z[both % size])
    return total


def _pairing(graph: Meetings, prices: Prices, mate: Ints) -> Pairing:
    """Add up; CertificateError when pairs and prices disagree."""
    pairs = pairs_of(mate)
    worth = int(worth_of_pairs(graph.block, pairs).sum())
    if prices.limit != worth + prices.bonus * len(pairs):
        raise CertificateError("the pairs and their prices disagree")
    return Pairing(mate, worth)
