"""What a column of the lab says about its pairs.

Every column is measured with the live weights: points of other weights are another unit, and a
policy that values skills more would look better for that alone. The live rules are left out of the
measure, so that a pair they would not allow has a fit too; such pairs are counted.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import engine
from matching.columns import Row
from matching.loading import LoadedProblem
from matching.review import percent_of

Ints = NDArray[np.int64]
# mentee enrollment → mentor enrollment
Pairs = Mapping[int, int]
BINS = 10
LEAST_PEOPLE = 5
GROUPS: dict[str, Callable[[Row], str]] = {
    "department": lambda row: row.department,
    "site": lambda row: row.site,
}


@dataclass(frozen=True)
class Yardstick:
    """Points under the live policy; pairs of people who take no part any more are left out."""

    problem: LoadedProblem

    @cached_property
    def _plain(self) -> engine.ProfilePoints:
        given = self.problem
        rules = replace(given.policy, rules=frozenset())
        return engine.ProfilePoints(
            given.mentees, given.mentors, rules, facts=given.facts, related=given.related
        )

    def match(self, pairs: Pairs) -> Ints:
        """(N,) mentor row or -1 of every mentee."""
        found = np.full(len(self.problem.mentee_rows), -1, np.int64)
        for mentee, mentor in pairs.items():
            i, j = self.problem.mentee_place(mentee), self.problem.mentor_place(mentor)
            if i is not None and j is not None:
                found[i] = j
        return found

    def scores(self, match: Ints) -> Ints:
        """(N,) points, 0 for nobody."""
        scores = np.zeros(len(match), np.int64)
        scores[match >= 0] = engine.own_scores(self._plain, match)
        return scores

    def outside(self, match: Ints, scores: Ints) -> int:
        """Pairs that a rule of the live policy does not allow."""
        allowed = engine.own_scores(self.problem.points, match)
        return int(np.count_nonzero((allowed == 0) & (scores[match >= 0] > 0)))


def of(yardstick: Yardstick, match: Ints, scores: Ints, live: Ints) -> dict[str, Any]:
    """The figures of one column as plain JSON; `live` is the match of the live result."""
    problem, maximum = yardstick.problem, yardstick.problem.points.maximum
    rows = np.flatnonzero(match >= 0)
    fits = [percent_of(score, maximum) for score in scores[rows].tolist()]
    return {
        "pairs": len(rows),
        "left": len(match) - len(rows),
        "points": int(scores.sum()),
        "average": _average(scores[rows], maximum),
        "worst": min(fits, default=None),
        "lowest_tenth": sorted(fits)[-(-len(fits) // 10) - 1] if fits else None,
        "crossing": _crossing(problem, match),
        "wishes": _wishes(problem, match),
        "changed": int(np.count_nonzero(match != live)),
        "outside": yardstick.outside(match, scores),
        "histogram": _histogram(fits),
        "groups": {name: groups(problem, match, scores, name) for name in GROUPS},
    }


def _average(scores: Ints, maximum: int) -> float | None:
    return round(float(scores.mean()) * 100 / maximum, 1) if len(scores) and maximum else None


def _histogram(fits: Iterable[int]) -> list[int]:
    counted = Counter(min(fit * BINS // 100, BINS - 1) for fit in fits)
    return [counted[number] for number in range(BINS)]


def _crossing(problem: LoadedProblem, match: Ints) -> int | None:
    """Percent of the pairs between two departments, of those whose departments are known."""
    known = [
        (mentee.department, problem.mentor_rows[j].department)
        for mentee, j in zip(problem.mentee_rows, match.tolist(), strict=True)
        if j >= 0 and mentee.department and problem.mentor_rows[j].department
    ]
    return round(sum(a != b for a, b in known) * 100 / len(known)) if known else None


def _wishes(problem: LoadedProblem, match: Ints) -> int:
    """Mentees with a mentor they asked for."""
    wished = problem.facts.rows("mentee_wishes", problem.points.shape)
    return int(np.count_nonzero(match[wished[:, 0]] == wished[:, 1])) if len(wished) else 0


def groups(
    problem: LoadedProblem, match: Ints, scores: Ints, name: str
) -> list[dict[str, str | int | float | None]]:
    """Mentees by department or site: how many, how many matched, their average fit.

    Groups under five people are left out, and where that is one group alone the next smallest too:
    else it could be worked out from the rest.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(problem.mentee_rows):
        if key := GROUPS[name](row):
            members[key].append(i)
    return [
        _group(key, np.array(members[key]), match, scores, problem.points.maximum)
        for key in _shown({key: len(rows) for key, rows in members.items()})
    ]


def _shown(sizes: Mapping[str, int]) -> list[str]:
    hidden = [key for key, size in sizes.items() if size < LEAST_PEOPLE]
    shown = sorted(set(sizes) - set(hidden), key=lambda key: (sizes[key], key))
    return sorted(shown[1:] if len(hidden) == 1 else shown)


def _group(
    key: str, rows: Ints, match: Ints, scores: Ints, maximum: int
) -> dict[str, str | int | float | None]:
    matched = rows[match[rows] >= 0]
    is_enough = len(matched) >= LEAST_PEOPLE
    return {
        "name": key,
        "people": len(rows),
        "matched": len(matched),
        "fit": _average(scores[matched], maximum) if is_enough else None,
    }
