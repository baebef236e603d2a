"""Whom to win as a mentor: the one new person who would place most of those left over.

New mentors are made up from what the unmatched ask for (a skill at a level) and where they are
(site, country, clock), at every seniority and in their commonest languages. They are scored by the
same rules and weights as everybody else; only what concerns single pairs (wishes, exclusions,
reporting lines) is not known of them, their department and hours are left open, and they count as
trained. Blocks of unmatched mentees meet blocks of new mentors; nobody is solved again.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from matching.engine.arrays import Ints, row_blocks
from matching.engine.people import UNKNOWN, UNKNOWN_OFFSET, People
from matching.engine.profile_points import ProfilePoints
from matching.engine.solution import Solution

MOST_GOALS, MOST_SITES, MOST_LANGUAGES = 48, 12, 3
SENIORITY = range(1, 11)
BATCH = 4_096


@dataclass(frozen=True, order=True)
class NewMentor:
    """A made-up profile. -1, 0 and UNKNOWN_OFFSET mean what they mean in `People`; `languages` is
    its bit mask. Without `offer_level` they offer nothing."""

    skill: int
    offer_level: int
    site: int
    country: int
    utc_offset: int
    level: int
    languages: int


@dataclass(frozen=True)
class RecruitingHint:
    """With this mentor and `places` places at least `placed` more mentees would be matched, and
    exactly so many when that fills the places (others may move on from places they have).

    `allowed` unmatched mentees may be paired with the mentor; `mentees` (rows) are the best of
    them, best first, and `points` what their pairs earn together.
    """

    mentor: NewMentor
    places: int
    placed: int
    allowed: int
    points: int
    mentees: tuple[int, ...]


def recruiting_hints(
    points: ProfilePoints, solution: Solution, *, places: int = 3, most: int = 10
) -> tuple[RecruitingHint, ...]:
    """The best hint for each skill and site, most placed first, then most points, then by number;
    none when everybody is matched or nobody could be helped. ValueError for places below 1."""
    if places < 1:
        raise ValueError("places must be 1 or more")
    rows = np.flatnonzero(solution.match < 0)
    ideas = _ideas(points, rows)
    found: dict[tuple[int, int, int, int], tuple[tuple[int, int], NewMentor]] = {}
    for batch in (ideas[at : at + BATCH] for at in range(0, len(ideas), BATCH)):
        for best in zip(_worths(points, rows, batch, places), batch, strict=True):
            key = best[1].skill, best[1].site, best[1].country, best[1].utc_offset
            found[key] = min(found.get(key, best), best)
    ranked = sorted(best for best in found.values() if best[0][0])[:most]
    return _hints(points, rows, [idea for _, idea in ranked], places)


def people_of(ideas: Sequence[NewMentor]) -> People:
    """The made-up profiles as the engine takes mentors; no id of theirs is anybody's."""
    return People.of(
        [f"\0new {number}" for number in range(len(ideas))],
        site=[idea.site for idea in ideas],
        country=[idea.country for idea in ideas],
        utc_offset=[idea.utc_offset for idea in ideas],
        level=[idea.level for idea in ideas],
        languages=[idea.languages for idea in ideas],
        offers=[[(idea.skill, idea.offer_level)] if idea.offer_level else [] for idea in ideas],
        trained=[True] * len(ideas),
    )


def _ideas(points: ProfilePoints, rows: Ints) -> list[NewMentor]:
    """Every mix of what the unmatched ask for, where they are and what else the policy weighs."""
    if not len(rows):
        return []
    people, policy = points.mentees.take(rows), points.policy
    matters = policy.rules | {factor for factor, weight in policy.weights.items() if weight}
    places: list[tuple[int, ...]] = [(UNKNOWN, UNKNOWN, UNKNOWN_OFFSET)]
    levels, languages = [0], [0]
    if matters & {"different_site", "time_zone_gap", "place"}:
        places = _places(people)
    if matters & {"level_gap", "level"} and people.level.any():
        levels = list(SENIORITY)
    if matters & {"no_shared_language", "language"}:
        languages = _languages(people)
    mixed = product(_skills(people), places, levels, languages)
    return [NewMentor(*(*skill, *place, level, spoken)) for skill, place, level, spoken in mixed]


def _skills(people: People) -> list[tuple[int, ...]]:
    """(skill, level to offer) as most of them ask for; one offering nothing when nobody asks."""
    owners, goals = people.goals.owners(), people.goals.values
    asked = np.unique(np.column_stack([owners, goals[:, 0], goals[:, 2]]), axis=0)[:, 1:]
    return _commonest(asked, MOST_GOALS) or [(UNKNOWN, 0)]


def _places(people: People) -> list[tuple[int, ...]]:
    """(site, country, offset) of most of them; the unknown place only when no other is known."""
    columns = (people.site, people.country, people.utc_offset)
    where = np.column_stack([column.astype(np.int64) for column in columns])
    known = (where != (UNKNOWN, UNKNOWN, UNKNOWN_OFFSET)).any(axis=1)
    return _commonest(where[known], MOST_SITES) or [(UNKNOWN, UNKNOWN, UNKNOWN_OFFSET)]


def _languages(people: People) -> list[int]:
    """Masks of the single languages most of them speak."""
    masks = people.languages
    count = {bit: int((masks >> np.uint64(bit) & np.uint64(1)).sum()) for bit in range(64)}
    spoken = sorted((bit for bit in count if count[bit]), key=lambda bit: (-count[bit], bit))
    return [1 << bit for bit in spoken[:MOST_LANGUAGES]] or [0]


def _commonest(lines: Ints, most: int) -> list[tuple[int, ...]]:
    count = Counter(map(tuple, lines.tolist()))
    return sorted(count, key=lambda line: (-count[line], line))[:most]


def _worths(
    points: ProfilePoints, rows: Ints, ideas: Sequence[NewMentor], places: int
) -> list[tuple[int, int]]:
    """(-placed, -points) of each new mentor, so that the least is the best."""
    scores = points.against(rows, people_of(ideas))
    best = np.full((places, len(ideas)), -1, np.int32)
    for block in row_blocks(*scores.shape):
        both = np.concatenate([best, scores.block(block)], dtype=np.int32)
        best = np.partition(both, len(block), axis=0)[-places:]
    placed, total = (best >= 0).sum(axis=0), np.maximum(best, 0).sum(axis=0, dtype=np.int64)
    return list(zip((-placed).tolist(), (-total).tolist(), strict=True))


def _hints(
    points: ProfilePoints, rows: Ints, ideas: Sequence[NewMentor], places: int
) -> tuple[RecruitingHint, ...]:
    if not ideas:
        return ()
    scores = points.against(rows, people_of(ideas)).block(np.arange(len(rows))).astype(np.int64)
    found = []
    for idea, column in zip(ideas, scores.T, strict=True):
        order = np.argsort(-column, kind="stable")[: min(places, int((column >= 0).sum()))]
        found.append(
            RecruitingHint(
                mentor=idea,
                places=places,
                placed=len(order),
                allowed=int((column >= 0).sum()),
                points=int(column[order].sum()),
                mentees=tuple(rows[order].tolist()),
            )
        )
    return tuple(found)
