"""From the engine's solution to what HR reads: proposals with parts, reasons and flags, and the
mentees left over with the facts.

Scores are read in blocks of mentees and only a few numbers of each are kept; proposals come one by
one and are never all in memory.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from django.db.models import F
from numpy.typing import NDArray

from matching import engine, evidence, flags, policies, reasons, recruiting
from matching.engine import Solution, Unplaced
from matching.evidence import Document, Names
from matching.loading import LoadedProblem
from matching.models import Pair
from profiles.models import Skill

Ints = NDArray[np.int64]
# Pairs scored at once: a block of so many cells.
CELLS = 500_000


class Proposed(NamedTuple):
    """One pair of the solution; `mentee` and `mentor` are enrollment ids."""

    mentee: int
    mentor: int
    score: int
    rank: int
    options: int
    parts: list[Document]
    reasons: list[Document]
    flags: list[str]


class LeftOver(NamedTuple):
    mentee: int
    cause: str
    facts: Document


class _Position(NamedTuple):
    i: int
    j: int
    score: int
    rank: int
    options: int
    good_others: int
    close_and_free: int


def names_for(problem: LoadedProblem) -> Names:
    ids = {
        int(skill)
        for people in (problem.mentees, problem.mentors)
        for records in (people.goals, people.offers)
        for skill in np.unique(records.values[:, 0])
    }
    skills = dict(Skill.objects.filter(pk__in=ids).values_list("pk", "name"))
    return Names(skills, problem.vocabulary, problem.monday.isoformat())


def proposals(problem: LoadedProblem, solution: Solution, names: Names) -> Iterator[Proposed]:
    taken = np.bincount(solution.match[solution.match >= 0], minlength=len(problem.mentor_rows))
    left = problem.capacity - taken
    positions = _positions(problem, solution, left)
    lowest = _lowest_score(positions[:, _Position._fields.index("score")])
    early = _ended_early(problem)
    explained = engine.explain_all(problem.points, solution.pairs)
    for values, parts in zip(positions, explained, strict=True):
        at = _Position(*values.tolist())
        stored = evidence.stored(parts, problem.mentee_rows[at.i], names)
        yield _proposed(problem, at, stored, left, lowest, early)


def left_over(problem: LoadedProblem, solution: Solution, names: Names) -> Iterator[LeftOver]:
    offered = set(np.unique(problem.mentors.offers.values[:, 0]).tolist())
    recruits = recruiting.by_mentee(problem, solution, names)
    found = engine.all_unmatched(problem.points, solution, capacity=problem.capacity)
    for one in found:
        yield _left_over(problem, names, one, offered, recruits)


def _positions(problem: LoadedProblem, solution: Solution, left: Ints) -> Ints:
    """The numbers of every pair, one line each in the order of `_Position`."""
    rows = np.flatnonzero(solution.match >= 0)
    step = max(1, CELLS // max(len(problem.mentor_rows), 1))
    blocks = [
        _block(problem, rows[at : at + step], solution.match[rows[at : at + step]], left > 0)
        for at in range(0, len(rows), step)
    ]
    return np.concatenate([np.zeros((0, len(_Position._fields)), np.int64), *blocks])


def _block(
    problem: LoadedProblem, mentees: Ints, mentors: Ints, is_free: NDArray[np.bool_]
) -> Ints:
    scores = problem.points.block(mentees)
    line = np.arange(len(mentees))
    own = scores[line, mentors].astype(np.int64)
    rank = 1 + np.count_nonzero(scores > own[:, None], axis=1)
    options = np.count_nonzero(scores >= 0, axis=1)
    good_from = flags.SECOND_MENTOR_AT * problem.points.maximum // 100
    close_from = np.maximum(own - flags.EASY_WITHIN, 0)
    good = np.count_nonzero(scores > good_from, axis=1) - (own > good_from)
    close = np.count_nonzero((scores >= close_from[:, None]) & is_free, axis=1)
    close -= (own >= close_from) & is_free[mentors]
    return np.column_stack([mentees, mentors, own, rank, options, good, close])


def _lowest_score(scores: Ints) -> int:
    """Fits below this are the round's lowest tenth; ties at the border are not among them."""
    count = len(scores) * flags.LOWEST_SHARE // 100
    return int(np.sort(scores)[count]) if len(scores) else 0


def _ended_early(problem: LoadedProblem) -> set[int]:
    """Profiles in a pair that ended before its time."""
    ended = Pair.objects.filter(state=Pair.State.ENDED, ended_on__lt=F("ends_on"))
    people = {row.profile for row in (*problem.mentee_rows, *problem.mentor_rows)}
    found = ended.values_list("mentor_id", "mentee_id")
    return {person for pair in found for person in pair if person in people}


def _proposed(
    problem: LoadedProblem,
    at: _Position,
    parts: list[Document],
    left: Ints,
    lowest: int,
    early: set[int],
) -> Proposed:
    mentee, mentor = problem.mentee_rows[at.i], problem.mentor_rows[at.j]
    standing = flags.Standing(
        in_lowest=at.score < lowest,
        good_others=at.good_others,
        close_and_free=at.close_and_free,
        takes_last_place=bool(left[at.j] <= 0),
        ended_early=bool({mentee.profile, mentor.profile} & early),
        goals=len(problem.mentees.goals.row(at.i)),
        offers=len(problem.mentors.offers.row(at.j)),
    )
    return Proposed(
        mentee=mentee.pk,
        mentor=mentor.pk,
        score=max(at.score, 0),
        rank=at.rank,
        options=at.options,
        parts=parts,
        reasons=reasons.choose(parts),
        flags=flags.found(parts, standing),
    )


# The facts of a person left over: `options` fit by the rules, `full` of them never had a place;
# `blocked`: mentors by the first rule that keeps them away; `without`: how many each rule that HR
# may change keeps away alone; `behind`: points between them and the nearest place; `places`:
# mentors (enrollments) whose one more place would be theirs; `recruit`: a new mentor who would do.
def _left_over(
    problem: LoadedProblem,
    names: Names,
    found: Unplaced,
    offered: set[int],
    recruits: dict[int, Document],
) -> LeftOver:
    """Why nobody: the facts, never how many exclusions or whose."""
    blocked = {one.rule: one.first for one in found.removed if one.first}
    full = blocked.pop(engine.NO_PLACE, 0)
    options = found.allowed + full
    goals = problem.mentees.goals.row(found.mentee)[:, 0].tolist()
    missing = [names.skills.get(skill, "") for skill in goals if skill not in offered]
    cause = _cause(options, len(goals), len(missing))
    facts: Document = {
        "options": options,
        "full": full,
        "mentors": len(problem.mentor_rows),
        "blocked": {rule: n for rule, n in blocked.items() if rule != "exclusion"},
        "exclusion": "exclusion" in blocked,
        "not_offered": missing,
        "without": _without(found) if cause in {"no_mentor_allowed", "no_goals"} else {},
        "behind": _behind(problem, found),
        "places": [problem.mentor_rows[j].pk for j in found.one_more_place],
        "recruit": recruits.get(found.mentee),
    }
    return LeftOver(problem.mentee_rows[found.mentee].pk, cause, facts)


def _cause(options: int, goals: int, missing: int) -> str:
    if options:
        return "outbid"
    if not goals:
        return "no_goals"
    return "not_offered" if missing == goals else "no_mentor_allowed"


def _without(found: Unplaced) -> dict[str, int]:
    """Rule → mentors it alone keeps away, for rules that a policy can go without."""
    soft = policies.RULES.keys() - set(policies.FIXED_RULES)
    return {one.rule: one.alone for one in found.removed if one.alone and one.rule in soft}


def _behind(problem: LoadedProblem, found: Unplaced) -> int:
    """Points of a perfect hundred between them and whoever holds the nearest place; 0 for none."""
    points = found.outbid.points if found.outbid else None
    return max(points or 0, 0) * 100 // max(problem.points.maximum, 1)
