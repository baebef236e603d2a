"""What earned each part of one pair's score, and what is missing: data, not words.

Numbers of skills, sites and the like are the caller's own. Nothing here says who excluded whom.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

import numpy as np

from matching.engine.arrays import AnyInts, Ints, Pair
from matching.engine.closeness import common_words
from matching.engine.cohort import Cohort
from matching.engine.parts import Part
from matching.engine.people import UNKNOWN_OFFSET, PairFacts, People
from matching.engine.scoring import FACTOR, factors_in
from matching.engine.skills import FIT, FULL, SkillGraph
from matching.engine.traits import DAY

Facts = dict[str, object]
TOGETHER = 64  # pairs explained in one go
# What these factors give a pair depends on everybody, not on the two alone.
OF_ALL = frozenset({"closeness"})
Evidence = Callable[[Cohort, int, int], tuple[Facts, Facts]]


def parts_of(cohort: Cohort, i: int, j: int) -> tuple[Part, ...]:
    """One part per factor with a weight; the points add up to the score."""
    return next(parts_of_pairs(cohort, [(i, j)]))


def parts_of_pairs(cohort: Cohort, pairs: Sequence[Pair]) -> Iterator[tuple[Part, ...]]:
    """The parts of many pairs, one after another."""
    codes = factors_in(cohort)
    for some in (pairs[at : at + TOGETHER] for at in range(0, len(pairs), TOGETHER)):
        mentees, mentors = np.array(some, np.int64).T
        small, line = _only(cohort, some), np.arange(len(some))
        earned = [
            (
                code,
                FACTOR[code](small, line)[line, line]
                if code not in OF_ALL
                else FACTOR[code](cohort, mentees)[line, mentors],
            )
            for code in codes
        ]
        for at, pair in enumerate(some):
            yield tuple(_part(cohort, code, int(points[at]), pair) for code, points in earned)


def _only(cohort: Cohort, pairs: Sequence[Pair]) -> Cohort:
    """The people of these pairs alone: mentee k meets mentor k. It saves scoring each mentee with
    every mentor, by the same functions."""
    mentees, mentors = np.array(pairs, np.int64).T
    mine, theirs = (
        [(k, k, ranks[pair]) for k, pair in enumerate(pairs) if pair in ranks]
        for ranks in cohort.wish_ranks
    )
    wishes = PairFacts(mentee_wishes=mine, mentor_wishes=theirs)
    sides = cohort.mentees.take(mentees), cohort.mentors.take(mentors)
    small = Cohort(*sides, cohort.policy, wishes, ())
    small.graph = cohort.graph
    return small


def _part(cohort: Cohort, code: str, points: int, pair: Pair) -> Part:
    found, missing = EVIDENCE[code](cohort, *pair)
    return Part(code, points, abs(cohort.policy.weights[code]), found, missing)


def _skills(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    goals, offers = cohort.mentees.goals.row(i), cohort.mentors.offers.row(j)
    return _answers(goals, offers, cohort.graph)


def _goal_priority(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    goals = cohort.mentees.goals.row(i)
    first = goals[goals[:, 3] == goals[:, 3].min(initial=99)]
    return _answers(first, cohort.mentors.offers.row(j), cohort.graph)


def _reciprocal(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    """What the mentee can teach; `both_ways` when the mentor teaches something too."""
    goals, offers = cohort.mentors.goals.row(j), cohort.mentees.offers.row(i)
    back, missing = _answers(goals, offers, cohort.graph)
    forth, _ = _skills(cohort, i, j)
    return {**back, "both_ways": bool(back["covered"] and forth["covered"])}, missing


def _answers(goals: Ints, offers: Ints, graph: SkillGraph) -> tuple[Facts, Facts]:
    """Each goal with the offer that covers it best (ties: the first given), or as missing."""
    covered, open_goals = [], []
    for skill, current, target, _ in goals.tolist():
        goal: Facts = {"skill": skill, "current": current, "target": target}
        found = _best_offer(graph, (skill, current, target), offers)
        if found:
            covered.append({**goal, **found})
        else:
            open_goals.append(goal)
    return {"covered": covered}, {"goals": open_goals} if open_goals else {}


def _best_offer(graph: SkillGraph, goal: tuple[int, int, int], offers: Ints) -> Facts:
    """The offer that stands in best, empty when none teaches anything. In percent: `share` is how
    far the offered skill stands in, `fit` how much of the way its level leads, `percent` both."""
    skill, current, target = goal
    answers = [
        (share * fit // 100, share, fit, offer, level)
        for offer, level in offers.tolist()
        for share, fit in [(graph.share(skill, offer), int(FIT[current, target, level]))]
    ]
    part, share, fit, offer, level = max(answers, key=itemgetter(0), default=(0, 0, 0, 0, 0))
    if not part:
        return {}
    return {
        "offer_skill": offer,
        "offer_level": level,
        "share": share,
        "fit": 100 * fit // FULL,
        "percent": 100 * part // FULL,
    }


def _wishes(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    mentee, mentor = (ranks.get((i, j)) for ranks in cohort.wish_ranks)
    return {"mentee_rank": mentee, "mentor_rank": mentor}, {}


def _hours(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    mine, theirs = cohort.mentees.hours[i], cohort.mentors.hours[j]
    sides = (("mentee", mine), ("mentor", theirs))
    shared = np.flatnonzero(mine & theirs).tolist()
    missing: Facts = {side: True for side, given in sides if not given.any()}
    return {"shared": shared, "full": cohort.policy.hours_full}, missing


def _place(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    one, other = cohort.mentees, cohort.mentors
    return {
        "same_site": _equal(one.site, other.site, i, j),
        "same_country": _equal(one.country, other.country, i, j),
        "gap": clock_gap(int(one.utc_offset[i]), int(other.utc_offset[j])),
    }, {}


def clock_gap(mine: int, theirs: int) -> int | None:
    if UNKNOWN_OFFSET in (mine, theirs):
        return None
    gap = abs(mine - theirs) % DAY
    return min(gap, DAY - gap)


def _language(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    shared = int(cohort.mentees.languages[i] & cohort.mentors.languages[j])
    return {"shared": [bit for bit in range(64) if shared >> bit & 1]}, {}


def _department(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    mine, theirs = (_known(p.department, r, -1) for p, r in _sides(cohort, i, j))
    crosses = None not in (mine, theirs) and mine != theirs
    return {"mentee": mine, "mentor": theirs, "crosses": crosses}, {}


def _level(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    mine, theirs = (_known(p.level, r, 0) for p, r in _sides(cohort, i, j))
    gap = None if mine is None or theirs is None else theirs - mine
    sides = (("mentee", mine), ("mentor", theirs))
    missing: Facts = {side: True for side, given in sides if given is None}
    return {"mentee": mine, "mentor": theirs, "gap": gap}, missing


def _interests(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    mine, theirs = (set(p.interests.row(r)[:, 0].tolist()) for p, r in _sides(cohort, i, j))
    return {"shared": sorted(mine & theirs)}, {}


def _background(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    mine, theirs = (set(p.background.row(r)[:, 0].tolist()) for p, r in _sides(cohort, i, j))
    mentor_now = _known(cohort.mentors.department, j, -1)
    known = theirs if mentor_now is None else theirs | {mentor_now}
    here = int(cohort.mentees.department[i]) in theirs
    return {"in_mentee_department": here, "shared": sorted(mine & known)}, {}


def _waiting(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    return {"times": int(cohort.mentees.waited[i])}, {}


def _response(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    return {"percent": _known(cohort.mentors.response, j, -1)}, {}


def _closeness(cohort: Cohort, i: int, j: int) -> tuple[Facts, Facts]:
    mine, theirs = cohort.mentees.goal_text[i], cohort.mentors.help_text[j]
    found = {
        "percent": int(cohort.wording.percents(np.array([i]))[0, j]),
        "words": common_words(cohort.wording, mine, theirs),
    }
    sides = (("mentee", mine), ("mentor", theirs))
    return found, {side: True for side, text in sides if not text.strip()}


def _sides(cohort: Cohort, i: int, j: int) -> tuple[tuple[People, int], tuple[People, int]]:
    return (cohort.mentees, i), (cohort.mentors, j)


def _known(column: AnyInts, row: int, unknown: int) -> int | None:
    value = int(column[row])
    return None if value == unknown else value


def _equal(mine: AnyInts, theirs: AnyInts, i: int, j: int) -> bool:
    return bool(mine[i] >= 0 and mine[i] == theirs[j])


EVIDENCE: Mapping[str, Evidence] = {
    "skills": _skills,
    "goal_priority": _goal_priority,
    "wishes": _wishes,
    "hours": _hours,
    "place": _place,
    "language": _language,
    "department": _department,
    "level": _level,
    "interests": _interests,
    "background": _background,
    "waiting": _waiting,
    "response": _response,
    "reciprocal": _reciprocal,
    "closeness": _closeness,
}
