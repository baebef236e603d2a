"""Mending an optimal result after a small change: one shortest path instead of a new flow.

Between mentors lies a graph of what one more mentee at a mentor would set off: mentor k sends a
mentee a on to mentor j, at the cost gain_a + price_j - (bonus + worth_aj), which the proof makes 0
or more; or to nobody, at gain_a. `nobody` is a node like the mentors: from it a mentee without a
mentor may enter, or a mentor may simply do with one mentee less, at their price. The cheapest path
from where a mentee is pushed in to where a place came free is the least the change can cost
(Ahuja, Magnanti, Orlin, Network Flows, ch. 9); raising prices by what the path leaves over keeps
the proof among the pairs of the pool.

Paths are found by Bellman-Ford over whole frontiers at a time: few sweeps, no Python loop per pair.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import Bools, Ints, expand
from matching.engine.pool import Pool

FAR = 2**62
MENTORS_AT_ONCE = 2048
GONE = -2  # a mentee who takes no part any more, or not just now


@dataclass
class Paths:
    """Distance of every node, and from which node (-1: a start) by whose move (-1: nobody's)."""

    distance: Ints
    source: Ints
    mover: Ints

    @classmethod
    def over(cls, nodes: int) -> "Paths":
        return cls(np.full(nodes, FAR), np.full(nodes, -1), np.full(nodes, -1))

    def improve(self, steps: Ints, bound: int) -> Ints:
        """Take up shorter ways, (4, K) of node, distance, source, mover; who came nearer."""
        node, distance, source, mover = steps
        short = np.flatnonzero(distance < np.minimum(self.distance[node], bound))
        order = short[np.lexsort((mover[short], distance[short], node[short]))]
        near, first = np.unique(node[order], return_index=True)
        best = order[first]
        self.distance[near] = distance[best]
        self.source[near], self.mover[near] = source[best], mover[best]
        return near


class Repair:
    """An optimal result among the pairs of a pool that stays optimal through changes.

    `match` (n,), `gain` (n,), `price` (m,) and `places` (m,) are its own copies.
    """

    def __init__(
        self, pool: Pool, match: Ints, gain: Ints, price: Ints, places: Ints, bonus: int
    ) -> None:
        self.pool, self.bonus = pool, bonus
        self.match, self.gain = match.copy(), gain.copy()
        self.price, self.places = price.copy(), places.copy()
        self.nobody = len(price)
        self.asleep = np.zeros(len(pool), bool)

    def improve(self, pair: int) -> None:
        """A pair of the pool that slept or beat the prices takes part from now on."""
        self.asleep[pair] = False
        i, j = int(self.pool.mentee[pair]), int(self.pool.mentor[pair])
        worth = int(self.pool.worth[pair]) + self.bonus
        excess = worth - int(self.gain[i] + self.price[j])
        if self.match[i] == GONE or excess <= 0:
            return
        own = int(self.match[i])
        if own == j:
            self.gain[i] += excess
            return
        paths = Paths.over(self.nobody + 1)
        paths.distance[j], paths.mover[j] = 0, i
        target = own if own >= 0 else self.nobody
        if self._shift(paths, target, excess):
            self.gain[i] = worth - self.price[j]

    def leave(self, i: int) -> None:
        """Mentee i takes no part any more; somebody may take the place."""
        own = int(self.match[i])
        self.match[i], self.gain[i] = GONE, 0
        if own >= 0:
            self._fill(own)

    def leave_with_place(self, i: int) -> None:
        """Mentee i and the place go together: nothing changes for anybody else."""
        own = int(self.match[i])
        self.match[i], self.gain[i] = GONE, 0
        if own >= 0:
            self.places[own] -= 1

    def reroute(self, i: int, has_place: bool) -> None:
        """Mentee i has to go elsewhere; with `has_place` the place they held stays open."""
        own = int(self.match[i])
        self.match[i] = GONE
        pairs = self._awake(np.array([i]))
        mentors, reach = self.pool.mentor[pairs], self._reach(pairs)
        self.gain[i] = best = max(0, int(reach.max(initial=0)))
        paths = Paths.over(self.nobody + 1)
        paths.distance[mentors], paths.mover[mentors] = best - reach, i
        paths.distance[self.nobody], paths.mover[self.nobody] = best, i
        self._shift(paths, own if has_place else self.nobody, FAR)
        reach = self._reach(pairs)
        self.gain[i] = max(0, int(reach.max(initial=0))) if self.match[i] >= 0 else 0

    def open_place(self, j: int) -> None:
        """Mentor j takes one more."""
        self.places[j] += 1
        self._fill(j)

    def close_place(self, j: int) -> None:
        """Mentor j takes one less; if all places were taken somebody moves on."""
        self.places[j] -= 1
        if self._used()[j] > self.places[j]:
            paths = Paths.over(self.nobody + 1)
            paths.distance[j] = 0
            self._shift(paths, self.nobody, FAR)

    def trade_place(self, gives: int, gets: int) -> None:
        """One place fewer at a mentor and one more at another."""
        self.places[gives] -= 1
        self.places[gets] += 1
        paths = Paths.over(self.nobody + 1)
        if self._used()[gives] > self.places[gives]:
            paths.distance[gives] = 0
            self._shift(paths, gets, FAR)
        else:
            self._fill(gets)

    def _fill(self, j: int) -> None:
        """A place at mentor j is free: whoever gains most moves up."""
        paths = Paths.over(self.nobody + 1)
        paths.distance[self.nobody] = 0
        self._shift(paths, j, FAR)

    def _used(self) -> Ints:
        return np.bincount(self.match[self.match >= 0], minlength=self.nobody)

    def _awake(self, mentees: Ints) -> Ints:
        pairs = self.pool.of(mentees)
        return pairs[~self.asleep[pairs]]

    def _reach(self, pairs: Ints) -> Ints:
        """What these pairs would leave their mentee at today's prices."""
        pool = self.pool
        reach: Ints = pool.worth[pairs].astype(np.int64) - self.price[pool.mentor[pairs]]
        return reach + self.bonus

    def _shift(self, paths: Paths, target: int, limit: int) -> bool:
        """Find the shortest way to the target, reprice, and move along it if it is below the
        limit."""
        _Search(self, paths, target).run(limit)
        length = min(int(paths.distance[target]), limit)
        self._reprice(paths.distance, length)
        if paths.distance[target] >= limit:
            return False
        node = target
        while node >= 0:
            mover = int(paths.mover[node])
            if mover >= 0:
                self.match[mover] = node if node < self.nobody else -1
            node = int(paths.source[node])
        return True

    def _reprice(self, distance: Ints, length: int) -> None:
        """What a node is nearer than the target it costs more; `nobody` costs nothing."""
        nearer = np.maximum(length - distance, 0)
        rise = nearer[:-1] - nearer[-1]
        matched = np.flatnonzero(self.match >= 0)
        self.gain[matched] -= rise[self.match[matched]]
        self.price = np.where(self._used() > 0, self.price + rise, np.maximum(self.price + rise, 0))


class _Search:
    """Bellman-Ford from the starts in `paths` towards a target."""

    def __init__(self, state: Repair, paths: Paths, target: int) -> None:
        self.state, self.paths, self.target = state, paths, target
        match = state.match
        self.by_mentor = np.argsort(match, kind="stable")
        self.first = np.searchsorted(match[self.by_mentor], np.arange(state.nobody + 1))
        self.used = np.diff(self.first)
        self.free = np.flatnonzero(match == -1)

    def run(self, limit: int) -> None:
        paths = self.paths
        frontier = np.flatnonzero(paths.distance < FAR)
        while len(frontier):
            near = [np.zeros(0, np.int64)]
            for steps in self._steps(frontier):
                bound = min(int(paths.distance[self.target]), limit)
                near.append(paths.improve(steps, bound))
            frontier = np.unique(np.concatenate(near))
            frontier = frontier[frontier != self.target]

    def _steps(self, frontier: Ints) -> Iterator[Ints]:
        """Ways on from these nodes, some mentors at a time so that memory stays small."""
        mentors = frontier[frontier < self.state.nobody]
        for at in range(0, len(mentors), MENTORS_AT_ONCE):
            yield self._sent_on(mentors[at : at + MENTORS_AT_ONCE])
        if len(mentors) < len(frontier):
            yield self._entering()

    def _sent_on(self, mentors: Ints) -> Ints:
        """Mentors send a mentee to another mentor or to nobody, or have a place free."""
        state, pool, nobody = self.state, self.state.pool, self.state.nobody
        count = self.used[mentors]
        mentee = self.by_mentor[expand(self.first[mentors], count)]
        start = np.repeat(self.paths.distance[mentors], count)
        out = np.stack(
            [np.full(len(mentee), nobody), start + state.gain[mentee], state.match[mentee], mentee]
        )
        pairs = state._awake(mentee)
        who = pool.mentee[pairs].astype(np.int64)
        place = np.full(len(state.match), -1)
        place[mentee] = start
        cost = place[who] + state.gain[who] - state._reach(pairs)
        on = np.stack([pool.mentor[pairs].astype(np.int64), cost, state.match[who], who])
        free = mentors[count < state.places[mentors]]
        stay = self.paths.distance[free] + state.price[free]
        end = np.stack([np.full(len(free), nobody), stay, free, np.full(len(free), -1)])
        return np.concatenate([out, on, end], axis=1)

    def _entering(self) -> Ints:
        """A mentee without a mentor enters, or a mentor does with one mentee less."""
        state, pool, nobody = self.state, self.state.pool, self.state.nobody
        start = self.paths.distance[nobody]
        pairs = state._awake(self.free)
        enter = np.stack(
            [
                pool.mentor[pairs].astype(np.int64),
                start - state._reach(pairs),
                np.full(len(pairs), nobody),
                pool.mentee[pairs].astype(np.int64),
            ]
        )
        able: Bools = self.used > 0
        if self.target < nobody:
            able[self.target] = True
        less = np.flatnonzero(able)
        fewer = np.stack(
            [less, start + state.price[less], np.full(len(less), nobody), np.full(len(less), -1)]
        )
        return np.concatenate([enter, fewer], axis=1)
