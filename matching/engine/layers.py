"""The layers that add up to the marks of pairs: small rows of whole numbers over the mentors.

Marks are what the solver reads: 0 where a pair is not allowed, points + 1 elsewhere. Each layer
adds its points to a block of marks and closes the pairs that its rules forbid. Everything takes
one or two bytes per pair and a block of mentees at a time, so that a block never leaves the
processor's cache and the N x M scores are never held.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from matching.engine.arrays import AnyInts, Bools, Ints, Ragged
from matching.engine.points import Marks
from matching.engine.stacks import Counts, Stack

EXACT_IN_FLOAT32 = 2**24


@dataclass(frozen=True)
class Block:
    """Marks of some mentees (len(rows), mentors) in the making; `closed` pairs end as 0."""

    rows: Ints
    marks: Marks
    closed: Bools

    def add(self, points: AnyInts) -> None:
        np.add(self.marks, points, out=self.marks, casting="unsafe")

    def close(self, pairs: Bools) -> None:
        np.logical_or(self.closed, pairs, out=self.closed)


class Layer(Protocol):
    """One reason for points, or for none at all."""

    def put(self, block: Block) -> None:
        """Add points to the block and close pairs."""

    def picked(self, mentors: Ints) -> "Layer":
        """The same over some of the mentors, in this order."""


@dataclass(frozen=True)
class Classes:
    """Points and rules that ask only to which class of equal people a mentee belongs.

    `points` and `closed` are (classes, mentors), `key` (N,) is the class of each mentee.
    """

    points: Marks
    closed: Bools | None
    key: Ints

    def put(self, block: Block) -> None:
        key = self.key[block.rows]
        block.add(np.take(self.points, key, axis=0))
        if self.closed is not None:
            block.close(np.take(self.closed, key, axis=0))

    def picked(self, mentors: Ints) -> "Classes":
        closed = None if self.closed is None else np.take(self.closed, mentors, axis=1)
        return Classes(np.take(self.points, mentors, axis=1), closed, self.key)


@dataclass(frozen=True)
class Goals:
    """The covered share of all goals; with `needed` a mentor must cover at least one.

    Whoever is `taught` something by the mentee in return earns the `reciprocal` points.
    """

    covered: Stack
    full: int
    weight: int
    needed: bool
    taught: Stack | None
    reciprocal: int

    def put(self, block: Block) -> None:
        covered = self.covered.sums(block.rows)
        asked = self.covered.asked(block.rows)
        if self.weight:
            block.add(share(covered, asked * self.full, self.weight))
        if self.needed:
            block.close(_nothing(covered, asked))
        if self.taught is not None:
            both = (covered > 0) & (self.taught.highest(block.rows) > 0)
            block.add(both * block.marks.dtype.type(self.reciprocal))

    def picked(self, mentors: Ints) -> "Goals":
        taught = None if self.taught is None else self.taught.picked(mentors)
        return replace(self, covered=self.covered.picked(mentors), taught=taught)


@dataclass(frozen=True)
class Shares:
    """The covered share of some goals (those of first priority)."""

    covered: Stack
    full: int
    weight: int

    def put(self, block: Block) -> None:
        most = self.covered.asked(block.rows) * self.full
        block.add(share(self.covered.sums(block.rows), most, self.weight))

    def picked(self, mentors: Ints) -> "Shares":
        return replace(self, covered=self.covered.picked(mentors))


@dataclass(frozen=True)
class Steps:
    """`weight` points in `full` equal steps: what counts is the sum or the highest answer."""

    stack: Stack
    full: int
    weight: int
    highest: bool = False

    def put(self, block: Block) -> None:
        count = self.stack.highest if self.highest else self.stack.sums
        block.add(steps(count(block.rows), self.full, self.weight))

    def picked(self, mentors: Ints) -> "Steps":
        return replace(self, stack=self.stack.picked(mentors))


@dataclass(frozen=True)
class Single:
    """Facts about single pairs: lines (mentor, points) per mentee, or closed pairs."""

    lines: Ragged
    mentors: int
    forbids: bool

    def put(self, block: Block) -> None:
        found, line = self.lines.pick(block.rows)
        if len(found) == 0:
            return
        if self.forbids:
            block.closed[line, found[:, 0]] = True
        else:
            block.marks[line, found[:, 0]] += found[:, 1].astype(block.marks.dtype)

    def picked(self, mentors: Ints) -> "Single":
        place = np.full(self.mentors, -1)
        place[mentors] = np.arange(len(mentors))
        values, owners = self.lines.values.copy(), self.lines.owners()
        values[:, 0] = place[values[:, 0]]
        inside = values[:, 0] >= 0
        count = np.bincount(owners[inside], minlength=len(self.lines))
        start = np.concatenate(([0], np.cumsum(count)))
        return Single(Ragged(start, values[inside]), len(mentors), self.forbids)


@dataclass(frozen=True)
class Computed:
    """Factors and rules without a table: asked anew for every block, for all mentors."""

    factors: tuple[Callable[[Ints], AnyInts], ...]
    rules: tuple[Callable[[Ints], Bools], ...] = ()
    mentors: Ints | None = None

    def put(self, block: Block) -> None:
        chosen = slice(None) if self.mentors is None else self.mentors
        for factor in self.factors:
            block.add(factor(block.rows)[:, chosen])
        for rule in self.rules:
            block.close(rule(block.rows)[:, chosen])

    def picked(self, mentors: Ints) -> "Computed":
        return replace(self, mentors=mentors if self.mentors is None else self.mentors[mentors])


def _nothing(covered: Counts, asked: Ints) -> Bools:
    """Mentors who cover none of the goals of a mentee who has some."""
    nothing: Bools = covered == 0
    nothing[asked == 0] = False
    return nothing


def share(covered: Counts, most: Ints, weight: int) -> AnyInts:
    """weight * covered // most, with `most` (len(rows),) what each mentee's goals could bring.

    Division in floating point is exact here: the quotient of two whole numbers below 2^24
    (2^53) is never rounded up to the next whole number.
    """
    same, largest = np.maximum(most, 1), int(most.max(initial=1))
    if len(most) and (most == most[0]).all() and weight * largest < 2**16:
        points = np.multiply(covered, np.uint16(weight), dtype=np.uint16)
        np.floor_divide(points, np.uint16(same[0]), out=points)
        return points
    kind = np.float32 if weight * largest < EXACT_IN_FLOAT32 else np.float64
    shares = np.multiply(covered, kind(weight), dtype=kind)
    np.divide(shares, same[:, None].astype(kind), out=shares)
    return shares.astype(np.uint16)


def steps(count: Counts, full: int, weight: int) -> AnyInts:
    """weight * count // full, with no more than `full` counted."""
    top = full * max(weight, 1)
    kind = np.uint8 if top < 2**8 else np.uint16 if top < 2**16 else np.uint32
    # NumPy takes the smaller of two arrays ten times faster than of an array and a number
    points: AnyInts = np.minimum(count, np.full_like(count, full)).astype(kind, copy=False)
    np.multiply(points, kind(weight), out=points)
    np.floor_divide(points, kind(full), out=points)
    return points


def ready_shares(covered: Stack, full: int, weight: int) -> Stack:
    """Answers turned into points once, for mentees who have at most one such goal each."""
    table = np.empty_like(covered.table)
    for at in range(0, len(table), 64):
        points = covered.table[at : at + 64].astype(np.uint32) * weight // full
        table[at : at + 64] = points
    return Stack(table, covered.start, covered.key)
