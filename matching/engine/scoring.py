"""All factors and rules by code.

A factor maps mentee rows to points for all mentors, a rule to yes (blocked) or no: the plain
statement of the score, which explanations read. `tables` adds the same up faster.
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
# factors that `tables` has no rows for: computed anew for every block
COMPUTED: tuple[str, ...] = ("closeness",)


def factors_in(cohort: Cohort) -> tuple[str, ...]:
    """Factors that can earn points under the policy."""
    return tuple(code for code in FACTORS if cohort.policy.weights[code])


def rules_in(cohort: Cohort) -> tuple[str, ...]:
    """Rules of the policy, in the order in which a block is named."""
    return tuple(code for code in RULES if code in cohort.policy.rules)
