"""The way in: solve a problem and keep people from mentoring each other both ways."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from numpy.typing import ArrayLike

from matching.engine.arrays import Ints, Pair
from matching.engine.keep import Keep
from matching.engine.leximin import leximin
from matching.engine.optimum import Progress, optimum
from matching.engine.order import key
from matching.engine.points import Points
from matching.engine.problem import Problem
from matching.engine.solution import Solution


def solve(
    points: Points,
    capacity: ArrayLike,
    *,
    locks: Iterable[Sequence[int]] = (),
    forbids: Iterable[Sequence[int]] = (),
    floors: Iterable[int] | None = None,
    keep: Keep | None = None,
    salt: bytes = b"",
    progress: Progress | None = None,
    overrides: Iterable[Sequence[int]] = (),
    allow_mutual: bool | None = None,
    fairness: str = "total",
) -> Solution:
    """Match as many mentees as can be, then as `fairness` says; proven over all pairs.

    `capacity` is int (M,), pairs are (mentee row, mentor row); see `docs/engine.md`. LockConflict
    for locks that cannot hold, ValueError for numbers that cannot be."""
    problem = Problem.of(
        points,
        capacity,
        locks=locks,
        forbids=forbids,
        overrides=overrides,
        floors=floors,
        keep=keep,
        fairness=fairness,
    )
    allowed = points.allow_mutual if allow_mutual is None else allow_mutual
    return solve_problem(problem, salt, allow_mutual=allowed, progress=progress)


def solve_problem(
    problem: Problem,
    salt: bytes,
    *,
    allow_mutual: bool,
    mutual: Iterable[Pair] = (),
    progress: Progress | None = None,
) -> Solution:
    """Solve a checked problem; `mutual` pairs are forbidden by an earlier solution."""
    find = leximin if problem.fairness == "leximin" else optimum
    found = set(mutual)
    while True:
        held = replace(problem, forbids=tuple(sorted({*problem.forbids, *found})))
        solution = find(held, salt, progress)
        worse = set() if allow_mutual else worse_directions(problem, solution.match, salt)
        if not worse:
            return replace(
                solution,
                forbids=problem.forbids,
                mutual=tuple(sorted(found)),
                allow_mutual=allow_mutual,
                fairness=problem.fairness,
            )
        found |= worse


def worse_directions(problem: Problem, match: Ints, salt: bytes = b"") -> set[Pair]:
    """Of every A with B and B with A the lower scored pair; locked ones stay."""
    points, locked = problem.points, set(problem.locks)
    worse = set()
    for one, other in _both_ways(points, match.tolist()):
        loose = [pair for pair in (one, other) if pair not in locked]
        if loose:
            worse.add(min(loose, key=lambda pair: (points.score(*pair), _key(points, pair, salt))))
    return worse


def _both_ways(points: Points, match: list[int]) -> list[tuple[Pair, Pair]]:
    mentee_ids, mentor_ids = points.mentee_ids, points.mentor_ids
    if mentee_ids is None or mentor_ids is None:
        return []
    pair_of = {(mentee_ids[i], mentor_ids[j]): (i, j) for i, j in enumerate(match) if j >= 0}
    return [
        (pair, pair_of[mentor, mentee])
        for (mentee, mentor), pair in pair_of.items()
        if mentee < mentor and (mentor, mentee) in pair_of
    ]


def _key(points: Points, pair: Pair, salt: bytes) -> bytes:
    return key(points.mentee_ids[pair[0]], salt) if points.mentee_ids else b""
