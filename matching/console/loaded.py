"""A round's people as the engine reads them, kept for a minute in this process.

Reviewers open pair after pair, and people rarely change their answers meanwhile. Decisions are not
part of it: `matching.console.standing` reads those every time. What is written goes on from people
read anew.
"""

import threading
import time
from collections import OrderedDict
from datetime import datetime

from matching import loading
from matching.loading import LoadedProblem
from matching.models import Run

KEPT_SECONDS, MOST_KEPT = 60, 4
_kept: "OrderedDict[int, tuple[float, LoadedProblem]]" = OrderedDict()
_guard = threading.Lock()


def problem(run: Run, *, now: datetime, fresh: bool) -> LoadedProblem:
    """All mentees the run has seen, and every mentor who takes part now."""
    with _guard:
        at, found = _kept.get(run.pk, (0.0, None))
    if found is not None and not fresh and time.monotonic() - at < KEPT_SECONDS:
        return found
    found = loading.load(run.round, policy=run.policy, now=now, mentees=considered(run))
    with _guard:
        _kept[run.pk] = (time.monotonic(), found)
        _kept.move_to_end(run.pk)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def considered(run: Run) -> set[int]:
    """Enrollments of the mentees with a proposal, and of those the run left over."""
    proposed = run.round.proposals.order_by().values_list("mentee_id", flat=True)
    left = run.unmatched.order_by().values_list("mentee_id", flat=True)
    return set(proposed.union(left))
