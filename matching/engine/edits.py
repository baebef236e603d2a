"""What a decision of HR would change: exact, before anybody confirms it.

An edit is carried out on the proven result by shortest paths (`repair`), and what it may have
touched is proven again (`standing`). Where that cannot be said (a mentor who had no place before,
people who would mentor each other, leximin) the edited problem is solved anew.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import Ints, Pair
from matching.engine.points import Points, pair_scores
from matching.engine.problem import Problem
from matching.engine.solution import Solution
from matching.engine.solve import solve_problem, worse_directions
from matching.engine.standing import Standing


@dataclass(frozen=True)
class Lock:
    """Mentee i stays with mentor j; an override holds although a rule keeps them apart, and
    counts 0 points."""

    mentee: int
    mentor: int
    override: bool = False


@dataclass(frozen=True)
class Forbid:
    """Mentee i must not get mentor j."""

    mentee: int
    mentor: int


@dataclass(frozen=True)
class Swap:
    """Mentees i and k trade mentors; one without a mentor gets the other's, who is matched anew."""

    mentee: int
    other: int


@dataclass(frozen=True)
class MorePlaces:
    """Mentor j takes n more (fewer, if negative)."""

    mentor: int
    places: int = 1


@dataclass(frozen=True)
class Pause:
    """Mentee i takes no part."""

    mentee: int


Edit = Lock | Forbid | Swap | MorePlaces | Pause


@dataclass(frozen=True)
class Move:
    """A mentee's mentor before and after, None for nobody."""

    mentee: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Price:
    """Exact change of the number matched and of the total, and everybody who moves."""

    matched: int
    total: int
    moved: tuple[Move, ...]


def price_of(points: Points, capacity: ArrayLike, solution: Solution, edit: Edit) -> Price:
    """Exact price of an edit: the repaired result is proven again over all pairs.

    A fraction of a second at 10,000 mentees when the solution comes from `solve`; one read back
    without its pool has it made anew. LockConflict when the edit cannot hold beside the locks and
    forbids of the solution, ValueError when it names nobody or leaves fewer than 0 places.
    """
    _check_range(points, edit)
    before = Problem.of(
        points,
        capacity,
        locks=solution.locks,
        forbids=solution.forbids,
        overrides=solution.overrides,
        floors=solution.floors,
        keep=solution.keep,
        fairness=solution.fairness,
    )
    edited = _edited(before, solution, edit)
    match = _repaired(before, edited, solution, edit)
    if match is None:
        match = solve_problem(
            edited, solution.salt, allow_mutual=solution.allow_mutual, mutual=solution.mutual
        ).match
    return _price(edited, solution, match)


def _repaired(before: Problem, edited: Problem, solution: Solution, edit: Edit) -> Ints | None:
    """The best match after an edit by repair; None where only a new run will do."""
    if solution.fairness == "leximin" or edited.bonus > 2 * solution.bonus:
        return None
    standing = Standing(_held(before, solution), solution)
    if not _apply(standing, solution, edit):
        return None
    standing.prove(_held(edited, solution))
    match = standing.match(solution.match)
    for i, j in edited.locks:
        match[i] = j
    match[list(edited.paused)] = -1
    if not solution.allow_mutual and worse_directions(edited, match):
        return None
    return match


def _held(problem: Problem, solution: Solution) -> Problem:
    """The problem on the solution's terms: its bonus, and nobody mentors each other both ways."""
    forbids = tuple(sorted({*problem.forbids, *solution.mutual}))
    return replace(problem, forbids=forbids, held_bonus=solution.bonus)


def _apply(standing: Standing, solution: Solution, edit: Edit) -> bool:
    """Carry out an edit among the free people; False when it concerns others."""
    locked = dict(solution.locks)
    match edit:
        case Lock(i, j) | Forbid(i, j) if not standing.knows([i], [j]):
            return locked.get(i) == j
        case Swap(i, k) if not standing.knows([i, k], []):
            return False
        case MorePlaces(j, _) if not standing.knows([], [j]):
            return False
        case Pause(i) if not standing.knows([i], []):
            freed = locked.get(i)
            if freed is None or not standing.knows([], [freed]):
                return False
            standing.open_places(freed, 1)
        case Lock(i, j):
            standing.lock(i, j)
        case Forbid(i, j):
            standing.forbid((i, j))
        case Swap(i, k):
            standing.swap(i, k)
        case MorePlaces(j, n):
            standing.open_places(j, n)
        case Pause(i):
            standing.leave(i)
    return True


def _price(problem: Problem, solution: Solution, match: Ints) -> Price:
    """The change from the solution to another match of an edited problem."""
    moved = np.flatnonzero(match != solution.match)
    before, after = (_points(problem, moved, found[moved]) for found in (solution.match, match))
    return Price(
        matched=int((match >= 0).sum()) - solution.matched,
        total=after - before,
        moved=tuple(
            Move(i, _somebody(int(solution.match[i])), _somebody(int(match[i])))
            for i in moved.tolist()
        ),
    )


def _points(problem: Problem, mentees: Ints, mentors: Ints) -> int:
    pairs = np.column_stack([mentees, mentors])[mentors >= 0]
    return int(np.maximum(pair_scores(problem.points, pairs), 0).sum())


def _check_range(points: Points, edit: Edit) -> None:
    n, m = points.shape
    match edit:
        case Lock(i, j) | Forbid(i, j):
            inside = 0 <= i < n and 0 <= j < m
        case Swap(i, k):
            inside = 0 <= i < n and 0 <= k < n
        case MorePlaces(j):
            inside = 0 <= j < m
        case Pause(i):
            inside = 0 <= i < n
    if not inside:
        raise ValueError("the edit names somebody who is not there")


def _edited(problem: Problem, solution: Solution, edit: Edit) -> Problem:
    """The problem with the edit, checked again."""
    locks, forbids, paused = set(problem.locks), set(problem.forbids), set(problem.paused)
    capacity, overrides = problem.capacity.copy(), set(problem.overrides)
    match edit:
        case Lock(i, j, override):
            locks.add((i, j))
            overrides |= {(i, j)} if override else set()
        case Forbid(i, j):
            forbids.add((i, j))
        case Swap(i, k):
            locks |= _traded(solution, i, k)
            forbids |= (_traded(solution, i, i) | _traded(solution, k, k)) - locks
        case MorePlaces(j, n):
            capacity[j] += n
        case Pause(i):
            paused.add(i)
            locks = {pair for pair in locks if pair[0] != i}
    return Problem.of(
        problem.points,
        capacity,
        locks=locks,
        forbids=forbids,
        overrides=overrides,
        floors=problem.floors,
        keep=problem.keep,
        fairness=problem.fairness,
        paused=paused,
        sound=problem.locks,
    )


def _traded(solution: Solution, i: int, k: int) -> set[Pair]:
    """Mentee i with the mentor of k, and the other way round."""
    one, other = int(solution.match[i]), int(solution.match[k])
    return {pair for pair in ((i, other), (k, one)) if pair[1] >= 0}


def _somebody(mentor: int) -> int | None:
    return mentor if mentor >= 0 else None
