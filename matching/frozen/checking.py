"""Checking a run later, in plain words: solve it again, or prove its stored result again.

    report = replay(held(12))      # "Identical: the same 180 pairs …"
    report = verify(held(12))      # "Proven: no other matching …"

Both work on the frozen inputs alone; what HR decided afterwards plays no part.
"""

import time
from dataclasses import dataclass

import numpy as np

from matching import engine, receipts
from matching.engine import CertificateError, LockConflict, Points, Solution
from matching.frozen.problem import FrozenProblem
from matching.frozen.proof import decisions
from matching.frozen.reading import Held
from matching.frozen.remaining import RemainingPoints, stated

MOST_NAMED = 20
# What a matching is better by, once the number matched is the same.
MEASURES = {
    "total": "more points",
    "floors": "more points",
    "balanced": "more points, those of mentees who have few counting more",
    "leximin": "a higher lowest fit, then a higher next lowest, and so on",
}
# What changed bytes can lead to: a wrong proof, locks that cannot hold, numbers out of range.
REFUSED = (CertificateError, LockConflict, ValueError, IndexError)


@dataclass(frozen=True)
class Report:
    holds: bool
    lines: tuple[str, ...]


def verify(held: Held) -> Report:
    """Score every pair again and hold it against the stored prices; nothing is solved."""
    begun = time.perf_counter()
    try:
        points, solution = stated(held.problem, held.solution)
        engine.verify(points, held.problem.capacity, solution)
    except REFUSED as defect:
        return _report(held, False, [f"Not proven: {defect}."])
    taken = time.perf_counter() - begun
    return _report(held, True, [*_proven(held, points), f"It took {taken:.1f} seconds."])


def replay(held: Held) -> Report:
    """Solve again and compare pair by pair; after an erasure check what remains."""
    if held.erased:
        report = verify(held)
        return Report(report.holds, (*report.lines, _not_solved(held)))
    stored = held.solution
    try:
        again = _solve(held)
    except REFUSED as defect:
        return _report(held, False, [f"The frozen inputs cannot be solved: {defect}."])
    if np.array_equal(again.match, stored.match) and again.total == stored.total:
        told = f"Identical: the same {_count(again.matched, 'pair')} with {again.total:,} points."
        return _report(held, True, [told])
    return _report(held, False, _differences(held.problem, stored, again))


def _solve(held: Held) -> Solution:
    """With everything the engine was told then, by the solution's own account."""
    problem, told = held.problem, held.solution
    return engine.solve(problem.points, problem.capacity, salt=told.salt, **decisions(told))


def _report(held: Held, holds: bool, lines: list[str]) -> Report:
    run = held.run
    title = (
        f"Run {run.pk}: run {run.number} of round {run.round.number}, {run.round.program}, "
        f"policy version {run.policy.version}."
    )
    told = [title, *_erased(held), *_versions(held), *held.changed, *lines]
    return Report(holds and not held.changed, tuple(told))


def _erased(held: Held) -> list[str]:
    return [f"Inputs of {_people(held.erased)} erased."] if held.erased else []


def _versions(held: Held) -> list[str]:
    """Which parts are not those that made the run: another result may come from that."""
    receipt = held.run.receipt
    then = {"engine": receipt.get("engine"), **receipt.get("libraries", {})}
    now = receipts.versions()
    return [
        f"Made with {name} {then.get(name, 'unknown')}, checked with {name} {version}."
        for name, version in now.items()
        if then.get(name) != version
    ]


def _proven(held: Held, points: Points) -> list[str]:
    solution, (n, m) = held.solution, points.shape
    result = f"{_count(solution.matched, 'pair')} with {solution.total:,} points"
    if isinstance(points, RemainingPoints):
        told = (
            f"Proven for the rest: {points.scored:,} of {n * m:,} possible pairs were scored again"
        )
        return [
            f"{told} and none would improve the stored result of {result}.",
            "Pairs with erased people count the points written down at the erasure.",
        ]
    places = _count(int(held.problem.capacity.sum()), "place")
    people = f"{_count(n, 'mentee')} and {_count(m, 'mentor')} ({places})"
    told = f"is better than its {result}, over {n * m:,} possible pairs."
    return [f"Proven: no other matching of these {people} {told}", _better(solution)]


def _better(solution: Solution) -> str:
    measure = MEASURES.get(solution.fairness, solution.fairness)
    floors = " and ".join(f"{floor:,}" for floor in solution.floors)
    reached = f" after the floors of {floors} points that mentees reach" if floors else ""
    return f"Better means more mentees matched, then {measure}{reached}."


def _not_solved(held: Held) -> str:
    gone = {*held.problem.erased_mentees}
    mentors = {*held.problem.erased_mentors}
    kept = [(i, j) for i, j in held.solution.pairs if i not in gone and j not in mentors]
    return (
        f"It was not solved again, because inputs are missing: the {_count(len(kept), 'pair')} of "
        "the others are the stored ones."
    )


def _differences(problem: FrozenProblem, stored: Solution, again: Solution) -> list[str]:
    if stored.match.shape != again.match.shape:
        told = f"The stored result is one of {_count(len(stored.match), 'mentee')}"
        return [f"Different: {told}, the inputs have {len(again.match):,}."]
    rows = np.flatnonzero(stored.match != again.match).tolist()
    worth = (
        f"Stored: {_count(stored.matched, 'pair')} with {stored.total:,} points; "
        f"now: {_count(again.matched, 'pair')} with {again.total:,} points."
    )
    named = [
        f"Mentee {_row(problem.mentees.id, i)}: {_mentor(problem, int(stored.match[i]))} stored, "
        f"{_mentor(problem, int(again.match[i]))} now."
        for i in rows[:MOST_NAMED]
    ]
    more = [f"And {len(rows) - MOST_NAMED:,} more."] if len(rows) > MOST_NAMED else []
    return [
        f"Different: the mentors of {_count(len(rows), 'mentee')} differ.",
        worth,
        *named,
        *more,
    ]


def _mentor(problem: FrozenProblem, j: int) -> str:
    return f"mentor {_row(problem.mentors.id, j)}" if 0 <= j < len(problem.mentors) else "nobody"


def _row(ids: tuple[str, ...], row: int) -> str:
    return f"{row} ({ids[row][:8]})"


def _count(n: int, word: str) -> str:
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"


def _people(n: int) -> str:
    return "1 person" if n == 1 else f"{n:,} people"
