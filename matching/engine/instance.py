"""The solver's view of a problem: free mentees and all mentors in canonical order."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.engine.arrays import Bools, Ints
from matching.engine.order import canonical
from matching.engine.problem import Problem


@dataclass(frozen=True)
class Instance:
    """`mentees` (n,) and `mentors` (M,) map the solver's numbers to rows of the problem."""

    problem: Problem
    mentees: Ints
    mentors: Ints

    @classmethod
    def of(cls, problem: Problem, salt: bytes) -> "Instance":
        n, m = problem.points.shape
        order = canonical(problem.points.mentee_ids, n, salt)
        return cls(
            problem=problem,
            mentees=order[np.isin(order, problem.free)],
            mentors=canonical(problem.points.mentor_ids, m, salt),
        )

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @cached_property
    def places(self) -> Ints:
        return self.problem.places[self.mentors]

    @cached_property
    def has_place(self) -> Bools:
        found: Bools = self.places > 0
        return found

    def block(self, rows: Ints) -> Ints:
        """Worth of these mentees' pairs with all mentors, -1 where there is no pair."""
        return np.take(self.problem.worths.block(self.mentees[rows]), self.mentors, axis=1)


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
