"""The people of one run with everything prepared once that scoring them needs."""

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.arrays import AnyInts, Bools, Ints, Pair, Ragged, starts
from matching.engine.people import PairFacts, People
from matching.engine.policy import Policy
from matching.engine.relations import banned, best_ranks, merged, wish_points
from matching.engine.skills import SkillGraph, goals_covered, goals_taught
from matching.engine.stacks import Stack, members
from matching.engine.wording import Wording


class Cohort:
    """N mentees and M mentors under one policy; tables are built on first use."""

    def __init__(
        self,
        mentees: People,
        mentors: People,
        policy: Policy,
        facts: PairFacts,
        related: ArrayLike,
        wording: Wording | None = None,
    ) -> None:
        self.mentees, self.mentors = mentees, mentors
        self.policy, self.facts = policy, facts
        self.graph, self._wording = SkillGraph(related), wording
        self.shape = (len(mentees), len(mentors))
        facts.check(self.shape)

    @cached_property
    def covered(self) -> Stack:
        """How far the mentors cover each goal."""
        return goals_covered(self.mentees.goals, self.mentors.offers, self.graph)

    @cached_property
    def covered_first(self) -> Stack:
        """The same for the goals of each mentee's highest priority."""
        owners, priority = self.mentees.goals.owners(), self.mentees.goals.values[:, 3]
        best = np.full(len(self.mentees), np.iinfo(np.int64).max)
        np.minimum.at(best, owners, priority)
        return self.covered.where(priority == best[owners])

    @cached_property
    def taught(self) -> Stack:
        """How far each offer of a mentee covers goals of the mentors."""
        return goals_taught(self.mentees.offers, self.mentors.goals, self.graph)

    @cached_property
    def banned(self) -> dict[str, Ragged]:
        """Rule → mentors kept from each mentee, for the rules about single pairs."""
        return banned(self.mentees, self.mentors, self.policy, self.facts)

    @cached_property
    def all_banned(self) -> Ragged:
        """Mentors kept from each mentee by any of these rules."""
        return merged(list(self.banned.values()))

    @cached_property
    def wishes(self) -> Ragged:
        """(mentor, points) lines of each mentee."""
        return wish_points(self.facts, self.shape, self.policy.weights["wishes"])

    @cached_property
    def wish_ranks(self) -> tuple[dict[Pair, int], dict[Pair, int]]:
        """Rank of each wished pair, by the mentee and by the mentor."""
        mentees, mentors = (
            {(i, j): rank for i, j, rank in best_ranks(self.facts.rows(name, self.shape)).tolist()}
            for name in ("mentee_wishes", "mentor_wishes")
        )
        return mentees, mentors

    @cached_property
    def hour_words(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Hours that both sides have at all, packed: mentees (W, N), mentors (W, M)."""
        both = self.mentees.hours.any(axis=0) & self.mentors.hours.any(axis=0)
        return _packed(self.mentees.hours[:, both]), _packed(self.mentors.hours[:, both])

    @cached_property
    def shared_hours(self) -> Stack:
        """Which mentors are free in each hour of the week."""
        free = np.zeros((self.mentors.hours.shape[1] + 1, self.shape[1]), np.uint8)
        free[:-1] = self.mentors.hours.T
        owners, hour = np.nonzero(self.mentees.hours)
        return Stack(free, starts(owners, self.shape[0]), hour)

    @cached_property
    def interests(self) -> Stack:
        """Which mentors share each interest."""
        n, m = self.shape
        return members(_entries(self.mentees.interests), n, _entries(self.mentors.interests), m)

    @cached_property
    def background(self) -> Stack:
        """1 where a mentor knows a department from before or now that the mentee knows from
        before, 2 where they worked in the mentee's own."""
        n, m = self.shape
        before = _entries(self.mentors.background)
        now = _known(self.mentors.department)
        either = np.concatenate([before[0], now[0]]), np.concatenate([before[1], now[1]])
        shared = members(_entries(self.mentees.background), n, either, m)
        own = members(_known(self.mentees.department), n, before, m)
        return shared.beside(Stack(2 * own.table, own.start, own.key))

    @cached_property
    def wording(self) -> Wording:
        """The mentees' goal sentences beside what the mentors write."""
        return self._wording or Wording.of(self.mentees.goal_text, self.mentors.help_text)


def _entries(lists: Ragged) -> tuple[Ints, Ints]:
    return lists.owners(), lists.values[:, 0]


def _known(column: AnyInts) -> tuple[Ints, Ints]:
    rows = np.flatnonzero(column >= 0)
    return rows, column[rows].astype(np.int64)


def _packed(flags: Bools) -> NDArray[np.uint64]:
    wide = np.zeros((len(flags), -(-flags.shape[1] // 64) * 64), bool)
    wide[:, : flags.shape[1]] = flags
    words = np.packbits(wide, axis=1).view(np.uint64)
    return np.ascontiguousarray(words.T)
