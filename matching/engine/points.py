"""What the engine needs to know about scores, and the plainest thing that answers: an array."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.arrays import AnyInts, Bools, Ints, row_blocks
from matching.engine.parts import Part

Ids = tuple[str, ...] | None
Marks = NDArray[np.unsignedinteger]
KINDS = (np.uint8, np.uint16, np.uint32, np.uint64)


class Marked(Protocol):
    """The same mentees with some mentors, as small unsigned numbers for the solver."""

    @property
    def mentors(self) -> int:
        """How many mentors."""

    @property
    def order(self) -> Ints:
        """A number for each mentee (N,): those with equal numbers cost alike to score."""

    def marks(self, rows: Ints) -> Marks:
        """(len(rows), mentors): 0 where a pair is not allowed, points + 1 elsewhere."""

    def picked(self, mentors: Ints) -> "Marked":
        """The same with these of the mentors, in this order."""


class Points(Protocol):
    """Scores of N mentees with M mentors, handed out in blocks."""

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def maximum(self) -> int:
        """No score is higher."""

    @property
    def mentee_ids(self) -> Ids:
        """Ids make the result independent of the row order; one id is one person."""

    @property
    def mentor_ids(self) -> Ids: ...

    @property
    def allow_mutual(self) -> bool:
        """May A mentor B while B mentors A?"""

    @property
    def tables(self) -> Marked:
        """All mentors, in their order."""

    def block(self, rows: Ints) -> AnyInts:
        """Integer scores (len(rows), M) of some mentees; -1 where a pair is not allowed."""

    def score(self, i: int, j: int) -> int:
        """One cell of a block."""

    def parts(self, i: int, j: int) -> tuple[Part, ...]:
        """Ordered parts; they add up to the score of an allowed pair."""

    def blocked(self, i: int) -> tuple[tuple[str, ...], Bools]:
        """Rule codes (R,) and which mentors each keeps from the mentee, (R, M)."""


@dataclass(frozen=True)
class DenseMarks:
    """Marks held as an array (N, mentors)."""

    held: Marks

    @property
    def mentors(self) -> int:
        return int(self.held.shape[1])

    @property
    def order(self) -> Ints:
        return np.zeros(len(self.held), np.int64)

    def marks(self, rows: Ints) -> Marks:
        return self.held[rows]

    def picked(self, mentors: Ints) -> "DenseMarks":
        return DenseMarks(np.take(self.held, mentors, axis=1))


class DensePoints:
    """Scores given as an integer array (N, M), -1 = not allowed.

    Other negatives, fractions, repeated ids or ids of another length raise ValueError.
    """

    allow_mutual = True

    def __init__(
        self,
        array: ArrayLike,
        mentee_ids: Sequence[str] | None = None,
        mentor_ids: Sequence[str] | None = None,
    ) -> None:
        scores = np.asarray(array)
        if scores.ndim != 2 or (scores.dtype.kind not in "iu" and scores.size):
            raise ValueError("points must be whole numbers in two dimensions")
        if scores.size and scores.min() < -1:
            raise ValueError("points must be -1 (not allowed) or more")
        self._scores = scores.astype(np.int64)
        self.shape = (scores.shape[0], scores.shape[1])
        self.maximum = max(0, int(self._scores.max(initial=0)))
        self.mentee_ids = _ids("mentee_ids", mentee_ids, self.shape[0])
        self.mentor_ids = _ids("mentor_ids", mentor_ids, self.shape[1])

    @cached_property
    def tables(self) -> DenseMarks:
        kind = next(k for k in KINDS if self.maximum < np.iinfo(k).max)
        return DenseMarks((self._scores + 1).astype(kind))

    def block(self, rows: Ints) -> AnyInts:
        return self._scores[rows]

    def score(self, i: int, j: int) -> int:
        return int(self._scores[i, j])

    def parts(self, i: int, j: int) -> tuple[Part, ...]:
        score = self.score(i, j)
        return (Part("points", score, self.maximum),) if score >= 0 else ()

    def blocked(self, i: int) -> tuple[tuple[str, ...], Bools]:
        return ("not_allowed",), self._scores[i : i + 1] < 0


def scores(marks: Marks) -> AnyInts:
    """Marks as scores: -1 where a pair is not allowed."""
    found: AnyInts = marks.astype({1: np.int16, 2: np.int32}.get(marks.itemsize, np.int64))
    np.subtract(found, 1, out=found)
    return found


def pair_scores(points: Points, pairs: Ints) -> Ints:
    """Scores (K,) of pairs (K, 2) of a mentee and a mentor row, -1 where not allowed."""
    found = np.zeros(len(pairs), np.int64)
    for at in row_blocks(len(pairs), points.shape[1]):
        marks = points.tables.marks(pairs[at, 0])
        found[at] = marks[np.arange(len(at)), pairs[at, 1]].astype(np.int64) - 1
    return found


def _ids(name: str, given: Sequence[str] | None, n: int) -> Ids:
    if given is None:
        return None
    ids = tuple(given)
    if len(ids) != n or len(set(ids)) != n:
        raise ValueError(f"{name} must be {n} different names")
    return ids
