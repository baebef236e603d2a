"""Checks and imports done by a worker: claimed by lease, all or nothing, safe to kill and restart.

The import is one transaction. Progress is written through a second connection, so that the page
sees it while the transaction is open; whoever lost the lease writes nothing.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import audit
from profiles.imports import apply, uploads
from profiles.imports.decoding import UnreadableError
from profiles.imports.plan import Plan, Progress, silent
from profiles.models import PeopleImport

logger = logging.getLogger("profiles.imports")
State = PeopleImport.State
EXPIRY = timedelta(seconds=120)
REPORT_SECONDS = 1.0
MOST_ATTEMPTS = 3
LOCK = 7_154_300_211


class LostLeaseError(Exception):
    """Another worker holds the import now."""


class RefusedError(Exception):
    """The file has problems, so nothing was written."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan


def start(import_: PeopleImport, *, is_complete: bool) -> bool:
    """Hand a checked file without problems to a worker; a second time changes nothing."""
    ready = PeopleImport.objects.filter(pk=import_.pk, state=State.READY, counts__errors=0)
    return bool(
        ready.filter(file__isnull=False).update(
            state=State.QUEUED, is_complete=is_complete, progress=0, stage="", attempts=0
        )
    )


def work_next(owner: str, *, now: datetime) -> bool:
    """Do one check or import that waits; False when there is none."""
    import_ = claim(owner, now=now)
    if import_ is None:
        return False
    beat = Beat(import_)
    try:
        if import_.state == State.CHECKING:
            uploads.check(import_, beat.report)
        else:
            execute(import_, now=now, progress=beat.report)
    except LostLeaseError:
        logger.warning("import %s was taken over", import_.pk)
    except UnreadableError as error:
        fail(import_, str(error))
    except DatabaseError:
        # Somebody was faster or a lock took too long: the next worker begins from the start.
        logger.exception("import %s broke off", import_.pk)
        held(import_).update(lease_until=None)
    finally:
        beat.close()
    return True


def claim(owner: str, *, now: datetime) -> PeopleImport | None:
    with transaction.atomic():
        waiting = PeopleImport.objects.unclaimed(now).light().order_by("pk")
        import_ = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if import_ is None:
            return None
        if import_.attempts >= MOST_ATTEMPTS:
            fail(import_, _("The import broke off three times. Upload the file again."))
            return None
        if import_.state == State.QUEUED:
            import_.state = State.RUNNING
        import_.attempts = F("attempts") + 1
        import_.lease_owner, import_.lease_until = owner, now + EXPIRY
        import_.save(update_fields=["state", "attempts", "lease_owner", "lease_until"])
    return PeopleImport.objects.select_related("created_by").get(pk=import_.pk)


def held(import_: PeopleImport) -> QuerySet[PeopleImport]:
    """The import as long as it is ours, else nothing: the fence of every write."""
    return PeopleImport.objects.filter(
        pk=import_.pk, state__in=PeopleImport.WORKING, lease_owner=import_.lease_owner
    )


def fail(import_: PeopleImport, text: str) -> None:
    held(import_).update(state=State.FAILED, failure=text[:300], lease_until=None)


def execute(import_: PeopleImport, *, now: datetime, progress: Progress = silent) -> bool:
    """Import a running file; False when it was refused. Raises LostLeaseError, DatabaseError."""
    try:
        with transaction.atomic():
            if not _is_alone():
                held(import_).update(lease_until=None, attempts=F("attempts") - 1)
                return False
            _import(import_, now=now, progress=progress)
    except RefusedError as refused:
        failure = _("Nothing was imported: the file has problems.")
        held(import_).update(
            state=State.FAILED,
            failure=failure,
            lease_until=None,
            **uploads.findings(refused.plan, import_.created_by),
        )
        return False
    return True


def _is_alone() -> bool:
    """One import at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _import(import_: PeopleImport, *, now: datetime, progress: Progress) -> None:
    plan = uploads.plan_of(import_, progress)
    by = import_.created_by
    if import_.is_complete and uploads.leaves(plan, by):
        plan.problems.add(1, uploads.you_must_be_in())
    if plan.problems.count:
        raise RefusedError(plan)
    findings = uploads.findings(plan, by)
    apply.write(plan, is_complete=import_.is_complete, by=by, now=now, progress=progress)
    apply.keep_grades(import_.levels)
    data = {"complete": import_.is_complete, "counts": findings["counts"]}
    audit.record("imported people", import_, by=by, data=data)
    done = held(import_).update(
        state=State.DONE, progress=100, stage="", lease_until=None, finished_at=now, **findings
    )
    if not done:
        raise LostLeaseError


class Beat:
    """Tells the page where we are, once a second at most, and keeps the lease."""

    def __init__(self, import_: PeopleImport) -> None:
        self.import_ = import_
        self.at = time.monotonic()
        # The main connection is inside the import's transaction.
        self.connection = connection.copy()

    def report(self, stage: object, percent: int) -> None:
        if time.monotonic() - self.at < REPORT_SECONDS:
            return
        self.at = time.monotonic()
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE profiles_peopleimport SET stage = %s, progress = %s, lease_until = %s"
                " WHERE id = %s AND lease_owner = %s AND state IN ('checking', 'running')",
                [
                    str(stage),
                    min(percent, 99),
                    timezone.now() + EXPIRY,
                    self.import_.pk,
                    self.import_.lease_owner,
                ],
            )
            if not cursor.rowcount:
                raise LostLeaseError

    def close(self) -> None:
        self.connection.close()
