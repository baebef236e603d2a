"""A proven result that follows many edits: `verify` accepts what it holds after each."""

from dataclasses import replace

import numpy as np
import pytest

from matching.engine import CertificateError, DensePoints, solve, verify
from matching.engine.problem import Problem
from matching.engine.standing import Standing
from tests.matching.engine.small_pool import pool_of


def test_a_pair_that_comes_back_ends_the_repair():
    """It slept because it was forbidden; proven without that forbid it would be sought for ever."""
    points, places = DensePoints([[9, 4], [8, 7]]), [1, 1]
    plain = Problem.of(points, places)
    standing = Standing(plain, solve(points, places))
    standing.forbid((0, 0))
    with pytest.raises(CertificateError, match=r"^the repair lost the proof$"):
        standing.prove(replace(plain, held_bonus=standing.repair.bonus))


@pytest.mark.parametrize("size", [1, 3, 64])
def test_a_chain_of_edits_keeps_its_proof(size):
    """Many edits on one standing result, each proven; `verify` accepts the prices it holds."""
    taken = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        n, m = rng.integers(3, 12, 2).tolist()
        scores = rng.integers(0, 9, m) + rng.integers(0, int(rng.choice([2, 9])), (n, m))
        scores[rng.random((n, m)) < rng.choice([0, 0.3])] = -1
        capacity = rng.integers(1, 3, m)
        with pool_of(size):
            chain = Chain(DensePoints(scores), capacity)
            for _ in range(15):
                name = rng.choice(["lock", "forbid", "leave", "open", "close", "swap"])
                taken += chain.take(name, int(rng.integers(n)), int(rng.integers(min(n, m))))
    assert taken > 90


class Chain:
    """What a standing result has been told, so that it can be asked for the same."""

    def __init__(self, points, capacity):
        self.points, self.capacity = points, capacity.copy()
        self.before = solve(points, capacity)
        self.standing = Standing(Problem.of(points, capacity), self.before)
        self.match = self.before.match
        self.locks, self.forbids, self.paused = {}, set(), set()

    def take(self, name, i, other):
        if not getattr(self, f"_{name}")(i, other):
            return False
        problem = Problem.of(
            self.points,
            self.capacity,
            locks=self.locks.items(),
            forbids=self.forbids,
            paused=self.paused,
        )
        self.standing.prove(replace(problem, held_bonus=self.before.bonus))
        self.prove()
        self.check_books()
        return True

    def free(self, i):
        return i not in self.locks and i not in self.paused

    def left(self, j):
        return self.capacity[j] - list(self.locks.values()).count(j)

    def _lock(self, i, j):
        able = self.points.score(i, j) >= 0 and (i, j) not in self.forbids and self.left(j) > 0
        if able := able and self.free(i):
            self.standing.lock(i, j)
            self.locks[i] = j
        return able

    def _forbid(self, i, j):
        if able := self.free(i) and (i, j) not in self.forbids:
            self.standing.forbid((i, j))
            self.forbids.add((i, j))
        return able

    def _leave(self, i, _):
        if able := self.free(i):
            self.standing.leave(i)
            self.paused.add(i)
        return able

    def _open(self, _, j):
        self.standing.open_places(j, 1)
        self.capacity[j] += 1
        return True

    def _close(self, _, j):
        if able := self.left(j) > 0:
            self.standing.open_places(j, -1)
            self.capacity[j] -= 1
        return able

    def _swap(self, i, k):
        one, other = int(self.match[i]), int(self.match[k])
        pairs = [(a, b) for a, b in ((i, other), (k, one)) if b >= 0]
        able = one != other and self.free(i) and self.free(k)
        able = able and all(self.points.score(*p) >= 0 and p not in self.forbids for p in pairs)
        if able:
            self.standing.swap(i, k)
            self.locks.update(pairs)
            held = {(i, one), (k, other)}
            self.forbids |= {pair for pair in held if pair[1] >= 0} - set(self.locks.items())
        return able

    def prove(self):
        match = self.standing.match(self.before.match)
        for i, j in self.locks.items():
            match[i] = j
        match[list(self.paused)] = -1
        self.match = match
        gain, price = self.before.mentee_price.copy(), self.before.mentor_price.copy()
        gain[self.standing.instance.mentees] = self.standing.repair.gain
        price[self.standing.instance.mentors] = self.standing.repair.price
        gain[[*self.locks, *self.paused]] = 0
        scores = self.points.block(np.arange(len(match))).copy()
        scores[list(self.paused)] = -1
        forged = replace(
            self.before,
            match=match,
            matched=int((match >= 0).sum()),
            total=sum(int(scores[i, j]) for i, j in enumerate(match.tolist()) if j >= 0),
            mentee_price=gain,
            mentor_price=price,
            locks=tuple(self.locks.items()),
            forbids=tuple(self.forbids),
        )
        verify(DensePoints(scores), self.capacity, forged)

    def check_books(self):
        """What the next edit goes on from: the places left, and every pair but those forbidden."""
        repair, instance = self.standing.repair, self.standing.instance
        left = [self.left(j) for j in instance.mentors.tolist()]
        assert repair.places.tolist() == left
        pool, asleep = repair.pool, np.flatnonzero(repair.asleep)
        rows = instance.mentees[pool.mentee[asleep]], instance.mentors[pool.mentor[asleep]]
        assert set(zip(*(side.tolist() for side in rows), strict=True)) <= self.forbids
