"""Solving where a mentor takes a group or nobody: no mentor ends with one or two mentees.

    problem, solution = group_sizes.solve(round_, problem, salt=salt, progress=tell)

The engine places as many people as it can; a mentor whose group came out too small takes nobody,
the smallest group first, and the rest is solved again, so that its people may join another group.
Each solution is proved for the places that are left. This takes at most one solution per mentor;
whether another choice of groups would place more people is not proved. Nobody sits in a group with
somebody they asked not to be matched with.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching import locked_pairs, presets
from matching.engine import ProfilePoints, Solution
from matching.loading import LoadedProblem
from matching.models import Round
from profiles import exclusions


def solve(
    round_: Round,
    problem: LoadedProblem,
    *,
    salt: str,
    progress: Callable[[str, float], None],
) -> tuple[LoadedProblem, Solution]:
    """As `locked_pairs.solve`, with the places of closed mentors at 0."""
    least = presets.preset_of(round_.program).least
    problem = _without(problem, [j for j, need in enumerate(_needs(problem, least)) if need < 0])
    while True:
        problem, solution = locked_pairs.solve(round_, problem, salt=salt, progress=progress)
        short = _smallest(problem, solution, least)
        clash = None if least == 1 or short is not None else _clash(problem, solution)
        if short is not None:
            problem = _without(problem, [short])
        elif clash is not None:
            problem = _apart(problem, clash)
        else:
            return problem, solution


def closed(problem: LoadedProblem) -> list[int]:
    """Mentors with places who take nobody, because their group would be too small."""
    rows = enumerate(problem.mentor_rows)
    return [j for j, row in rows if row.free > 0 and problem.capacity[j] == 0]


def _needs(problem: LoadedProblem, least: int) -> list[int]:
    """How many a mentor must get if any; -1 for one who has not so many places. HR's locks and
    what is approved stand as they are."""
    held = {j for _i, j in problem.locks}
    found = []
    for j, row in enumerate(problem.mentor_rows):
        need = 0 if j in held else max(0, least - row.used)
        found.append(need if need <= problem.capacity[j] or row.free == 0 else -1)
    return found


def _smallest(problem: LoadedProblem, solution: Solution, least: int) -> int | None:
    """The mentor with the fewest of those who have too few; of several the last to join."""
    match = solution.match[solution.match >= 0]
    counts = np.bincount(match, minlength=len(problem.mentor_rows))
    needs = _needs(problem, least)
    short = [j for j, count in enumerate(counts) if 0 < count < needs[j]]
    return min(short, key=lambda j: (counts[j], -problem.mentor_rows[j].pk), default=None)


def _clash(problem: LoadedProblem, solution: Solution) -> tuple[int, int] | None:
    """A mentee (row) and a mentor in whose group somebody sits with whom one of the two asked not
    to be matched: a group is a match with everybody in it. The later of the two moves."""
    row = {one.profile: i for i, one in enumerate(problem.mentee_rows)}
    held = {i for i, _j in problem.locks}
    for pair in exclusions.pairs(list(row)):
        first, second = sorted(row[pk] for pk in pair)
        mentor = int(solution.match[first])
        moves = second if second not in held else first
        if mentor >= 0 and mentor == solution.match[second] and moves not in held:
            return moves, mentor
    return None


def _apart(problem: LoadedProblem, pair: tuple[int, int]) -> LoadedProblem:
    """The two kept apart like people of whom one has asked for it: the same words for HR."""
    shape = (len(problem.mentee_rows), len(problem.mentor_rows))
    known = [tuple(row) for row in problem.facts.rows("exclusions", shape).tolist()]
    facts = replace(problem.facts, exclusions=[*known, pair])
    sides = (problem.mentees, problem.mentors)
    points = ProfilePoints(*sides, problem.policy, facts=facts, related=problem.related)
    return replace(problem, facts=facts, points=points)


def _without(problem: LoadedProblem, mentors: list[int]) -> LoadedProblem:
    if not mentors:
        return problem
    capacity = problem.capacity.copy()
    capacity[mentors] = 0
    return replace(problem, capacity=capacity)
