"""What a decision of HR would change: exact, before anybody confirms it.

In this step each price is found by solving the edited problem again.
"""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from matching.engine.arrays import Pair
from matching.engine.points import Points
from matching.engine.problem import Problem
from matching.engine.solution import Solution
from matching.engine.solve import solve_problem


@dataclass(frozen=True)
class Lock:
    """Mentee i stays with mentor j."""

    mentee: int
    mentor: int


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
    """Exact price of an edit, by solving again with it (about the time of one run).

    LockConflict when the edit cannot hold beside the locks and forbids of the solution,
    ValueError when it names nobody or leaves fewer than 0 places.
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
    )
    after = solve_problem(
        _edited(before, solution, edit),
        solution.salt,
        allow_mutual=solution.allow_mutual,
        mutual=solution.mutual,
    )
    return Price(
        matched=after.matched - solution.matched,
        total=after.total - solution.total,
        moved=_moves(solution, after),
    )


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
    capacity = problem.capacity.copy()
    match edit:
        case Lock(i, j):
            locks.add((i, j))
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
        overrides=problem.overrides,
        floors=problem.floors,
        keep=problem.keep,
        paused=paused,
    )


def _traded(solution: Solution, i: int, k: int) -> set[Pair]:
    """Mentee i with the mentor of k, and the other way round."""
    one, other = int(solution.match[i]), int(solution.match[k])
    return {pair for pair in ((i, other), (k, one)) if pair[1] >= 0}


def _moves(before: Solution, after: Solution) -> tuple[Move, ...]:
    changes = zip(before.match.tolist(), after.match.tolist(), strict=True)
    return tuple(
        Move(i, _somebody(old), _somebody(new))
        for i, (old, new) in enumerate(changes)
        if old != new
    )


def _somebody(mentor: int) -> int | None:
    return mentor if mentor >= 0 else None
