"""How well offers cover goals, through the graph of related skills.

Coverage is a whole number of sixtieths: 60 when the offered level reaches the target, a share of
it when the offer lies between the current and the target level, 0 when it teaches nothing new.
A related skill counts its share (0-100) of that.
"""

from collections import defaultdict

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.arrays import Ints, Ragged, table

FULL = 60
Rows = NDArray[np.uint8]


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
        self._share: dict[int, dict[int, int]] = defaultdict(dict)
        for one, other, share in table("related", related, 3).tolist():
            if not 0 <= share <= 100:
                raise ValueError("related must share from 0 to 100")
            for a, b in ((one, other), (other, one)):
                self._share[a][b] = max(share, self._share[a].get(b, 0))

    def near(self, skill: int) -> list[tuple[int, int]]:
        """(skill, share) of the skill itself and of its relations."""
        others = self._share[skill].items() if skill in self._share else ()
        return [(skill, 100), *(pair for pair in others if pair[0] != skill)]

    def share(self, one: int, other: int) -> int:
        return dict(self.near(one)).get(other, 0)


class Coverage:
    """For each distinct question of the mentees, one row of answers over the mentors.

    `rows` is uint8 (questions, M) in sixtieths; the questions of mentee i are `of(i)`.
    """

    def __init__(self, asked: Ragged, columns: int, rows: Rows, key: Ints) -> None:
        self._asked, self._key, self.rows = asked, key, rows
        self.columns = columns

    def of(self, i: int) -> Ints:
        """Row numbers, in the order in which the mentee gave the questions."""
        return self._key[self._asked.start[i] : self._asked.start[i + 1]]

    def total(self, keys: Ints) -> NDArray[np.uint16]:
        """Sum over the rows, (M,)."""
        out: NDArray[np.uint16] = self.rows[keys[0]].astype(np.uint16)
        for key in keys[1:]:
            np.add(out, self.rows[key], out=out)
        return out


def goals_covered(goals: Ragged, offers: Ragged, graph: SkillGraph) -> Coverage:
    """Questions are mentees' goals, answers the mentors' offers."""
    known = _by_skill(offers)
    wanted, key = _distinct(goals, 3)
    rows = np.zeros((len(wanted), len(offers)), np.uint8)
    for row, (skill, current, target) in zip(rows, wanted.tolist(), strict=True):
        for near, share in graph.near(skill):
            if near in known:
                who, (level,) = known[near]
                np.maximum.at(row, who, _part(share, FIT[current, target, level]))
    return Coverage(goals, len(offers), rows, key)


def goals_taught(offers: Ragged, goals: Ragged, graph: SkillGraph) -> Coverage:
    """Questions are mentees' offers, answers the mentors' goals they would cover."""
    known = _by_skill(goals)
    taught, key = _distinct(offers, 2)
    rows = np.zeros((len(taught), len(goals)), np.uint8)
    for row, (skill, level) in zip(rows, taught.tolist(), strict=True):
        for near, share in graph.near(skill):
            if near in known:
                who, (current, target, _) = known[near]
                np.maximum.at(row, who, _part(share, FIT[current, target, level]))
    return Coverage(offers, len(goals), rows, key)


def _part(share: int, sixtieths: Ints) -> Rows:
    return (share * sixtieths // 100).astype(np.uint8)


def _distinct(entries: Ragged, width: int) -> tuple[Ints, Ints]:
    """Distinct entries by their first columns, and the number of each entry among them."""
    distinct, key = np.unique(entries.values[:, :width], axis=0, return_inverse=True)
    return distinct, key.reshape(-1).astype(np.int64)


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
