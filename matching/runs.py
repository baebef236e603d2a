"""Runs of the engine: asked for in the browser, executed by whichever worker claims them.

    run, is_new = request(round_, by=user)       # a row; one per round waits or works
    execute_next("worker-7", now=now)            # claim by lease, work, write everything at once

A worker that dies stops renewing its lease and another one starts over; a result is written only
by the worker that still holds the lease, in one transaction.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching import (
    emails_runs,
    engine,
    frozen,
    group_sizes,
    lease,
    limits,
    loading,
    locked_pairs,
    policies,
    proposing,
    receipts,
    results,
    rounds,
)
from matching.engine import Solution
from matching.lab import pair_lists
from matching.lease import Lease, LostLeaseError
from matching.loading import LoadedProblem
from matching.models import Round, Run
from matching.proposing import Proposed
from matching.reports import advice
from matching.spill import Packed
from profiles import audit
from profiles.models import User

Progress = Callable[[str, float], None]
logger = logging.getLogger("matching.runs")
# What share of the work each stage is, as percent at its start and end.
SPANS = {
    "load": (0, 10),
    "score": (10, 25),
    "solve": (25, 60),
    "prove": (60, 85),
    "write": (85, 99),
}

# What the progress page says about each of them.
STAGES = {
    "load": gettext_lazy("Reading people, skills and wishes"),
    "score": gettext_lazy("Scoring pairs"),
    "solve": gettext_lazy("Finding the best result"),
    "prove": gettext_lazy("Proving that nothing better exists"),
    "write": gettext_lazy("Writing the proposals"),
}


def request(round_: Round, *, by: User) -> tuple[Run, bool]:
    """The waiting or working run of an open round, and whether this call asked for it."""
    try:
        with transaction.atomic():
            row = rounds.locked(round_.pk)
            if row.state != Round.State.OPEN:
                raise rounds.RoundRefusedError(_("The round is no longer open."))
            if working := row.runs.filter(state__in=rounds.WORKING).first():
                return working, False
            last = row.runs.aggregate(last=Max("number"))["last"] or 0
            run = Run.objects.create(
                round=row,
                number=last + 1,
                policy=policies.current(row.program),
                salt=secrets.token_hex(8),
                requested_by=by,
            )
            audit.record("run.requested", run, by=by)
            return run, True
    except IntegrityError:
        return Run.objects.get(round=round_, state__in=rounds.WORKING), False


def request_again(run: Run, *, by: User) -> tuple[Run, bool]:
    """A new run with the settings of a failed one: same policy version and salt."""
    again, is_new = request(run.round, by=by)
    if is_new:
        Run.objects.filter(pk=again.pk).update(policy=run.policy, salt=run.salt)
        again.refresh_from_db()
    return again, is_new


def cancel(run: Run, *, by: User, now: datetime) -> bool:
    """Stop a waiting or working run; False when it had ended. Its worker stops at the next stage
    and writes nothing. RoundRefusedError while the result is being written."""
    with transaction.atomic():
        stopped = rounds.stop_runs(Run.objects.filter(pk=run.pk), by=by, now=now)
        if stopped:
            audit.record("run.cancelled", run, by=by)
    run.refresh_from_db()
    return bool(stopped)


def execute_next(owner: str, *, now: datetime) -> Run | None:
    """Claim one run and bring it to its end; None when nothing waits. Safe to call at any time."""
    held = claim(owner, now=now)
    if held is None:
        return None
    try:
        with held.kept_alive():
            _execute(held, now=now)
    except locked_pairs.RunRefusedError as refusal:
        held.fail(str(refusal))
    except engine.CertificateError as defect:
        held.fail(_("The result could not be proved: %(error)s") % {"error": defect})
    except limits.LimitReachedError as limit:
        held.fail(str(limit))
    except LostLeaseError:
        logger.warning("run %s was cancelled or went to another worker", held.run.pk)
    held.run.refresh_from_db()
    return held.run


def claim(owner: str, *, now: datetime) -> Lease[Run] | None:
    waiting = Run.objects.select_related("round__program", "policy", "requested_by")
    return lease.claim(waiting, owner, now=now, tell=emails_runs.did_not_finish)


def _execute(lease: Lease[Run], *, now: datetime) -> None:
    run, clock = lease.run, time.perf_counter
    begun = clock()
    size = loading.size(run.round.program, now=now)
    limits.check_memory(*size)
    tell = partial(_tell, lease, time.monotonic(), size)
    problem = loading.load(run.round, policy=run.policy, now=now)
    loaded = clock()
    problem, solution = group_sizes.solve(run.round, problem, salt=run.salt, progress=tell)
    solved = clock()
    engine.verify(problem.points, problem.capacity, solution)
    proved = clock()
    tell("write", 0.0)
    timings = {"load": loaded - begun, "solve": solved - loaded, "verify": proved - solved}
    _write(lease, problem, solution, timings, tell)


def _write(
    lease: Lease[Run],
    problem: LoadedProblem,
    solution: Solution,
    timings: dict[str, float],
    tell: Progress,
) -> None:
    run, outcome = lease.run, _outcome(problem, solution, tell)
    helping = advice.work_out(problem, solution, outcome.left_over, run.round.program)
    sealed = frozen.seal(problem, solution, salt=run.salt)
    most = locked_pairs.most_points(problem, solution)
    receipt = receipts.write(
        run, problem, solution, timings=timings, digests=sealed.digests, most=most
    )
    with transaction.atomic():
        results.write(lease, outcome, receipt)
        frozen.store(run, sealed)
        advice.store(run, helping)
        pair_lists.keep(run, problem, solution)


def _outcome(problem: LoadedProblem, solution: Solution, tell: Progress) -> results.Outcome:
    names = proposing.names_for(problem)
    found = proposing.proposals(problem, solution, names)
    left = proposing.left_over(problem, solution, names)
    return results.Outcome(
        proposals=Packed(proposing.Proposed, _told(found, solution.matched, tell)),
        left_over=Packed(proposing.LeftOver, left),
        maximum=problem.points.maximum,
        kept={(problem.mentee_rows[i].pk, problem.mentor_rows[j].pk) for i, j in problem.locks},
    )


def _told(found: Iterable[Proposed], total: int, tell: Progress) -> Iterator[Proposed]:
    """The same records; one call in a hundred says how far we are."""
    for number, one in enumerate(found):
        if number % 100 == 0:
            tell("write", number / total)
        yield one


def _tell(lease: Lease[Run], begun: float, size: tuple[int, int], stage: str, done: float) -> None:
    """Between the stages: over the limit, or no longer ours? Then an exception ends the work."""
    limits.check_time(begun, *size)
    report(lease, stage, done)


def report(lease: Lease[Run], stage: str, done: float) -> None:
    low, high = SPANS.get(stage, (0, 99))
    lease.report(stage, low + int((high - low) * min(max(done, 0.0), 1.0)))
