"""The result on the table: the round's proposals as a solution of the engine, loaded, solved and
proved in one go, so that any edit can be priced exactly.

Approved and locked pairs are locks. A rejected pair holds its mentee and its place until the next
run, because that is what the reviewers see: the mentee waits, the place is not given away. People
who have withdrawn since stand outside, and so do the places they held. What is left is what the
last run proved, so that the solution is the plan itself; where profiles have changed since
(`has_drifted`) the plan is held by weight, and a new run would do better.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from matching import engine, loading, locked_pairs, rounds
from matching.console import loaded, said
from matching.console.said import Said
from matching.console.sampling import PILOT
from matching.engine import FairnessLimit, Keep, LockConflict, Solution
from matching.engine.arrays import Pair
from matching.engine.points import pair_scores
from matching.loading import LoadedProblem
from matching.models import Proposal, Round, Run

Ints = NDArray[np.int64]
APPROVED, REJECTED = Proposal.Decision.APPROVED, Proposal.Decision.REJECTED
KEEP = Keep(()).bonus


class NoStandingError(Exception):
    """The result cannot be built on; the text says why, for HR."""


@dataclass(frozen=True)
class Standing:
    """`plan` (N,) is the mentor row of each mentee as proposed, -1 for those who wait; `capacity`
    are the places that may be given away, held ones not among them. Row `own` is being decided
    about."""

    run: Run
    problem: LoadedProblem
    capacity: Ints
    plan: Ints
    solution: Solution
    forbids: frozenset[Pair]
    own: int | None
    waiting: frozenset[int]  # rows that hold a place in the solution and have no mentor
    has_drifted: bool
    is_pilot: bool

    def taken(self) -> Ints:
        """Places in use by mentor row."""
        return np.bincount(self.plan[self.plan >= 0], minlength=len(self.capacity))

    def free(self, mentor: int) -> int:
        return max(0, int(self.capacity[mentor] - self.taken()[mentor]))

    def locked(self, i: int, j: int, *, override: bool = False) -> Ints:
        """The best plan in which mentee i has mentor j. LockConflict when that cannot be."""
        if i == self.own and self.plan[i] < 0:
            # Nobody can be moved on from nowhere: the waiting mentee stands outside the solution.
            return self._solved_with((i, j), override=override)
        return self._after(engine.Lock(i, j, override))

    def apart(self, i: int, j: int) -> Ints:
        """The best plan in which mentee i does not have mentor j."""
        return self._after(engine.Forbid(i, j))

    def _after(self, edit: engine.Lock | engine.Forbid) -> Ints:
        price = engine.price_of(self.problem.points, self.capacity, self.solution, edit)
        match = self.solution.match.copy()
        for move in price.moved:
            match[move.mentee] = -1 if move.after is None else move.after
        return self.shown(match)

    def shown(self, match: Ints) -> Ints:
        """A match of the solver as reviewers see it."""
        found = match.copy()
        found[list(self.waiting)] = -1
        return found

    def _solved_with(self, pair: Pair, *, override: bool) -> Ints:
        locks = (*self.solution.locks, pair)
        overrides = (*self.solution.overrides, *([pair] if override else []))
        found = _solve(
            self.problem,
            self.run,
            self.capacity,
            locks,
            overrides,
            self.solution.keep,
            tuple(pair for pair in self.solution.forbids if pair[0] != self.own)
            + tuple(self.forbids),
        )
        return self.shown(found.match)


def of(
    round_: Round,
    *,
    now: datetime,
    subject: int | None = None,
    fresh: bool = False,
    run: Run | None = None,
) -> Standing:
    """`subject` is a mentee (enrollment) who is being decided about: neither an approval nor a
    rejection holds them, a lock does. `fresh` reads the people anew, as everything that is written
    must; `run` saves the question for the current one. NoStandingError when there is nothing to
    stand on."""
    if round_.state != Round.State.OPEN:
        raise NoStandingError(_("The round is closed. Options are worked out while it is open."))
    run = run or rounds.current_run(round_)
    if run is None:
        raise NoStandingError(_("The round was not matched yet."))
    run.round = round_
    words = said.of(round_)
    problem = loaded.problem(run, now=now, fresh=fresh)
    found = _Table(problem, words, subject).standing(run, KEEP)
    if found.has_drifted:
        # Somebody new could be placed: that is for a new run. Here everybody stays put.
        mentees = {mentee for mentee, _mentor, _word in words.proposed} | (
            {subject} if subject else set()
        )
        problem = loading.load(round_, policy=run.policy, now=now, mentees=mentees)
        table = _Table(problem, words, subject)
        found = replace(table.standing(run, table.heavy), has_drifted=True)
    return found


class _Table:
    """The proposals laid on the rows of the problem."""

    def __init__(self, problem: LoadedProblem, words: Said, subject: int | None) -> None:
        self.problem, self.subject = problem, subject
        self.own = problem.mentee_place(subject) if subject else None
        self.firm = problem.rows_of_profiles(words.locks)
        self.overrides = problem.rows_of_profiles(words.overrides)
        forbids = problem.rows_of_profiles(words.forbids) | problem.rows_of(words.rejected)
        self.forbids = forbids - self.firm
        self.plan = np.full(len(problem.mentee_rows), -1)
        self.closed = np.zeros(len(problem.mentor_rows), np.int64)
        self.held: set[Pair] = set()  # those who wait, on the place they had
        self.approved: set[Pair] = set()
        self.nobody: set[int] = set()  # those who wait and had a place that is gone
        self.placed = [
            (problem.mentee_place(mentee), problem.mentor_place(mentor), decision)
            for mentee, mentor, decision in words.proposed
        ]
        both = [(i, j) for i, j, _word in self.placed if i is not None and j is not None]
        self.allowed = set(_allowed(problem, both)) | self.overrides
        for i, j, decision in self.placed:
            self._lay(i, j, decision)

    @property
    def heavy(self) -> int:
        """A bonus that outweighs any better pair."""
        return 4 * (self.problem.points.maximum + 1)

    def _lay(self, i: int | None, j: int | None, decision: str) -> None:
        if i is not None and j is not None and decision != REJECTED and (i, j) in self.allowed:
            self.plan[i] = j
            if decision == APPROVED and i != self.own:
                self.approved.add((i, j))
        elif j is not None and (i is None or i == self.own):
            self.closed[j] += 1
        elif i is not None and j is not None:
            self.held.add((i, j))
        elif i is not None and i != self.own:
            self.nobody.add(i)

    def standing(self, run: Run, bonus: int) -> Standing:
        problem, m = self.problem, len(self.closed)
        capacity = np.maximum(problem.capacity - self.closed, 0)
        kept = tuple((i, int(j)) for i, j in enumerate(self.plan) if j >= 0)
        waits = self.own is not None and self.plan[self.own] < 0
        nobody = self.nobody | ({self.own} if self.own is not None and waits else set())
        locks = tuple({pair for pair in self.firm if pair[0] not in nobody}) + tuple(
            (self.held | self.approved) - self.firm
        )
        overrides = tuple(self.overrides | self.held)
        forbids = (self.forbids - set(locks)) | {(i, j) for i in nobody for j in range(m)}
        try:
            solution = _solve(
                problem, run, capacity, locks, overrides, Keep(kept, bonus), tuple(forbids)
            )
        except LockConflict as conflict:
            raise NoStandingError(locked_pairs.conflict_words(problem, conflict)) from conflict
        found = Standing(
            run=run,
            problem=problem,
            capacity=capacity,
            plan=self.plan,
            solution=solution,
            forbids=frozenset(self.forbids),
            own=self.own,
            waiting=frozenset(i for i, _j in self.held),
            has_drifted=False,
            is_pilot=len(self.placed) < PILOT,
        )
        return replace(found, has_drifted=bool((found.shown(solution.match) != self.plan).any()))


def _allowed(problem: LoadedProblem, pairs: list[Pair]) -> list[Pair]:
    """The pairs that no rule keeps apart."""
    scores = pair_scores(problem.points, np.array(pairs, np.int64).reshape(-1, 2))
    return [pair for pair, score in zip(pairs, scores.tolist(), strict=True) if score >= 0]


def _solve(
    problem: LoadedProblem,
    run: Run,
    capacity: Ints,
    locks: tuple[Pair, ...],
    overrides: tuple[Pair, ...],
    keep: Keep | None,
    forbids: tuple[Pair, ...],
) -> Solution:
    policy = problem.policy
    try:
        return engine.solve(
            problem.points,
            capacity,
            locks=locks,
            forbids=forbids,
            overrides=overrides,
            keep=keep,
            salt=run.salt.encode(),
            fairness=policy.fairness,
            floors=policy.floor_points,
        )
    except FairnessLimit as limit:
        raise NoStandingError(str(limit)) from limit
