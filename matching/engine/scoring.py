"""All factors and rules by code, and the fast sum of them.

A factor maps mentee rows to points for all mentors, a rule to yes (blocked) or no. `Score` adds
them up: traits from tables over classes of equal mentees, everything else row by row.
"""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from matching.engine import closeness, goals, ground, traits
from matching.engine.arrays import AnyInts, Bools, Ints
from matching.engine.cohort import Cohort
from matching.engine.policy import FACTORS, RULES

Factor = Callable[[Cohort, Ints], AnyInts]
Rule = Callable[[Cohort, Ints], Bools]

NEVER = -4000  # one broken rule; the few tables that can add up stay inside int16
SMALL = 3500  # largest maximum that leaves room for NEVER in int16
MANY_CLASSES = 1024


def pair_rule(cohort: Cohort, rows: Ints, *, code: str) -> Bools:
    """A rule about single pairs, read from its sparse list."""
    blocked = np.zeros((len(rows), cohort.shape[1]), bool)
    mentors, line = cohort.banned[code].pick(rows)
    blocked[line, mentors[:, 0]] = True
    return blocked


FACTOR: Mapping[str, Factor] = {
    "skills": goals.skills,
    "goal_priority": goals.goal_priority,
    "wishes": ground.wishes,
    "hours": ground.hours,
    "place": traits.place,
    "language": traits.language,
    "department": traits.department,
    "level": traits.level,
    "interests": ground.interests,
    "background": ground.background,
    "waiting": traits.waiting,
    "response": traits.response,
    "reciprocal": goals.reciprocal,
    "closeness": closeness.closeness,
}
TRAIT_RULES: Mapping[str, Rule] = {
    "no_shared_language": traits.no_shared_language,
    "time_zone_gap": traits.time_zone_gap,
    "level_gap": traits.level_gap,
    "same_department": traits.same_department,
    "different_site": traits.different_site,
    "training_missing": traits.training_missing,
}
PAIR_RULES = RULES[:5]
RULE: Mapping[str, Rule] = {
    **{code: partial(pair_rule, code=code) for code in PAIR_RULES},
    **TRAIT_RULES,
    "no_goal_covered": goals.no_goal_covered,
}
# mentees alike in these columns score alike with these factors and rules
TABLES: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (("level",), ("level",), ("level_gap",)),
    (("site", "country", "utc_offset"), ("place",), ("time_zone_gap", "different_site")),
    (("department",), ("department",), ("same_department",)),
    (("languages",), ("language",), ("no_shared_language",)),
    (("waited",), ("waiting", "response"), ("training_missing",)),
)
ROW_FACTORS = ("wishes", "hours", "interests", "background", "closeness")


def factors_in(cohort: Cohort) -> tuple[str, ...]:
    """Factors that can earn points under the policy."""
    return tuple(code for code in FACTORS if cohort.policy.weights[code])


def rules_in(cohort: Cohort) -> tuple[str, ...]:
    """Rules of the policy, in the order in which a block is named."""
    return tuple(code for code in RULES if code in cohort.policy.rules)


class ClassTable:
    """Sum of some factors and rules, kept once per class of mentees alike in some columns."""

    def __init__(
        self, cohort: Cohort, columns: tuple[str, ...], factors: list[str], rules: list[str]
    ) -> None:
        self._cohort, self._factors, self._rules = cohort, factors, rules
        values = [getattr(cohort.mentees, name).astype(np.int64) for name in columns]
        _, first, key = np.unique(
            np.column_stack(values), axis=0, return_index=True, return_inverse=True
        )
        self._key = key.reshape(-1)
        self._rows = self._compute(first) if len(first) <= MANY_CLASSES else None

    def block(self, rows: Ints) -> AnyInts:
        if self._rows is None:
            return self._compute(rows)
        return self._rows[self._key[rows]]

    def _compute(self, rows: Ints) -> AnyInts:
        """Points, or NEVER where a rule blocks, (len(rows), M)."""
        out = np.zeros((len(rows), self._cohort.shape[1]), _kind(self._cohort))
        for code in self._factors:
            out += FACTOR[code](self._cohort, rows).astype(out.dtype)
        for code in self._rules:
            out[RULE[code](self._cohort, rows)] = NEVER
        return out


class Score:
    """block(rows) → points of these mentees with all mentors, -1 where a rule blocks."""

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort
        self._factors, self._rules = factors_in(cohort), rules_in(cohort)
        self._tables = [
            ClassTable(cohort, columns, used, kept)
            for columns, factors, rules in TABLES
            for used in [[code for code in factors if code in self._factors]]
            for kept in [[code for code in rules if code in self._rules]]
            if used or kept
        ]

    def block(self, rows: Ints) -> AnyInts:
        cohort = self._cohort
        out = np.zeros((len(rows), cohort.shape[1]), _kind(cohort))
        for table in self._tables:
            out += table.block(rows)
        for code in self._factors:
            if code in ROW_FACTORS:
                out += FACTOR[code](cohort, rows).astype(out.dtype)
        goals.add(cohort, rows, out, NEVER)
        mentors, line = cohort.all_banned.pick(rows)
        out[line, mentors[:, 0]] = NEVER
        return np.maximum(out, -1, out=out)


def _kind(cohort: Cohort) -> type[np.signedinteger]:
    return np.int16 if cohort.policy.maximum <= SMALL else np.int32
