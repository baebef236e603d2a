"""A worker's hold on a job (a run of a round, a lab): renewed while it works, checked before
anything is written.

    lease = claim(Run.objects.all(), "worker-7", now=now)   # None when nothing waits
    with lease.kept_alive():
        ...                                                 # lease.report("solve", 40)
    lease.rows().update(state="done", …)                    # nothing when it went to another one
"""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.engine import Cancelled
from matching.models import Job

J = TypeVar("J", bound=Job)
MOST_ATTEMPTS = 3
HEARTBEAT_SECONDS = 15
EXPIRY = timedelta(seconds=60)
REPORT_SECONDS = 1.0


class LostLeaseError(Cancelled):
    """Another worker has taken the job over, or it was cancelled."""


class Lease(Generic[J]):
    """`run` is the row of the job; `tell` is called in the transaction in which it fails."""

    def __init__(self, run: J, tell: Callable[[J], object] | None = None) -> None:
        self.run, self.tell = run, tell
        self.reported = (run.stage, time.monotonic())

    def rows(self) -> QuerySet[J]:
        """The row as long as it is ours, else nothing: the fence of every write."""
        rows = type(self.run)._default_manager.all()
        return rows.filter(pk=self.run.pk, state="running", lease_owner=self.run.lease_owner)

    def fail(self, text: str) -> None:
        """End the job with words HR can act on, and tell, if this worker still holds it."""
        with transaction.atomic():
            ended = self.rows().update(state="failed", error=text[:500], finished_at=timezone.now())
            if ended and self.tell:
                self.tell(self.run)

    def report(self, stage: str, percent: int) -> None:
        """Tell the browser where we are, once a second at most; LostLeaseError ends the work."""
        last_stage, at = self.reported
        if stage == last_stage and time.monotonic() - at < REPORT_SECONDS:
            return
        self.reported = (stage, time.monotonic())
        held = self.rows().update(
            stage=stage, percent=min(percent, 99), lease_until=timezone.now() + EXPIRY
        )
        if not held:
            raise LostLeaseError

    @contextmanager
    def kept_alive(self) -> Iterator[None]:
        """Renew from a thread of its own: one solver call may take longer than the lease."""
        done = threading.Event()
        thread = threading.Thread(target=self._renew_until, args=(done,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _renew_until(self, done: threading.Event) -> None:
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                self.rows().update(lease_until=timezone.now() + EXPIRY)
            except DatabaseError:
                # The next beat may get through; if none does, the run is taken over.
                continue
            finally:
                connection.close()


def claim(
    jobs: QuerySet[J], owner: str, *, now: datetime, tell: Callable[[J], object] | None = None
) -> Lease[J] | None:
    """The oldest job that waits, or whose worker has died; one that died too often is given up."""
    with transaction.atomic():
        free = Q(state="queued") | Q(state="running", lease_until__lt=now)
        waiting = jobs.select_for_update(of=("self",), skip_locked=True).filter(free)
        job = waiting.order_by("pk").first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(jobs, job, now=now)
            if tell:
                tell(job)
            return None
        job.state = "running"
        job.attempts += 1
        job.lease_owner = f"{owner[:60]}:{secrets.token_hex(6)}"
        job.lease_until = now + EXPIRY
        job.started_at = job.started_at or now
        job.stage, job.percent = "load", 0
        job.save()
    return Lease(job, tell)


def _give_up(jobs: QuerySet[J], job: J, *, now: datetime) -> None:
    text = _("The worker stopped %(n)s times before it was done.") % {"n": MOST_ATTEMPTS}
    jobs.filter(pk=job.pk).update(state="failed", error=text, finished_at=now)
