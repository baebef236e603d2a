"""A set of peers as mentees and as mentors at once, for `solve`."""

from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import AnyInts, Bools, Ints, row_blocks
from matching.engine.parts import Part
from matching.engine.peer_graph import Meetings
from matching.engine.points import KINDS, Ids, Marked, Marks


@dataclass(frozen=True)
class GraphMarks:
    """Worths as the solver reads them, for some people as mentors."""

    graph: Meetings
    columns: Ints

    @property
    def mentors(self) -> int:
        return len(self.columns)

    @property
    def order(self) -> Ints:
        return np.zeros(self.graph.size, np.int64)

    def marks(self, rows: Ints) -> Marks:
        kind = next(kind for kind in KINDS if self.graph.maximum < np.iinfo(kind).max)
        marks = np.zeros((len(rows), self.mentors), kind)
        for at in row_blocks(len(rows), self.graph.size):
            marks[at] = np.take(self.graph.block(rows[at]), self.columns, axis=1) + 1
        return marks

    def picked(self, mentors: Ints) -> "GraphMarks":
        return GraphMarks(self.graph, self.columns[mentors])


@dataclass(frozen=True)
class BothSides:
    """Points of the double cover: mentee i with mentor j is i with j, and so is j with i."""

    graph: Meetings
    mentee_ids: Ids = None
    mentor_ids: Ids = None
    allow_mutual: bool = True

    @property
    def shape(self) -> tuple[int, int]:
        return self.graph.size, self.graph.size

    @property
    def maximum(self) -> int:
        return self.graph.maximum

    @property
    def tables(self) -> Marked:
        return GraphMarks(self.graph, np.arange(self.graph.size))

    def block(self, rows: Ints) -> AnyInts:
        return self.graph.block(rows)

    def score(self, i: int, j: int) -> int:
        return int(self.block(np.array([i]))[0, j])

    def parts(self, i: int, j: int) -> tuple[Part, ...]:
        score = self.score(i, j)
        return (Part("points", score, self.maximum),) if score >= 0 else ()

    def blocked(self, i: int) -> tuple[tuple[str, ...], Bools]:
        return ("not_allowed",), self.block(np.array([i])) < 0
