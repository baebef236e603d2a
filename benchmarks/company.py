"""A made-up company of any size, the same for the same seed: input of the benchmarks.

Skills follow a steep popularity curve, half of them by department; people report upward in their
department, live in 30 sites over 5 regions, and 30 % of the mentees rank up to five mentors.
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine import PairFacts, People, Policy, ProfilePoints
from matching.engine.arrays import Ints

SKILLS, DEPARTMENTS, SITES, INTERESTS = 400, 15, 30, 60
REGION_OFFSETS = np.array([-360, 0, 60, 330, 540])
SITE_REGION = np.arange(SITES) % 5


def company(n: int, m: int, seed: int = 1) -> tuple[ProfilePoints, Ints]:
    """Scores of n mentees with m mentors, and the mentors' places (1 to 3)."""
    rng = np.random.default_rng(seed)
    mentees = people(rng, [f"e{k}" for k in range(n)], levels=(1, 8))
    mentors = people(rng, [f"r{k}" for k in range(m)], levels=(3, 11))
    wishes = [
        (i, int(j), rank)
        for i in np.flatnonzero(rng.random(n) < 0.3).tolist()
        for rank, j in enumerate(rng.choice(m, rng.integers(1, 6), replace=False), start=1)
    ]
    facts = PairFacts(mentee_wishes=wishes, exclusions=pairs(rng, n, m), past=pairs(rng, n, m))
    related = [(s, (s + 7) % SKILLS, 50) for s in range(0, SKILLS, 2)]
    policy = Policy.for_format("mentoring")
    points = ProfilePoints(mentees, mentors, policy, facts, related)
    return points, rng.choice([1, 2, 3], m, p=[0.5, 0.3, 0.2])


def people(rng: np.random.Generator, ids: list[str], levels: tuple[int, int]) -> People:
    n = len(ids)
    department, site = popular(rng, DEPARTMENTS, n, 0.6), popular(rng, SITES, n, 0.8)
    region = SITE_REGION[site]
    lists = zip(department.tolist(), rng.integers(1, 5, n), rng.integers(3, 9, n), strict=True)
    asked = [
        (skills(rng, d, int(goals)), skills(rng, d, int(offers))) for d, goals, offers in lists
    ]
    return People.of(
        ids,
        department=department,
        site=site,
        country=site // 2,
        utc_offset=REGION_OFFSETS[region],
        level=rng.integers(*levels, n),
        manager=[f"boss{k}" for k in rng.integers(0, n // 6 + 1, n)],
        languages=1 | (rng.random(n) < 0.7) * 2 ** (1 + region),
        hours=working_hours(rng, region),
        goals=[[(s, k % 2, 2 + k % 4, 1 + at) for at, (s, k) in enumerate(g)] for g, _ in asked],
        offers=[[(s, 1 + k % 5) for s, k in offers] for _, offers in asked],
        interests=[popular(rng, INTERESTS, k, 0.7).tolist() for k in rng.integers(0, 6, n)],
        background=[rng.integers(0, DEPARTMENTS, k).tolist() for k in rng.integers(0, 3, n)],
        waited=rng.integers(0, 3, n),
        response=rng.integers(-1, 101, n),
    )


def popular(rng: np.random.Generator, kinds: int, n: int, steepness: float) -> Ints:
    """n draws of which the first kinds are much more common than the last."""
    weight = 1 / np.arange(1, kinds + 1) ** steepness
    return rng.choice(kinds, n, p=weight / weight.sum())


def skills(rng: np.random.Generator, department: int, n: int) -> list[tuple[int, int]]:
    """n different skills with a number each, half of them the department's own favorites."""
    drawn = popular(rng, SKILLS, 3 * n, 1.0)
    own = np.where(rng.random(3 * n) < 0.5, (drawn * 31 + 17 * department) % SKILLS, drawn)
    return [(int(s), int(rng.integers(100))) for s in dict.fromkeys(own.tolist())][:n]


def working_hours(rng: np.random.Generator, region: Ints) -> NDArray[np.bool_]:
    """4 to 12 free hours between 8 and 17 on weekdays, local time, as hours of the UTC week."""
    hours = np.zeros((len(region), 168), bool)
    local = np.array([24 * day + hour for day in range(5) for hour in range(8, 17)])
    for line, shift in zip(hours, REGION_OFFSETS[region] // 60, strict=True):
        line[(rng.choice(local, rng.integers(4, 13), replace=False) - shift) % 168] = True
    return hours


def pairs(rng: np.random.Generator, n: int, m: int) -> Ints:
    """A few random pairs: about one in twenty mentees."""
    return np.column_stack([rng.integers(0, n, n // 20), rng.integers(0, m, n // 20)])
