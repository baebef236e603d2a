"""Who wants which topic and who can lead it: checked, in canonical order, with the bounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import Bools, Ints
from matching.engine.circle_apart import Apart, foes
from matching.engine.circle_flow import NONE, seated
from matching.engine.circle_split import UNKNOWN
from matching.engine.people import People

EVERYBODY = 100  # percent
FIRST_GOAL = 60  # points of a goal of priority 1; a half of priority 2, a third of 3, …
ABLE = 3  # level from which somebody can lead a topic


@dataclass(frozen=True)
class Wishes:
    """Numbers are places in canonical order; build it with `Wishes.of`."""

    wants: Ints  # (n, T) points or -1
    leads: Ints  # (n, T) points or -1
    departments: Ints  # (n,) -1 unknown
    size: tuple[int, int]
    most_share: int
    order: Ints  # (n,) row of each number
    apart: Apart  # whom each must not meet

    @classmethod
    def of(
        cls,
        wants: ArrayLike,
        leads: ArrayLike,
        *,
        size: tuple[int, int],
        departments: ArrayLike | None,
        most_share: int,
        forbids: Iterable[Sequence[int]],
        order: Ints,
    ) -> "Wishes":
        """Check what was given; ValueError names it."""
        taking, leading = _grid("wants", wants), _grid("leads", leads)
        if taking.shape != leading.shape:
            raise ValueError("wants and leads must have the same people and topics")
        if not 2 <= size[0] <= size[1]:
            raise ValueError("size must be two numbers, the smaller first and at least 2")
        if not 1 <= most_share <= EVERYBODY:
            raise ValueError("most_share must be from 1 to 100")
        return cls(
            wants=taking[order],
            leads=leading[order],
            departments=_departments(departments, len(taking))[order],
            size=(int(size[0]), int(size[1])),
            most_share=most_share,
            order=order,
            apart=foes(forbids, order),
        )

    @cached_property
    def seekers(self) -> Bools:
        """Who wants a topic, (n,)."""
        found: Bools = np.asarray((self.wants >= 0).any(axis=1))
        return found

    @cached_property
    def leaders(self) -> Ints:
        """Facilitators each topic could have, (T,); 0 where too few people care for one circle."""
        care = ((self.wants >= 0) | (self.leads >= 0)).sum(axis=0)
        return np.where(care >= self.size[0], (self.leads >= 0).sum(axis=0), 0)

    def leaders_beside(self, i: int) -> Ints:
        """Facilitators of each topic without somebody, (T,)."""
        beside: Ints = (self.leads >= 0).sum(axis=0) - (self.leads[i] >= 0)
        return beside

    @property
    def placing(self) -> int:
        """More than all points there are: a person placed comes first."""
        return len(self.wants) * (int(self.wants.max(initial=0)) + 1) + 1

    @cached_property
    def to_lead(self) -> Ints:
        """Points for leading, lowered by what the leader gives up of their own wishes."""
        own = np.maximum(self.wants, 0)
        given_up = own.max(axis=1, initial=0)[:, None] - own
        shift = int(given_up.max(initial=0))
        return np.where(self.leads >= 0, self.leads + shift - given_up, -1)

    def limits(self) -> tuple[int, int, Ints]:
        """No circles place more people or earn more points; people per topic as wished (T,)."""
        either = np.where(self.leads >= 0, np.maximum(self.wants, 0), self.wants)
        points = np.where(self.seekers[:, None], either, -1)
        placed = self._seats(points, self.placing)
        earned = self._seats(points, 0)
        best = np.flatnonzero(earned != NONE)
        wanted = np.bincount(placed[placed != NONE], minlength=points.shape[1])
        return int((placed != NONE).sum()), int(points[best, earned[best]].sum()), wanted

    def _seats(self, points: Ints, placing: int) -> Ints:
        most = self.size[1] * self.leaders
        return seated(
            points, 0 * most, most, departments=self.departments, caps={}, placing=placing
        )


def topics_of(people: People, willing: ArrayLike) -> tuple[tuple[int, ...], Ints, Ints]:
    """Topics, `wants` and `leads` of people: goals are wishes, offers of level 3 can lead.

    A topic is a skill somebody has as a goal. A goal earns 60 points divided by its priority,
    leading 10 per level for the `willing` (n,). Arrays are (n, T).
    """
    ready = np.asarray(willing, bool)
    if ready.shape != (len(people),):
        raise ValueError(f"willing must be {len(people)} times yes or no")
    goals, offers = people.goals.values, people.offers.values
    skills = np.unique(goals[:, 0])
    wants, leads = np.full((2, len(people), len(skills)), -1)
    seeker, topic = people.goals.owners(), np.searchsorted(skills, goals[:, 0])
    np.maximum.at(wants, (seeker, topic), FIRST_GOAL // goals[:, 3])
    able = np.isin(offers[:, 0], skills) & (offers[:, 1] >= ABLE) & ready[people.offers.owners()]
    leader, topic = people.offers.owners()[able], np.searchsorted(skills, offers[able, 0])
    np.maximum.at(leads, (leader, topic), 10 * offers[able, 1])
    return tuple(skills.tolist()), wants, leads


def _departments(given: ArrayLike | None, n: int) -> Ints:
    found = np.full(n, UNKNOWN) if given is None else np.asarray(given)
    if found.shape != (n,) or (n and found.dtype.kind not in "iu"):
        raise ValueError(f"departments must be {n} whole numbers")
    return found.astype(np.int64)


def _grid(name: str, given: ArrayLike) -> Ints:
    grid = np.asarray(given)
    if grid.ndim != 2 or (grid.size and grid.dtype.kind not in "iu"):
        raise ValueError(f"{name} must be whole numbers in two dimensions")
    if grid.size and grid.min() < -1:
        raise ValueError(f"{name} must be -1 (no) or more")
    return grid.astype(np.int64)
