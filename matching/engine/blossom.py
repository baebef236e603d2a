"""Maximum-weight matching in any graph, exact: Edmonds' blossoms from a start that is nearly done.

Prices prove it. With Y of every person and Z >= 0 of some odd sets of people,

    Y[i] + Y[j] + sum of Z of the sets with both  >=  2 * weight(i, j)       for every edge,

so no matching weighs more than (sum Y + sum Z * (size - 1) / 2) / 2; the one found weighs exactly
that. The search starts from prices that hold without sets and a matching on tight edges. Each
unmatched person whose price is above 0 roots one tree of alternating paths; prices move by the
least that makes an edge tight, empties a set or brings somebody's price to 0, until the tree
reaches another unmatched person or somebody who may stay alone (price 0).

Whole numbers throughout: all of a tree have prices of the same parity. Times are kept lazily, the
heap holds the moment at which each event happens. Sources: Edmonds 1965; Z. Galil, "Efficient
algorithms for finding maximum matching in graphs", ACM Computing Surveys 18 (1986); the jump start
from half-integral pairs is D. Applegate and W. Cook, "Solving large-scale matching problems"
(1993).
"""

from collections.abc import Sequence
from heapq import heappop, heappush

from matching.engine.arrays import Pair
from matching.engine.odd_sets import NOBODY, OddSets

FREE, OUTER, INNER = 0, 1, 2
ALONE, EMPTY = -1, -2  # events: a price reaches 0, a set's Z reaches 0
NEVER = 2**200

Near = Sequence[Sequence[Pair]]  # per person: (neighbor, 2 * weight)


class Blossoms:
    """Run once with `match`; then `sets.mate`, `price` and `odd_sets` hold the result."""

    def __init__(self, near: Near, price: list[int], mate: list[int]) -> None:
        """`price` (n,) holds on every edge, edges of `mate` (n,) are tight; both are changed."""
        n = len(mate)
        self.near, self.price, self.sets = near, price, OddSets(mate)
        self.extra = [0] * n  # Z per node, 0 for people
        self.label = [FREE] * n
        self.entry: dict[int, Pair] = {}  # edge by which an inner node was reached
        self.now = 0
        self.last = NEVER  # no event later than this can matter
        self.heap: list[tuple[int, int, int, int]] = []
        self.tree: list[int] = []

    def match(self) -> None:
        """Give every unmatched person of a price above 0 a partner, or prove there is none."""
        for root, mate in enumerate(self.sets.mate.copy()):
            if mate == NOBODY and self.sets.mate[root] == NOBODY and self.price[root] > 0:
                self._grow(root)

    @property
    def odd_sets(self) -> list[tuple[list[int], int]]:
        """(people, Z) of every set whose Z is above 0."""
        sets = self.sets
        return [(sets.people(b), self.extra[b]) for b in sets.cycle if self.extra[b] > 0]

    def _grow(self, root: int) -> None:
        """One tree, until it ends in an alternating path that is turned around."""
        self.now, self.last, self.heap, self.tree = 0, NEVER, [], []
        self._to_outer(self.sets.top(root))
        done = False
        while not done:
            self.now, kind, v, double = heappop(self.heap)
            if kind == ALONE:
                done = self._leave_alone(v)
            elif kind == EMPTY:
                self._open(v)
            else:
                done = self._use(v, kind, double)
        self._settle()

    def _use(self, v: int, u: int, double: int) -> bool:
        """An edge from an outer person became tight, unless the event is stale."""
        here, there = self.sets.top(v), self.sets.top(u)
        if here == there or self._moment(v, u, double) != self.now:
            return False
        if self.label[there] == OUTER:
            self._shrink(v, u)
        elif self.sets.outside(there) == NOBODY:
            self.sets.turn(there, u)
            self._turn_path(v)
            self.sets.mate[v], self.sets.mate[u] = u, v
            return True
        else:
            self._to_inner(there, (v, u))
            self._to_outer(self.sets.top(self.sets.outside(there)))
        return False

    def _moment(self, v: int, u: int, double: int) -> int:
        """When the edge from an outer person gets tight; never to an inner one."""
        label, slack = self.label[self.sets.top(u)], self.price[v] + self.price[u] - double
        if label == INNER:
            return NEVER
        return slack // 2 if label == OUTER else slack

    def _leave_alone(self, v: int) -> bool:
        """The price of an outer person is 0: they may stay without a partner."""
        self._turn_path(v)
        self.sets.mate[v] = NOBODY
        return True

    def _turn_path(self, v: int) -> None:
        """Swap matched and unmatched edges between an outer person and the root."""
        sets = self.sets
        partner = sets.outside(sets.top(v))
        sets.turn(sets.top(v), v)
        while partner != NOBODY:
            inner = sets.top(partner)
            p, q = self.entry[inner]
            partner = sets.outside(sets.top(p))
            sets.turn(inner, q)
            sets.turn(sets.top(p), p)
            sets.mate[p], sets.mate[q] = q, p

    # Lazy values: an outer price falls with time and is kept as it would have been at time 0, an
    # inner one rises; Z the other way round and twice as fast.

    def _to_outer(self, node: int) -> None:
        self._label(node, OUTER)
        self.extra[node] -= 2 * self.now * (node in self.sets.cycle)
        for v in self.sets.people(node):
            self.price[v] += self.now
        self._look_around(self.sets.people(node))

    def _to_inner(self, node: int, entry: Pair) -> None:
        self._label(node, INNER)
        self.entry[node] = entry
        for v in self.sets.people(node):
            self.price[v] -= self.now
        if node in self.sets.cycle:
            self.extra[node] += 2 * self.now
            self._at(self.extra[node] // 2, EMPTY, node)

    def _label(self, node: int, label: int) -> None:
        self.label[node] = label
        self.tree.append(node)

    def _at(self, moment: int, kind: int, v: int, double: int = 0) -> None:
        if moment <= self.last:
            heappush(self.heap, (moment, kind, v, double))

    def _look_around(self, people: list[int]) -> None:
        """Note when each edge of people who became outer gets tight (the inner loop of it all)."""
        sets, price, label = self.sets, self.price, self.label
        marked, mark_of = sets.marked, sets.mark_of
        for v in people:
            mine, here = price[v], marked[mark_of[v]]
            self._end_by(mine)
            self._at(mine, ALONE, v)
            for u, double in self.near[v]:
                there = marked[mark_of[u]]
                kind = label[there]
                moment = mine + price[u] - double
                if kind == OUTER:
                    if there == here:
                        continue
                    moment //= 2
                elif kind == INNER:
                    continue
                elif moment < self.last and sets.outside(there) == NOBODY:
                    self.last = moment
                if moment <= self.last:
                    heappush(self.heap, (moment, u, v, double))

    def _end_by(self, moment: int) -> None:
        self.last = min(self.last, moment)

    def _shrink(self, v: int, u: int) -> None:
        """A tight edge between two outer nodes closes an odd cycle: it becomes one outer node."""
        sets = self.sets
        crossing = self._meeting(v, u)
        left, left_links = self._way_up(sets.top(v), crossing)
        right, right_links = self._way_up(sets.top(u), crossing)
        turned = [(q, p) for p, q in reversed(left_links)]
        cycle = [crossing, *reversed(left), *right]
        inner = [child for child in cycle if self.label[child] == INNER]
        for child in cycle:
            self._free_extra(child)
        node = sets.join(cycle, [*turned, (v, u), *right_links])
        self.extra.append(-2 * self.now)
        self.label.append(FREE)
        self._label(node, OUTER)
        fresh = [person for child in inner for person in sets.people(child)]
        for person in fresh:
            self.price[person] += 2 * self.now
        self._look_around(fresh)

    def _meeting(self, v: int, u: int) -> int:
        """The first outer node on both ways to the root."""
        seen, node = set(), self.sets.top(v)
        while node != NOBODY:
            seen.add(node)
            node = self._above(node)
        node = self.sets.top(u)
        while node not in seen:
            node = self._above(node)
        return node

    def _above(self, node: int) -> int:
        """The outer node two steps nearer to the root."""
        partner = self.sets.outside(node)
        if partner == NOBODY:
            return NOBODY
        return self.sets.top(self.entry[self.sets.top(partner)][0])

    def _way_up(self, node: int, end: int) -> tuple[list[int], list[Pair]]:
        """Nodes from an outer one up to, not with, another, and the edges that lead there."""
        nodes, links, sets = [], [], self.sets
        while node != end:
            partner = sets.outside(node)
            inner = sets.top(partner)
            p, q = self.entry[inner]
            nodes += [node, inner]
            links += [(sets.base[node], partner), (q, p)]
            node = sets.top(p)
        return nodes, links

    def _free_extra(self, node: int) -> None:
        """Write down the true Z of a labeled node and take the label off."""
        if node in self.sets.cycle:
            self.extra[node] += 2 * self.now * (1 if self.label[node] == OUTER else -1)
        self.label[node] = FREE

    def _open(self, node: int) -> None:
        """Z of an inner set is 0: its children join the tree or leave it."""
        stale = node not in self.sets.cycle or self.sets.parent[node] != NOBODY
        if stale or self.label[node] != INNER or self.extra[node] != 2 * self.now:
            return
        entry = self.entry.pop(node)
        links = self.sets.links[node]
        self._free_extra(node)
        for v in self.sets.people(node):
            self.price[v] += self.now
        children = self.sets.dissolve(node)
        at = children.index(self.sets.top(entry[1]))
        path = self._path_inside(len(children), at)
        on_path = set(path)
        for step, k in enumerate(path):
            if step % 2 == 0:
                self._to_inner(children[k], entry)
            elif step + 1 < len(path):
                entry = _between(links, k, path[step + 1])
        for k in path[1::2]:
            self._to_outer(children[k])
        for k in set(range(len(children))) - on_path:
            self._look_back(self.sets.people(children[k]))

    @staticmethod
    def _path_inside(size: int, at: int) -> list[int]:
        """Children from the one entered to the one with the base, an even number of steps."""
        return list(range(at, -1, -1)) if at % 2 == 0 else [*range(at, size), 0]

    def _look_back(self, people: list[int]) -> None:
        """Note when outer people reach people who left the tree."""
        for u in people:
            for v, double in self.near[u]:
                if self.label[self.sets.top(v)] == OUTER:
                    self._at(self._moment(v, u, double), u, v, double)

    def _settle(self) -> None:
        """Write down all true prices at the end of a tree."""
        for node in self.tree:
            if self.label[node] == FREE or self.sets.parent[node] != NOBODY:
                continue
            sign = -1 if self.label[node] == OUTER else 1
            for v in self.sets.people(node):
                self.price[v] += sign * self.now
            self._free_extra(node)
            self._take_apart(node)
        self.entry.clear()

    def _take_apart(self, node: int) -> None:
        """Dissolve a set, and sets in it, as long as their Z is 0."""
        waiting = [node]
        while waiting:
            node = waiting.pop()
            if node in self.sets.cycle and self.extra[node] == 0:
                waiting += self.sets.dissolve(node)


def _between(links: list[Pair], k: int, following: int) -> Pair:
    """The edge from a child to a neighbor in the cycle."""
    if following == (k + 1) % len(links):
        return links[k]
    p, q = links[following]
    return q, p
