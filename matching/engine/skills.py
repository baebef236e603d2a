"""How well offers cover goals, through the graph of related skills.

Coverage is a whole number of sixtieths: 60 when the offered level reaches the target, a share of
it when the offer lies between the current and the target level, 0 when it teaches nothing new.
A related skill counts its share (0-100) of that. Relations have a direction: (goal, offer, share)
says how far the offer stands in for the goal, and the way back too unless a row says otherwise.
"""

from collections import defaultdict

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import Ints, Ragged, distinct, table
from matching.engine.stacks import Stack, Table

FULL = 60


def fit(current: int, target: int, level: int) -> int:
    """Sixtieths of a goal (current → target) that an offer at `level` covers."""
    current = min(current, target - 1)
    if level >= target:
        return FULL
    return max(0, FULL * (level - current) // (target - current))


FIT = np.array(
    [[[fit(c, max(t, 1), v) for v in range(6)] for t in range(6)] for c in range(6)], np.int64
)


class SkillGraph:
    """Which skills stand in for a skill, and with what share (itself: 100)."""

    def __init__(self, related: ArrayLike = ()) -> None:
        given: dict[tuple[int, int], int] = {}
        for goal, offer, share in table("related", related, 3).tolist():
            if not 0 <= share <= 100:
                raise ValueError("related must share from 0 to 100")
            given[goal, offer] = max(share, given.get((goal, offer), 0))
        back = {(offer, goal): share for (goal, offer), share in given.items()}
        self._offers: dict[int, dict[int, int]] = defaultdict(dict)
        self._goals: dict[int, dict[int, int]] = defaultdict(dict)
        for (goal, offer), share in {**back, **given}.items():
            if goal != offer:
                self._offers[goal][offer] = self._goals[offer][goal] = share

    def near(self, goal: int) -> list[tuple[int, int]]:
        """(offer, share): the skill itself and those that stand in for it."""
        return [(goal, 100), *(self._offers[goal].items() if goal in self._offers else ())]

    def helped(self, offer: int) -> list[tuple[int, int]]:
        """(goal, share): the skill itself and those it stands in for."""
        return [(offer, 100), *(self._goals[offer].items() if offer in self._goals else ())]

    def share(self, goal: int, offer: int) -> int:
        return dict(self.near(goal)).get(offer, 0)


def goals_covered(goals: Ragged, offers: Ragged, graph: SkillGraph) -> Stack:
    """Mentees ask for their goals, mentors answer with their offers: sixtieths."""
    known = _by_skill(offers)
    wanted, key = _distinct(goals, 3)
    rows = np.zeros((len(wanted) + 1, len(offers)), np.uint8)
    for row, (skill, current, target) in zip(rows[:-1], wanted.tolist(), strict=True):
        for near, share in graph.near(skill):
            if near in known:
                who, (level,) = known[near]
                np.maximum.at(row, who, _part(share, FIT[current, target, level]))
    return Stack(rows, goals.start, key)


def goals_taught(offers: Ragged, goals: Ragged, graph: SkillGraph) -> Stack:
    """Mentees ask whom their offers help, mentors answer with their goals: sixtieths."""
    known = _by_skill(goals)
    taught, key = _distinct(offers, 2)
    rows = np.zeros((len(taught) + 1, len(goals)), np.uint8)
    for row, (skill, level) in zip(rows[:-1], taught.tolist(), strict=True):
        for near, share in graph.helped(skill):
            if near in known:
                who, (current, target, _) = known[near]
                np.maximum.at(row, who, _part(share, FIT[current, target, level]))
    return Stack(rows, offers.start, key)


def _part(share: int, sixtieths: Ints) -> Table:
    return (share * sixtieths // 100).astype(np.uint8)


def _distinct(entries: Ragged, width: int) -> tuple[Ints, Ints]:
    """Distinct entries by their first columns, and the number of each entry among them."""
    first, key = distinct(list(entries.values[:, :width].T))
    return entries.values[first, :width], key


def _by_skill(entries: Ragged) -> dict[int, tuple[Ints, Ints]]:
    """Skill → (owners, the entries' other columns one after another)."""
    order = np.argsort(entries.values[:, 0], kind="stable")
    values, owners = entries.values[order], entries.owners()[order]
    skills, first = np.unique(values[:, 0], return_index=True)
    cuts = [*first.tolist(), len(values)]
    return {
        skill: (owners[a:b], values[a:b, 1:].T)
        for skill, a, b in zip(skills.tolist(), cuts, cuts[1:], strict=False)
    }
