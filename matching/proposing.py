"""From the engine's solution to what HR reads: proposals with parts, reasons and flags, and the
mentees left over with the facts.

Scores are read in blocks of mentees and only a few numbers of each are kept; proposals come one by
one and are never all in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching import (
    engine,
    evidence,
    flag_facts,
    flags,
    group_sizes,
    mentor_ranks,
    policies,
    reasons,
    recruiting,
)
from matching.engine import Solution, Unplaced
from matching.evidence import Document, Names
from matching.flag_facts import History
from matching.loading import LoadedProblem
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
    mentor_rank: int
    mentor_options: int
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
    mentor_rank: int
    mentor_options: int


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
    yield from of_pairs(problem, _positions(problem, solution, left), left, names)


def of_pairs(
    problem: LoadedProblem, positions: Ints, left: Ints, names: Names, lowest: int | None = None
) -> Iterator[Proposed]:
    """Pairs as they are proposed; `lowest` is the score below which a fit is a stretch, by default
    that of these pairs."""
    if lowest is None:
        lowest = flag_facts.lowest_score(positions[:, _Position._fields.index("score")])
    pairs = [(int(i), int(j)) for i, j in positions[:, :2]]
    judge = _Judge(problem, left, lowest, flag_facts.history(problem, pairs))
    explained = engine.explain_all(problem.points, pairs)
    watched: Iterator[list[Document] | None] = flag_facts.watched(problem, pairs) or repeat(None)
    for values, parts, seen in zip(positions, explained, watched, strict=False):
        at = _Position(*values.tolist())
        stored = evidence.stored(parts, problem.mentee_rows[at.i], names)
        yield _proposed(problem, at, stored, judge.flags(at, seen or stored))


def left_over(problem: LoadedProblem, solution: Solution, names: Names) -> Iterator[LeftOver]:
    offered = set(np.unique(problem.mentors.offers.values[:, 0]).tolist())
    recruits = recruiting.by_mentee(problem, solution, names)
    found = engine.all_unmatched(problem.points, solution, capacity=problem.capacity)
    for one in found:
        yield _left_over(problem, names, one, offered, recruits)


def _positions(problem: LoadedProblem, solution: Solution, left: Ints) -> Ints:
    rows = np.flatnonzero(solution.match >= 0)
    return positions(problem, rows, solution.match[rows], left)


def positions(problem: LoadedProblem, rows: Ints, mentors: Ints, left: Ints) -> Ints:
    """The numbers of some pairs, one line each in the order of `_Position`."""
    step = max(1, CELLS // max(len(problem.mentor_rows), 1))
    blocks = [
        _block(problem, rows[at : at + step], mentors[at : at + step], left > 0)
        for at in range(0, len(rows), step)
    ]
    found = np.concatenate([np.zeros((0, len(_Position._fields) - 2), np.int64), *blocks])
    return _with_mentor_ranks(problem, found)


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


def _with_mentor_ranks(problem: LoadedProblem, found: Ints) -> Ints:
    ranks = mentor_ranks.of(problem.points, found[:, 0], found[:, 1], found[:, 2])
    return np.column_stack([found, ranks])


@dataclass(frozen=True)
class _Judge:
    """What flags a pair, beside its parts."""

    problem: LoadedProblem
    left: Ints
    lowest: int
    history: History

    def flags(self, at: _Position, parts: list[Document]) -> list[str]:
        people = self.problem.mentee_rows[at.i].profile, self.problem.mentor_rows[at.j].profile
        goals, offers = flag_facts.goals_and_offers(self.problem, at.i, at.j)
        standing = flags.Standing(
            in_lowest=0 <= at.score < self.lowest,
            good_others=at.good_others,
            close_and_free=at.close_and_free,
            takes_last_place=bool(self.left[at.j] <= 0),
            ended_early=self.history.is_early(*people),
            both_new=self.history.is_new(*people),
            by_hand=at.score < 0,
            goals=goals,
            offers=offers,
        )
        return flags.found(parts, standing)


def _proposed(
    problem: LoadedProblem, at: _Position, parts: list[Document], found: list[str]
) -> Proposed:
    return Proposed(
        mentee=problem.mentee_rows[at.i].pk,
        mentor=problem.mentor_rows[at.j].pk,
        score=at.score if at.score >= 0 else sum(part["points"] for part in parts),
        rank=at.rank,
        options=at.options,
        mentor_rank=at.mentor_rank,
        mentor_options=at.mentor_options,
        parts=parts,
        reasons=reasons.choose(parts),
        flags=found,
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
    small = _small_groups(problem, found.mentee)
    cause = _cause(options, len(goals), len(missing), small)
    facts: Document = {
        "options": options,
        "full": full,
        "mentors": len(problem.mentor_rows),
        "blocked": {rule: n for rule, n in blocked.items() if rule != "exclusion"},
        "exclusion": "exclusion" in blocked,
        "not_offered": missing,
        "without": _without(found) if cause in {"no_mentor_allowed", "no_goals"} else {},
        "behind": _behind(problem, found),
        "places": _one_more(problem, found),
        "small_groups": small,
        "recruit": recruits.get(found.mentee),
    }
    return LeftOver(problem.mentee_rows[found.mentee].pk, cause, facts)


def _one_more(problem: LoadedProblem, found: Unplaced) -> list[int]:
    """Enrollments whose one more place would do; none that takes nobody at all."""
    shut = set(group_sizes.closed(problem))
    return [problem.mentor_rows[j].pk for j in found.one_more_place if j not in shut]


def _small_groups(problem: LoadedProblem, mentee: int) -> int:
    """Mentors who fit and take nobody, because their group would be too small."""
    closed = group_sizes.closed(problem)
    if not closed:
        return 0
    scores = problem.points.block(np.array([mentee]))[0]
    return int(np.count_nonzero(scores[closed] >= 0))


def _cause(options: int, goals: int, missing: int, small: int) -> str:
    if small:
        return "small_group"
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
