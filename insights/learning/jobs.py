"""Looks asked for in the browser or due after a program's end, done by whichever worker claims
them. Nothing of a program is changed.

    run, is_new = request(program, by=user)      # one per program waits or works
    execute_next("worker-7", now=now)            # claim by lease, work, write everything at once

Idempotent: the seed follows from the input, so the same rows give the same result; and a look at
fewer than five pairs more than the last one repeats it, so that no difference is about a few.
"""

import logging
import platform
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from insights.learning import findings, outcomes
from insights.models import LearningRun
from matching import lease
from matching.lease import Lease, LostLeaseError
from matching.models import Program
from profiles import audit
from profiles.models import User

LIBRARIES = ("numpy", "scikit-learn")
METHOD = "1"
REQUESTED = "learning.requested"
FEW = 5
logger = logging.getLogger("insights.learning")


def request(program: Program, *, by: User | None) -> tuple[LearningRun, bool]:
    """The waiting or working look at a program, and whether this call asked for it."""
    try:
        with transaction.atomic():
            run = LearningRun.objects.create(program=program, requested_by=by)
            audit.record(REQUESTED, program, by=by)
            return run, True
    except IntegrityError:
        return LearningRun.objects.get(program=program, state__in=LearningRun.WORKING), False


def request_due(*, now: datetime) -> int:
    """A first look at each finished program that has enough pairs."""
    looked = LearningRun.objects.filter(program=OuterRef("pk"))
    over = Program.objects.filter(~Exists(looked), state=Program.State.FINISHED).order_by("pk")
    due = [one for one in over if outcomes.count(one, now=now) >= findings.LEAST]
    return sum(request(program, by=None)[1] for program in due)


def newest(program: Program) -> LearningRun | None:
    return LearningRun.objects.filter(program=program).select_related("program").first()


def newest_done(program: Program) -> LearningRun | None:
    rows = LearningRun.objects.filter(program=program, state=LearningRun.State.DONE)
    return rows.select_related("program").first()


def execute_next(owner: str, *, now: datetime) -> LearningRun | None:
    """Claim one and bring it to its end; None when nothing waits. Safe to call at any time."""
    held = lease.claim(LearningRun.objects.select_related("program"), owner, now=now)
    if held is None:
        return None
    try:
        with held.kept_alive():
            _execute(held, now=now)
    except LostLeaseError:
        logger.warning("learning %s went to another worker", held.run.pk)
    except ImportError:
        held.fail(_("The library for this is not installed on the worker."))
    held.run.refresh_from_db()
    return held.run


def _execute(held: Lease[LearningRun], *, now: datetime) -> None:
    table = outcomes.of_program(held.run.program, now=now)
    held.report("learn", 30)
    found = _result(held.run.program, table)
    with transaction.atomic():
        done = held.rows().update(
            state=LearningRun.State.DONE,
            stage="",
            percent=100,
            finished_at=timezone.now(),
            **found,
        )
        if not done:
            raise LostLeaseError


def _result(program: Program, table: outcomes.Table) -> dict[str, Any]:
    before = newest_done(program)
    if (
        before is not None
        and abs(len(table) - before.pairs) < FEW
        and before.versions == versions()
    ):
        names = ("seed", "input", "pairs", "versions", "result")
        return {name: getattr(before, name) for name in names}
    digest = table.digest
    seed = int(digest[:8], 16)
    return {
        "seed": seed,
        "input": digest,
        "pairs": len(table),
        "versions": versions(),
        "result": findings.of_table(table, seed=seed),
    }


def versions() -> dict[str, str]:
    """What the figures depend on beside the input."""
    found = {name: version(name) for name in LIBRARIES}
    return {"method": METHOD, **found, "python": platform.python_version()}
