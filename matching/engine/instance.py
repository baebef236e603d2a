"""The solver's view of a problem: free mentees and open mentors, numbered in canonical order.

Canonical numbers come from salted hashes of people's ids, so that a result does not depend on
the order of the rows. Mentors without a place take no part; `scan.closed_prices` values one of
their places afterwards.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.engine.arrays import AnyInts, Ints
from matching.engine.order import canonical
from matching.engine.points import Marked
from matching.engine.problem import Problem


@dataclass(frozen=True)
class Instance:
    """`mentees` (n,) and `mentors` (m,) map the solver's numbers to rows of the problem."""

    problem: Problem
    mentees: Ints
    mentors: Ints

    @classmethod
    def of(cls, problem: Problem, salt: bytes) -> "Instance":
        n, m = problem.points.shape
        mentees = canonical(problem.points.mentee_ids, n, salt)
        mentors = canonical(problem.points.mentor_ids, m, salt)
        return cls(
            problem=problem,
            mentees=mentees[np.isin(mentees, problem.free)],
            mentors=mentors[problem.places[mentors] > 0],
        )

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @cached_property
    def places(self) -> Ints:
        """Places of each open mentor (m,), 1 or more."""
        return self.problem.places[self.mentors]

    @cached_property
    def rows(self) -> Ints:
        """Rows of the open mentors in their own order: the columns of `tables`."""
        return np.sort(self.mentors)

    @cached_property
    def number(self) -> Ints:
        """The solver's number of each column of `tables` (m,)."""
        return np.argsort(self.mentors)

    @cached_property
    def tables(self) -> Marked:
        """Marks of all mentees with the open mentors."""
        tables = self.problem.points.tables
        return tables if len(self.rows) == tables.mentors else tables.picked(self.rows)

    def numbers(self, pairs: Ints) -> tuple[Ints, Ints]:
        """The solver's numbers of pairs (K, 2) of rows; -1 for those who take no part."""
        n, m = self.problem.points.shape
        mentee, mentor = np.full(n, -1), np.full(m, -1)
        mentee[self.mentees] = np.arange(len(self.mentees))
        mentor[self.mentors] = np.arange(len(self.mentors))
        return mentee[pairs[:, 0]], mentor[pairs[:, 1]]

    def worth(self, mentees: Ints, mentors: Ints, scores: AnyInts) -> Ints:
        """Worth (K,) of K pairs by the solver's numbers, -1 where there is none."""
        return self.problem.worths.of(self.mentees[mentees], self.mentors[mentors], scores)


@dataclass(frozen=True)
class Arcs:
    """Some pairs of an instance with their worth, sorted by mentee and mentor."""

    mentee: Ints
    mentor: Ints
    worth: Ints

    def __len__(self) -> int:
        return len(self.worth)

    @classmethod
    def join(cls, parts: list["Arcs"]) -> "Arcs":
        mentee, mentor, worth = (
            np.concatenate([np.zeros(0, np.int64), *(getattr(part, name) for part in parts)])
            for name in ("mentee", "mentor", "worth")
        )
        order = np.lexsort((mentor, mentee))
        return cls(mentee[order], mentor[order], worth[order])
