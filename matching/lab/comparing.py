"""A worker compares the policies of a lab: each is solved on today's sign-ups with HR's decisions
held, proven, and measured against the live result. Nothing of the round is changed.

A policy that allows no result says why in its own column; the others go on. Everything is written
at the end, by the worker that still holds the lease, in one transaction.
"""

import logging
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import engine, lease, limits, loading, locked_pairs, runs
from matching.engine import Solution
from matching.lab import figures, mails
from matching.lab.figures import Ints, Pairs, Yardstick
from matching.lease import Lease, LostLeaseError
from matching.loading import LoadedProblem
from matching.models import Lab, LabPolicy, Policy, Proposal, Round, RunPairs

# Percent at which the first policy begins and the last one ends.
BEGIN, END = 5, 95
MOST_RULES = 3
logger = logging.getLogger("matching.lab")


@dataclass
class Column:
    """What is to be written for one policy."""

    policy: LabPolicy
    match: Ints
    scores: Ints
    result: dict[str, Any]
    error: str = ""


def execute_next(owner: str, *, now: datetime) -> Lab | None:
    """Claim one lab and bring it to its end; None when nothing waits. Safe to call at any time."""
    held = lease.claim(Lab.objects.select_related("round__program", "run__policy"), owner, now=now)
    if held is None:
        return None
    try:
        with held.kept_alive():
            _execute(held, now=now)
    except limits.LimitReachedError as limit:
        _fail(held, str(limit))
    except engine.CertificateError as defect:
        _fail(held, _("A result could not be proved: %(error)s") % {"error": defect})
    except LostLeaseError:
        logger.warning("lab %s was cancelled or went to another worker", held.run.pk)
    held.run.refresh_from_db()
    return held.run


def _fail(held: Lease[Lab], text: str) -> None:
    with transaction.atomic():
        held.fail(text)
        mails.ended(held.run)


def _execute(held: Lease[Lab], *, now: datetime) -> None:
    lab = held.run
    if Round.objects.get(pk=lab.round_id).state != Round.State.OPEN:
        _fail(held, _("The round is no longer open."))
        return
    size = loading.size(lab.round.program, now=now)
    limits.check_memory(*size)
    policies = list(lab.policies.all())
    tell = partial(_tell, held, time.monotonic(), size, len(policies) - 1)
    tell(0, "load", 0.0)
    yardstick = Yardstick(loading.load(lab.round, policy=lab.run.policy, now=now))
    live, gone = _live_pairs(lab.round, yardstick)
    columns = [_live_column(policies[0], yardstick, live)]
    for number, policy in enumerate(policies[1:]):
        columns.append(_solved(lab, policy, yardstick, live, partial(tell, number), now=now))
    _write(held, columns, yardstick.problem, _people(lab, yardstick, gone))


def _tell(
    held: Lease[Lab],
    begun: float,
    size: tuple[int, int],
    count: int,
    number: int,
    stage: str,
    done: float,
) -> None:
    """Too long, or no longer ours? Then an exception ends the work."""
    limits.check_time(begun, *size)
    low, high = runs.SPANS.get(stage, (0, 100))
    share = (number + (low + (high - low) * min(max(done, 0.0), 1.0)) / 100) / max(count, 1)
    held.report(f"{stage}:{number + 1}", int(BEGIN + (END - BEGIN) * share))


def _live_pairs(round_: Round, yardstick: Yardstick) -> tuple[Ints, int]:
    """What the review page proposes now, and how many pairs of it cannot be any more."""
    rows = Proposal.objects.filter(round=round_).exclude(decision=Proposal.Decision.REJECTED)
    pairs: Pairs = dict(rows.values_list("mentee_id", "mentor_id"))
    match = yardstick.match(pairs)
    return match, len(pairs) - int((match >= 0).sum())


def _live_column(policy: LabPolicy, yardstick: Yardstick, live: Ints) -> Column:
    scores = yardstick.scores(live)
    found = figures.of(yardstick, live, scores, live)
    return Column(policy, live, scores, {**found, "own_average": found["average"]})


def _solved(
    lab: Lab,
    policy: LabPolicy,
    yardstick: Yardstick,
    live: Ints,
    tell: runs.Progress,
    *,
    now: datetime,
) -> Column:
    begun = time.perf_counter()
    tell("load", 0.0)
    wanted = Policy(program=lab.round.program, document=policy.document)
    loaded = loading.load(lab.round, policy=wanted, now=now)
    try:
        problem, solution = locked_pairs.solve(lab.round, loaded, salt=lab.salt, progress=tell)
    except locked_pairs.RunRefusedError as refusal:
        nobody = _nobody(live)
        return Column(policy, nobody, nobody * 0, {}, str(refusal)[:500])
    engine.verify(problem.points, problem.capacity, solution)
    match = yardstick.match(_pairs(problem, solution))
    scores = yardstick.scores(match)
    own = {
        "own_average": _own_average(problem, solution),
        "released": len(loaded.locks) - len(problem.locks),
        "possible": len(problem.mentee_rows) * len(problem.mentor_rows),
        "blocked": [] if solution.matched else _blocked(problem, solution),
        "seconds": round(time.perf_counter() - begun, 3),
    }
    return Column(policy, match, scores, {**figures.of(yardstick, match, scores, live), **own})


def _nobody(match: Ints) -> Ints:
    return match * 0 - 1


def _pairs(problem: LoadedProblem, solution: Solution) -> Pairs:
    return {problem.mentee_rows[i].pk: problem.mentor_rows[j].pk for i, j in solution.pairs}


def _own_average(problem: LoadedProblem, solution: Solution) -> float | None:
    """By the policy's own weights, as the review page would show it."""
    if not solution.matched:
        return None
    return round(solution.total * 100 / solution.matched / max(problem.points.maximum, 1), 1)


def _blocked(problem: LoadedProblem, solution: Solution) -> list[list[str | int]]:
    """The rules that keep most pairs apart where nobody could be matched; never exclusions."""
    counted: Counter[str] = Counter()
    for one in engine.all_unmatched(problem.points, solution, capacity=problem.capacity):
        counted.update({removed.rule: removed.first for removed in one.removed})
    counted.pop("exclusion", None)
    return [[rule, count] for rule, count in counted.most_common(MOST_RULES) if count]


def _people(lab: Lab, yardstick: Yardstick, gone: int) -> dict[str, int]:
    """Who signs up now, against the sign-ups of the live run where it has kept them."""
    mentees = {row.pk for row in yardstick.problem.mentee_rows}
    mentors = {row.pk for row in yardstick.problem.mentor_rows}
    found = {"mentees": len(mentees), "mentors": len(mentors), "gone": gone}
    kept = RunPairs.objects.filter(run=lab.run_id).first()
    if kept is not None:
        now, then = mentees | mentors, {*kept.mentees, *kept.mentors}
        found |= {"joined": len(now - then), "left": len(then - now)}
    return found


def _write(
    held: Lease[Lab], columns: list[Column], problem: LoadedProblem, people: dict[str, int]
) -> None:
    mentees = [row.pk for row in problem.mentee_rows]
    mentors = [row.pk for row in problem.mentor_rows]
    for column in columns:
        row = column.policy
        row.mentees, row.scores = mentees, column.scores.tolist()
        row.matched = [mentors[j] if j >= 0 else 0 for j in column.match.tolist()]
        row.maximum, row.result, row.error = problem.points.maximum, column.result, column.error
    with transaction.atomic():
        done = held.rows().update(
            state=Lab.State.DONE,
            stage="",
            percent=100,
            people=people,
            finished_at=timezone.now(),
        )
        if not done:
            raise LostLeaseError
        fields = ["mentees", "matched", "scores", "maximum", "result", "error"]
        LabPolicy.objects.bulk_update([column.policy for column in columns], fields)
        mails.ended(held.run)
