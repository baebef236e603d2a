"""What a rule saw when it kept two people apart: data, not words.

Who excluded whom stays private: the rule "exclusion" tells nothing but its name.
"""

from collections.abc import Callable, Mapping

from matching.engine.cohort import Cohort
from matching.engine.evidence import Facts, clock_gap
from matching.engine.skills import SkillGraph

Tell = Callable[[Cohort, int, int], Facts]


def facts_of_rule(cohort: Cohort, rule: str, i: int, j: int) -> Facts:
    """The facts behind a rule that blocks mentee i and mentor j; empty where none may be told."""
    return TELL[rule](cohort, i, j) if rule in TELL else {}


def _reporting_line(cohort: Cohort, i: int, j: int) -> Facts:
    """How they are related, and which of the two stands above the other (None: neither)."""
    mine, theirs = cohort.mentees, cohort.mentors
    one, other = mine.id[i], theirs.id[j]
    found = (
        ("manager", "mentor", mine.manager[i] == other),
        ("manager", "mentee", theirs.manager[j] == one),
        ("managers_manager", "mentor", mine.manager2[i] == other),
        ("managers_manager", "mentee", theirs.manager2[j] == one),
        ("same_manager", None, mine.manager[i] == theirs.manager[j] != ""),
        ("line", "mentor", bool(mine.chain) and other in mine.chain[i]),
        ("line", "mentee", bool(theirs.chain) and one in theirs.chain[j]),
    )
    return next(({"relation": name, "above": who} for name, who, holds in found if holds), {})


def _past_pair(cohort: Cohort, i: int, j: int) -> Facts:
    return {"format": cohort.policy.format}


def _no_shared_language(cohort: Cohort, i: int, j: int) -> Facts:
    mine, theirs = int(cohort.mentees.languages[i]), int(cohort.mentors.languages[j])
    return {"mentee": _bits(mine), "mentor": _bits(theirs)}


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(64) if mask >> bit & 1]


def _time_zone_gap(cohort: Cohort, i: int, j: int) -> Facts:
    """Minutes: both offsets from UTC, the distance the short way round, and the limit."""
    mine, theirs = int(cohort.mentees.utc_offset[i]), int(cohort.mentors.utc_offset[j])
    gap, limit = clock_gap(mine, theirs), cohort.policy.max_time_zone_gap
    return {"mentee": mine, "mentor": theirs, "gap": gap, "limit": limit}


def _level_gap(cohort: Cohort, i: int, j: int) -> Facts:
    """Both levels, mentor's less mentee's, and the range it must lie in."""
    mine, theirs = int(cohort.mentees.level[i]), int(cohort.mentors.level[j])
    low, high = cohort.policy.level_gap
    return {"mentee": mine, "mentor": theirs, "gap": theirs - mine, "from": low, "to": high}


def _same_department(cohort: Cohort, i: int, j: int) -> Facts:
    return {"department": int(cohort.mentees.department[i])}


def _different_site(cohort: Cohort, i: int, j: int) -> Facts:
    return {"mentee": int(cohort.mentees.site[i]), "mentor": int(cohort.mentors.site[j])}


def _no_goal_covered(cohort: Cohort, i: int, j: int) -> Facts:
    """The goals, and the offers that come near but teach nothing new."""
    goals = [
        {"skill": skill, "current": current, "target": target}
        for skill, current, target, _ in cohort.mentees.goals.row(i).tolist()
    ]
    return {"goals": goals, "too_low": _too_low(cohort, i, j)}


def _too_low(cohort: Cohort, i: int, j: int) -> list[Facts]:
    graph: SkillGraph = cohort.graph
    return [
        {"skill": skill, "current": current, "offer_skill": offer, "offer_level": level}
        for skill, current, _target, _priority in cohort.mentees.goals.row(i).tolist()
        for offer, level in cohort.mentors.offers.row(j).tolist()
        if graph.share(skill, offer)
    ]


TELL: Mapping[str, Tell] = {
    "reporting_line": _reporting_line,
    "past_pair": _past_pair,
    "no_shared_language": _no_shared_language,
    "time_zone_gap": _time_zone_gap,
    "level_gap": _level_gap,
    "same_department": _same_department,
    "different_site": _different_site,
    "no_goal_covered": _no_goal_covered,
}
