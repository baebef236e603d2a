"""A worker's hold on a run: renewed while it works, checked before anything is written."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone

from matching.engine import Cancelled
from matching.models import Run

HEARTBEAT_SECONDS = 15
EXPIRY = timedelta(seconds=60)
REPORT_SECONDS = 1.0


class LostLeaseError(Cancelled):
    """Another worker has taken the run over, or it was cancelled."""


class Lease:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.reported = (run.stage, time.monotonic())

    def rows(self) -> QuerySet[Run]:
        """The run as long as it is ours, else nothing: the fence of every write."""
        return Run.objects.filter(
            pk=self.run.pk, state=Run.State.RUNNING, lease_owner=self.run.lease_owner
        )

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
