"""From the engine's solution to what HR reads: proposals with parts, reasons and flags, and the
mentees left over with the facts. Everything is computed in blocks of mentees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import F
from numpy.typing import NDArray

from matching import engine, evidence, flags, policies, reasons, recruiting
from matching.engine import Solution, Unplaced
from matching.evidence import Document, Names
from matching.loading import LoadedProblem
from matching.models import Pair
from profiles.models import Skill

BLOCK = 512


@dataclass(frozen=True)
class Proposed:
    """One pair of the solution; `mentee` and `mentor` are enrollment ids."""

    mentee: int
    mentor: int
    score: int
    rank: int
    options: int
    parts: list[Document]
    reasons: list[Document]
    flags: list[str]


@dataclass(frozen=True)
class LeftOver:
    mentee: int
    cause: str
    facts: Document


@dataclass(frozen=True)
class _Position:
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


def proposals(problem: LoadedProblem, solution: Solution, names: Names) -> list[Proposed]:
    taken = np.bincount(solution.match[solution.match >= 0], minlength=len(problem.mentor_rows))
    left = problem.capacity - taken
    positions = [p for block in _blocks(solution) for p in _positions(problem, block, left)]
    lowest = _lowest_scores(positions)
    early = _ended_early(problem)
    parts = engine.explain_all(problem.points, [(p.i, p.j) for p in positions])
    return [
        _proposed(problem, names, p, found, left, lowest, early)
        for p, found in zip(positions, parts, strict=True)
    ]


def left_over(problem: LoadedProblem, solution: Solution, names: Names) -> list[LeftOver]:
    offered = set(np.unique(problem.mentors.offers.values[:, 0]).tolist())
    recruits = recruiting.by_mentee(problem, solution, names)
    found = engine.all_unmatched(problem.points, solution, capacity=problem.capacity)
    return [_left_over(problem, names, one, offered, recruits) for one in found]


def _blocks(solution: Solution) -> Iterator[NDArray[np.int64]]:
    rows = np.arange(len(solution.match))
    matched = np.array([(i, solution.match[i]) for i in rows if solution.match[i] >= 0], np.int64)
    for start in range(0, len(matched), BLOCK):
        yield matched[start : start + BLOCK]


def _positions(
    problem: LoadedProblem, pairs: NDArray[np.int64], left: NDArray[np.int64]
) -> list[_Position]:
    scores = problem.points.block(pairs[:, 0]).astype(np.int64)
    line = np.arange(len(pairs))
    own = scores[line, pairs[:, 1]]
    rank = 1 + (scores > own[:, None]).sum(axis=1)
    options = (scores >= 0).sum(axis=1)
    others = scores.copy()
    others[line, pairs[:, 1]] = -1
    good = (others * 100 > flags.SECOND_MENTOR_AT * problem.points.maximum).sum(axis=1)
    close = (others >= np.maximum(own - flags.EASY_WITHIN, 0)[:, None]) & (left > 0)
    columns = (*pairs.T, own, rank, options, good, close.sum(axis=1))
    return [_Position(*values) for values in zip(*(c.tolist() for c in columns), strict=True)]


def _lowest_scores(positions: Sequence[_Position]) -> int:
    """Fits below this are the round's lowest tenth; ties at the border are not among them."""
    scores = sorted(position.score for position in positions)
    count = len(scores) * flags.LOWEST_SHARE // 100
    return scores[count] if scores else 0


def _ended_early(problem: LoadedProblem) -> set[int]:
    """Profiles in a pair that ended before its time."""
    ended = Pair.objects.filter(state=Pair.State.ENDED, ended_on__lt=F("ends_on"))
    people = {row.profile for row in (*problem.mentee_rows, *problem.mentor_rows)}
    found = ended.values_list("mentor_id", "mentee_id")
    return {person for pair in found for person in pair if person in people}


def _proposed(
    problem: LoadedProblem,
    names: Names,
    at: _Position,
    found: tuple[engine.Part, ...],
    left: NDArray[np.int64],
    lowest: int,
    early: set[int],
) -> Proposed:
    mentee, mentor = problem.mentee_rows[at.i], problem.mentor_rows[at.j]
    parts = evidence.stored(found, mentee, names)
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
