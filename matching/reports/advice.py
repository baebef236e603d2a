"""What a run knows about help for those it leaves over, worked out by its worker with the problem
at hand: every number is a second solution of the same problem with one thing changed.

    document = work_out(problem, solution, left, program)     # in the worker
    advice = of(run)                                          # on a page, one query

Only the number of people matched is asked of those solutions, so they take the quickest of the
fairness modes: as many as can be are matched in every one of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from matching import engine, group_sizes, invitations, policies
from matching.engine import ProfilePoints, Solution, Unplaced, solve
from matching.evidence import Document
from matching.loading import LoadedProblem
from matching.models import Program, Run, RunAdvice
from matching.proposing import LeftOver
from matching.reports import other_formats
from matching.reports.newcomers import placed

# Possible pairs up to which a few more solutions take no more than a moment of the worker.
MOST_PAIRS = 10_000_000
MOST_RULES, MOST_SKILLS = 3, 5
# The rules HR can switch; the others hold for everybody and always.
SWITCHES = policies.RULES.keys() - {*policies.FIXED_RULES, "training_missing"}


@dataclass(frozen=True)
class Value:
    """What one more place of a mentor brings: a match, or points of a perfect hundred."""

    matches: int
    points: int


@dataclass(frozen=True)
class Advice:
    """`ask` are mentors (enrollments) who would free `ask_frees` people together; `rules` and
    `skills` say how many more would be matched. None: the run did not work it out."""

    ask: list[int] = field(default_factory=list)
    ask_frees: int | None = None
    rules: dict[str, int] | None = None
    skills: dict[str, int] = field(default_factory=dict)
    formats: Document = field(default_factory=dict)
    values: dict[int, Value] | None = None


def work_out(
    problem: LoadedProblem, solution: Solution, left: Iterable[LeftOver], program: Program
) -> Document:
    found = engine.all_unmatched(problem.points, solution, capacity=problem.capacity)
    ask = _apart(found, group_sizes.closed(problem))
    document: Document = {
        "ask": [problem.mentor_rows[j].pk for j in ask],
        "values": _values(problem, solution),
    }
    if len(problem.mentee_rows) * len(problem.mentor_rows) <= MOST_PAIRS:
        document |= {
            "ask_frees": _matched(_with_places(problem, ask)) - solution.matched if ask else 0,
            "rules": _rules(problem, solution, found),
            "skills": _newcomers(problem, found, left, program),
            "formats": other_formats.work_out(problem, [one.mentee for one in found], program),
        }
    return document


def store(run: Run, document: Document) -> None:
    RunAdvice.objects.create(run=run, document=document)


def of(run: Run | None) -> Advice:
    row = RunAdvice.objects.filter(run=run).first() if run else None
    if row is None:
        return Advice()
    known = row.document
    values = {pk: Value(matches, points) for pk, matches, points in known.get("values", [])}
    return Advice(
        ask=known.get("ask", []),
        ask_frees=known.get("ask_frees"),
        rules=known.get("rules"),
        skills=known.get("skills", {}),
        formats=known.get("formats", {}),
        values=values,
    )


def _apart(found: Sequence[Unplaced], closed: Sequence[int]) -> list[int]:
    """For as many people as possible a mentor of their own, whose one more place lets them in."""
    chosen: dict[int, None] = {}
    for one in found:
        places = (j for j in one.one_more_place if j not in chosen and j not in closed)
        free = next(places, None)
        if free is not None:
            chosen[free] = None
    return list(chosen)


def _with_places(problem: LoadedProblem, mentors: Iterable[int]) -> LoadedProblem:
    capacity = problem.capacity.copy()
    for column in mentors:
        capacity[column] += 1
    return replace(problem, capacity=capacity)


def _without(problem: LoadedProblem, rule: str) -> LoadedProblem:
    policy = replace(problem.policy, rules=problem.policy.rules - {rule})
    sides = (problem.mentees, problem.mentors)
    points = ProfilePoints(*sides, policy, facts=problem.facts, related=problem.related)
    return replace(problem, policy=policy, points=points)


def _solved(problem: LoadedProblem) -> Solution:
    return solve(
        problem.points,
        problem.capacity,
        locks=problem.locks,
        overrides=problem.overrides,
        fairness="total",
    )


def _matched(problem: LoadedProblem) -> int:
    return _solved(problem).matched


def _rules(problem: LoadedProblem, solution: Solution, found: Sequence[Unplaced]) -> dict[str, int]:
    opened = [one.rule for one in engine.relaxations(found) if one.rule in SWITCHES]
    return {
        rule: max(0, _matched(_without(problem, rule)) - solution.matched)
        for rule in opened[:MOST_RULES]
    }


def _newcomers(
    problem: LoadedProblem, found: Sequence[Unplaced], left: Iterable[LeftOver], program: Program
) -> dict[str, int]:
    """Skill nobody offers → how many the colleagues who have it would place."""
    wanted: dict[str, int] = {}
    for one in left:
        for skill in one.facts["not_offered"] if one.cause == "not_offered" else ():
            wanted[skill] = wanted.get(skill, 0) + 1
    rows = [one.mentee for one in found]
    common = sorted(wanted, key=lambda skill: -wanted[skill])[:MOST_SKILLS]
    people = invitations.could_teach(program, common)
    return {skill: placed(problem, rows, some, skill) for skill, some in people.items()}


def _values(problem: LoadedProblem, solution: Solution) -> list[tuple[int, int, int]]:
    """(enrollment, matches, points of a hundred) of the mentors whose place brings anything."""
    most = max(problem.points.maximum, 1)
    return [
        (problem.mentor_rows[one.mentor].pk, one.matches, max(one.points, 0) * 100 // most)
        for one in engine.place_values(solution)
        if one.matches > 0 or one.points > 0
    ]
