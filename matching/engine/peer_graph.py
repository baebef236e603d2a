"""One set of people scored with itself: what pairing them looks at, always in blocks.

Numbers here are places in the canonical order of the people, not rows of the points.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.engine.arrays import AnyInts, Ints, Pair, Ragged, row_blocks
from matching.engine.keep import Keep
from matching.engine.locks import as_pairs
from matching.engine.order import named_order
from matching.engine.points import Ids


class PeerPoints(Protocol):
    """Symmetric scores of n people with each other, handed out in blocks.

    Every `Points` of one set of people on both sides will do; the diagonal is never read.
    """

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def maximum(self) -> int: ...

    @property
    def mentee_ids(self) -> Ids: ...

    def block(self, rows: Ints) -> AnyInts:
        """Integer scores (len(rows), n); -1 where two must not meet."""


class Meetings(Protocol):
    """Worth of any two of `size` people, as the solvers read it."""

    @property
    def size(self) -> int: ...

    @property
    def maximum(self) -> int: ...

    def block(self, rows: Ints) -> Ints:
        """Worth int64 (len(rows), size), symmetric; -1 where two must not meet."""


@dataclass(frozen=True)
class PeerGraph:
    """Scores in canonical order, with forbidden pairs out and kept pairs worth more.

    `in_trio` (n,) is what it is worth, beside the points, to have somebody in a trio.
    """

    points: PeerPoints
    order: Ints  # (n,) row of each number
    in_trio: Ints  # (n,)
    forbidden: Ragged
    kept: Ragged
    bonus: int = 0

    @classmethod
    def of(
        cls,
        points: PeerPoints,
        *,
        ids: Sequence[str] | None = None,
        forbids: Iterable[Pair] = (),
        keep: Keep | None = None,
        salt: bytes = b"",
    ) -> "PeerGraph":
        """Check everything; ValueError names what cannot be."""
        n, m = points.shape
        if n != m:
            raise ValueError(f"peers must be scored with each other, not {n} with {m}")
        if keep and keep.bonus < 0:
            raise ValueError("the bonus of kept pairs must be 0 or more")
        order = named_order(points.mentee_ids if ids is None else ids, n, salt)
        check_symmetric(points)
        return cls(
            points=points,
            order=order,
            in_trio=np.zeros(n, np.int64),
            forbidden=_both_ways(forbids, order, "forbids"),
            kept=_both_ways(keep.pairs if keep else (), order, "keep"),
            bonus=int(keep.bonus) if keep else 0,
        )

    @property
    def size(self) -> int:
        return len(self.order)

    @property
    def maximum(self) -> int:
        return self.points.maximum + self.bonus

    def scores(self, rows: Ints) -> Ints:
        """Points (len(rows), n), -1 where two must not meet."""
        score = np.take(self.points.block(self.order[rows]), self.order, axis=1).astype(np.int64)
        score[np.arange(len(rows)), rows] = -1
        others, line = self.forbidden.pick(rows)
        score[line, others[:, 0]] = -1
        return score

    def block(self, rows: Ints) -> Ints:
        """Worth (len(rows), n): points and bonus."""
        worth = self.scores(rows)
        others, line = self.kept.pick(rows)
        worth[line, others[:, 0]] += self.bonus * (worth[line, others[:, 0]] >= 0)
        return worth


@dataclass(frozen=True)
class WithThird:
    """The people and one seat more, last: whoever takes it becomes third in a pair.

    `most` (n,) is the most each could bring there, -1 for who fits in no pair.
    """

    graph: Meetings
    most: Ints

    @property
    def size(self) -> int:
        return self.graph.size + 1

    @property
    def maximum(self) -> int:
        return max(self.graph.maximum, int(self.most.max(initial=0)))

    def block(self, rows: Ints) -> Ints:
        worth = np.full((len(rows), self.size), -1)
        people = rows < self.graph.size
        worth[people, :-1] = self.graph.block(rows[people])
        worth[people, -1] = self.most[rows[people]]
        worth[~people, :-1] = self.most
        return worth


@dataclass(frozen=True)
class Leveled:
    """A graph less what everybody is worth to others on average, (n,).

    Where all are paired, each counts once: the best pairing stays the best. Somebody whom all
    rate highly no longer draws them all, which spares the solver many rounds.
    """

    graph: Meetings
    level: Ints
    lift: int

    @classmethod
    def of(cls, graph: Meetings) -> "Leveled":
        level = np.zeros(graph.size, np.int64)
        for rows, worth in blocks(graph):
            allowed = worth >= 0
            total = np.where(allowed, worth, 0).sum(axis=1)
            level[rows] = total // np.maximum(allowed.sum(axis=1), 1)
        return cls(graph, level, 2 * int(level.max(initial=0)))

    @property
    def size(self) -> int:
        return self.graph.size

    @property
    def maximum(self) -> int:
        return self.graph.maximum + self.lift

    def block(self, rows: Ints) -> Ints:
        worth = self.graph.block(rows)
        leveled = worth + (self.lift - self.level[rows, None] - self.level)
        return np.where(worth >= 0, leveled, -1)


def blocks(graph: Meetings) -> Iterator[tuple[Ints, Ints]]:
    """(rows, worth) of everybody, some rows at a time."""
    for rows in row_blocks(graph.size, graph.size):
        yield rows, graph.block(rows)


def worth_of_pairs(block: Callable[[Ints], Ints], pairs: Ints) -> Ints:
    """What a block of rows says of some pairs, (k,)."""
    worth = np.zeros(len(pairs), np.int64)
    for at in range(0, len(pairs), 64):
        some = pairs[at : at + 64]
        worth[at : at + 64] = block(some[:, 0])[np.arange(len(some)), some[:, 1]]
    return worth


def check_symmetric(points: PeerPoints) -> None:
    """ValueError unless every score is the same both ways; one pass, nothing held.

    For a random vector x, A x and x A differ with near certainty when A is not symmetric
    (R. Freivalds, "Probabilistic machines can use less running time", 1977); numbers wrap at
    2^64. The vector is fixed, so the answer is too.
    """
    n = points.shape[0]
    weight = np.random.default_rng(1977).integers(1, 2**62, n)
    across, down = np.zeros((2, n), np.int64)
    for rows in row_blocks(n, n):
        score = np.maximum(points.block(rows).astype(np.int64), -1)
        score[np.arange(len(rows)), rows] = 0
        across[rows] = score @ weight
        down += weight[rows] @ score
    if (across != down).any():
        raise ValueError("peers must be scored alike both ways")


def _both_ways(pairs: Iterable[Pair], order: Ints, name: str) -> Ragged:
    """Partners of each number, from pairs of rows."""
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    partners: list[list[int]] = [[] for _ in range(len(order))]
    for pair in {(min(pair), max(pair)) for pair in as_pairs(pairs)}:
        if pair[0] < 0 or pair[1] >= len(order) or pair[0] == pair[1]:
            raise ValueError(f"{name} names a pair that cannot be: {pair[0]}-{pair[1]}")
        i, j = number[list(pair)].tolist()
        partners[i].append(j)
        partners[j].append(i)
    return Ragged.of([sorted(row) for row in partners])
