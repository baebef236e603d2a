"""A made-up company of any size, the same for the same seed: input of the benchmarks.

Skills follow a steep popularity curve, half of them by department; people report upward in their
department, live in 30 sites over 5 regions, and 30 % of the mentees rank up to five mentors.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.engine import PairFacts, People, Policy, ProfilePoints, Ragged
from matching.engine.arrays import Bools, Ints

SKILLS, DEPARTMENTS, SITES, INTERESTS = 400, 15, 30, 60
REGION_OFFSETS = np.array([-360, 0, 60, 330, 540])
SITE_REGION = np.arange(SITES) % 5
WORKING = np.array([24 * day + hour for day in range(5) for hour in range(8, 17)])


@dataclass(frozen=True)
class Company:
    """Loaded arrays: all that is there before a benchmark starts its clock."""

    mentees: People
    mentors: People
    policy: Policy
    facts: PairFacts
    related: list[tuple[int, int, int]]
    capacity: Ints

    def points(self) -> ProfilePoints:
        """Nothing scored or prepared yet."""
        return ProfilePoints(self.mentees, self.mentors, self.policy, self.facts, self.related)

    def without_rule(self, rule: str) -> "Company":
        return replace(self, policy=replace(self.policy, rules=self.policy.rules - {rule}))


def company(n: int, m: int, seed: int = 1) -> tuple[ProfilePoints, Ints]:
    """Scores of n mentees with m mentors, and the mentors' places (1 to 3)."""
    found = made(n, m, seed)
    return found.points(), found.capacity


def made(n: int, m: int, seed: int = 1) -> Company:
    rng = np.random.default_rng(seed)
    return Company(
        people(rng, "e", n, levels=(1, 8)),
        people(rng, "r", m, levels=(3, 11)),
        Policy.for_format("mentoring"),
        PairFacts(wishes(rng, n, m), exclusions=pairs(rng, n, m), past=pairs(rng, n, m)),
        [(s, (s + 7) % SKILLS, 50) for s in range(0, SKILLS, 2)],
        rng.choice([1, 2, 3], m, p=[0.5, 0.3, 0.2]),
    )


def people(rng: np.random.Generator, prefix: str, n: int, levels: tuple[int, int]) -> People:
    department, site = popular(rng, DEPARTMENTS, (n,), 0.6), popular(rng, SITES, (n,), 0.8)
    region = SITE_REGION[site]
    return People.of(
        [f"{prefix}{k}" for k in range(n)],
        department=department,
        site=site,
        country=site // 2,
        utc_offset=REGION_OFFSETS[region],
        level=rng.integers(*levels, n),
        manager=[f"boss{k}" for k in rng.integers(0, n // 6 + 1, n).tolist()],
        languages=1 | (rng.random(n) < 0.7) * 2 ** (1 + region),
        hours=working_hours(rng, region),
        goals=goals(rng, department),
        offers=offers(rng, department),
        interests=some(popular(rng, INTERESTS, (n, 12), 0.7), rng.integers(0, 6, n)),
        background=some(rng.integers(0, DEPARTMENTS, (n, 6)), rng.integers(0, 3, n)),
        waited=rng.integers(0, 3, n),
        response=rng.integers(-1, 101, n),
    )


def popular(rng: np.random.Generator, kinds: int, shape: tuple[int, ...], steepness: float) -> Ints:
    """Draws of which the first kinds are much more common than the last."""
    weight = 1 / np.arange(1, kinds + 1) ** steepness
    return rng.choice(kinds, shape, p=weight / weight.sum())


def some(drawn: Ints, count: Ints) -> Ragged:
    """The first `count` (n,) different numbers of each row of `drawn` (n, width)."""
    taken = first_different(drawn, count)
    return Ragged.packed(np.nonzero(taken)[0], drawn[taken][:, None], len(drawn))


def first_different(drawn: Ints, count: Ints) -> Bools:
    """Which draws (n, width) to take: the first `count` (n,) of each row that are not repeated."""
    order = np.argsort(drawn, axis=1, kind="stable")
    ranked = np.take_along_axis(drawn, order, axis=1)
    new = np.ones(drawn.shape, bool)
    np.put_along_axis(new, order[:, 1:], ranked[:, 1:] != ranked[:, :-1], axis=1)
    taken: Bools = new & (np.cumsum(new, axis=1) <= count[:, None])
    return taken


def skills(rng: np.random.Generator, department: Ints, most: int) -> Ints:
    """Draws (n, 3 * most) of skills, half of them the department's own favorites."""
    drawn = popular(rng, SKILLS, (len(department), 3 * most), 1.0)
    own = (drawn * 31 + 17 * department[:, None]) % SKILLS
    return np.where(rng.random(drawn.shape) < 0.5, own, drawn)


def goals(rng: np.random.Generator, department: Ints) -> Ragged:
    """1 to 4 of each: skill, current level, target level, priority."""
    found = some(skills(rng, department, 4), rng.integers(1, 5, len(department)))
    dice, priority = rng.integers(0, 4, len(found.values)), 1 + place_in_row(found)
    return Ragged(found.start, np.column_stack([found.values, dice % 2, 2 + dice, priority]))


def offers(rng: np.random.Generator, department: Ints) -> Ragged:
    """3 to 8 of each: skill, level."""
    found = some(skills(rng, department, 8), rng.integers(3, 9, len(department)))
    return Ragged(
        found.start, np.column_stack([found.values, rng.integers(1, 6, len(found.values))])
    )


def place_in_row(found: Ragged) -> Ints:
    """0, 1, … within each row."""
    return np.arange(len(found.values)) - np.repeat(found.start[:-1], np.diff(found.start))


def working_hours(rng: np.random.Generator, region: Ints) -> NDArray[np.bool_]:
    """4 to 12 free hours between 8 and 17 on weekdays, local time, as hours of the UTC week."""
    n = len(region)
    shuffled = np.argsort(rng.random((n, len(WORKING)), np.float32), axis=1)
    free = np.arange(len(WORKING)) < rng.integers(4, 13, n)[:, None]
    row, at = np.nonzero(free)
    hours = np.zeros((n, 168), bool)
    hours[row, (WORKING[shuffled[row, at]] - REGION_OFFSETS[region[row]] // 60) % 168] = True
    return hours


def wishes(rng: np.random.Generator, n: int, m: int) -> Ints:
    """Three mentees in ten rank 1 to 5 mentors: (mentee, mentor, rank)."""
    who = np.flatnonzero(rng.random(n) < 0.3)
    ranked = some(rng.integers(0, m, (len(who), 8)), rng.integers(1, 6, len(who)))
    return np.column_stack([who[ranked.owners()], ranked.values, 1 + place_in_row(ranked)])


def pairs(rng: np.random.Generator, n: int, m: int) -> Ints:
    """A few random pairs: about one in twenty mentees."""
    return np.column_stack([rng.integers(0, n, n // 20), rng.integers(0, m, n // 20)])
