"""The people of one run with everything prepared once that scoring them needs."""

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.arrays import Bools, Ragged
from matching.engine.people import PairFacts, People
from matching.engine.policy import Policy
from matching.engine.relations import banned, wish_points
from matching.engine.skills import Coverage, SkillGraph, goals_covered, goals_taught


class Cohort:
    """N mentees and M mentors under one policy; tables are built on first use."""

    def __init__(
        self,
        mentees: People,
        mentors: People,
        policy: Policy,
        facts: PairFacts,
        related: ArrayLike,
    ) -> None:
        self.mentees, self.mentors = mentees, mentors
        self.policy, self.facts = policy, facts
        self.graph = SkillGraph(related)
        self.shape = (len(mentees), len(mentors))
        facts.check(self.shape)

    @cached_property
    def covered(self) -> Coverage:
        return goals_covered(self.mentees.goals, self.mentors.offers, self.graph)

    @cached_property
    def taught(self) -> Coverage:
        return goals_taught(self.mentees.offers, self.mentors.goals, self.graph)

    @cached_property
    def first_goals(self) -> Bools:
        """For every goal entry of the mentees: is it of the person's highest priority?"""
        goals = self.mentees.goals
        best = np.full(len(goals), np.iinfo(np.int64).max)
        np.minimum.at(best, goals.owners(), goals.values[:, 3])
        first: Bools = goals.values[:, 3] == best[goals.owners()]
        return first

    @cached_property
    def banned(self) -> dict[str, Ragged]:
        """Rule → mentors kept from each mentee, for the rules about single pairs."""
        return banned(self.mentees, self.mentors, self.policy, self.facts)

    @cached_property
    def wishes(self) -> Ragged:
        """(mentor, points) lines of each mentee."""
        return wish_points(self.facts, self.shape, self.policy.weights["wishes"])

    @cached_property
    def hour_words(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Hours that both sides have at all, packed: mentees (W, N), mentors (W, M)."""
        both = self.mentees.hours.any(axis=0) & self.mentors.hours.any(axis=0)
        return _packed(self.mentees.hours[:, both]), _packed(self.mentors.hours[:, both])

    @cached_property
    def interested(self) -> "Membership":
        return Membership(self.mentors.interests)

    @cached_property
    def worked_in(self) -> "Membership":
        """Departments in which the mentors worked before."""
        return Membership(self.mentors.background)

    @cached_property
    def knows(self) -> "Membership":
        """Departments which the mentors know: before or now."""
        background, now = self.mentors.background, self.mentors.department
        lists = [
            [*background.row(j)[:, 0].tolist(), *([now[j]] if now[j] >= 0 else [])]
            for j in range(len(now))
        ]
        return Membership(Ragged.of(lists))


class Membership:
    """Who has what: one uint8 row of 0 and 1 per value."""

    def __init__(self, lists: Ragged) -> None:
        values, key = np.unique(lists.values[:, 0], return_inverse=True)
        self._rows = np.zeros((len(values) + 1, len(lists)), np.uint8)
        self._rows[key, lists.owners()] = 1
        self._number = {value: number for number, value in enumerate(values.tolist())}

    def row(self, value: int) -> NDArray[np.uint8]:
        """(M,): 1 where the mentor has the value."""
        row: NDArray[np.uint8] = self._rows[self._number.get(value, -1)]
        return row


def _packed(flags: Bools) -> NDArray[np.uint64]:
    wide = np.zeros((len(flags), -(-flags.shape[1] // 64) * 64), bool)
    wide[:, : flags.shape[1]] = flags
    words = np.packbits(wide, axis=1).view(np.uint64)
    return np.ascontiguousarray(words.T)
