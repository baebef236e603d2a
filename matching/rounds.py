"""Opening and cancelling a round, and the one door every decision goes through (`under_review`).

One round per program is open at a time. While the engine works the round cannot be changed, so
that its result fits the decisions it was given.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from matching.models import Enrollment, Pair, Program, Proposal, Round, Run, Unmatched
from profiles import audit
from profiles.models import User

WORKING = (Run.State.QUEUED, Run.State.RUNNING)
LOCK_TIMEOUT = "55P03"


class RoundRefusedError(Exception):
    """What was asked cannot be done to the round now; the text says why."""


def open_round(program: Program, *, by: User, is_top_up: bool = False) -> tuple[Round, bool]:
    """The program's open round and whether it is new."""
    try:
        with transaction.atomic():
            last = program.rounds.aggregate(last=Max("number"))["last"] or 0
            round_ = Round.objects.create(
                program=program, number=last + 1, opened_by=by, is_top_up=is_top_up
            )
            audit.record("round.opened", round_, by=by, data={"top_up": is_top_up})
            return round_, True
    except IntegrityError:
        existing = Round.objects.filter(program=program, state=Round.State.OPEN).first()
        if existing is None:
            raise
        return existing, False


def cancel_round(round_: Round, *, by: User, now: datetime) -> bool:
    """End an open round without publishing; False when it was not open any more."""
    with transaction.atomic():
        stop_runs(Run.objects.filter(round=round_), by=by, now=now)
        row = locked(round_.pk)
        if row.state != Round.State.OPEN:
            return False
        Round.objects.filter(pk=row.pk).update(
            state=Round.State.CANCELLED, version=F("version") + 1
        )
        audit.record("round.cancelled", row, by=by)
    return True


def stop_runs(runs: QuerySet[Run], *, by: User, now: datetime) -> int:
    """Cancel what waits or works. A worker holds its run while it writes the result and only then
    takes the round: so the runs come first here too, and a wait of seconds is refused in words."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1s'")
    try:
        return runs.filter(state__in=WORKING).update(
            state=Run.State.CANCELLED, cancelled_by=by, finished_at=now
        )
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != LOCK_TIMEOUT:
            raise
        raise RoundRefusedError(
            _("The result is being written right now. Look again in a minute.")
        ) from error


def locked(pk: int) -> Round:
    """The round with its row locked, until the caller's transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("program").get(pk=pk)


@contextmanager
def under_review(round_id: int) -> Iterator[Round]:
    """A transaction that holds an open, idle round; what happens inside raises its version."""
    with transaction.atomic():
        round_ = locked(round_id)
        if round_.state != Round.State.OPEN:
            raise RoundRefusedError(_("The round is no longer open, so nothing was changed."))
        if is_working(round_):
            raise RoundRefusedError(_("Matching is running. Decide when the new result is here."))
        yield round_
        Round.objects.filter(pk=round_id).update(version=F("version") + 1)


def is_working(round_: Round) -> bool:
    return Run.objects.filter(round=round_, state__in=WORKING).exists()


def latest_run(round_: Round) -> Run | None:
    runs = Run.objects.filter(round=round_).select_related("policy", "cancelled_by__profile")
    return runs.order_by("-number").first()


def current_run(round_: Round) -> Run | None:
    """The run whose result is on the review page."""
    done = Run.objects.filter(round=round_, state=Run.State.DONE)
    return done.select_related("policy").order_by("-number").first()


def result_shown(round_: Round, latest: Run | None) -> Run | None:
    """The current run, without asking again when the latest one is it."""
    is_done = latest is not None and latest.state == Run.State.DONE
    return latest if is_done else current_run(round_)


def waiting(run: Run | None, reader: User) -> QuerySet[Unmatched]:
    """Whom the run left over and who still waits; nobody reads about themselves here."""
    rows = left_over(run).filter(mentee__used=0)
    rows = rows.filter(mentee__state=Enrollment.State.ACTIVE, mentee__profile__is_active=True)
    return rows.exclude(mentee__profile__user=reader)


def with_counts(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Each round with what it proposes, has approved and became pairs, newest first."""
    proposals = Proposal.objects.filter(round=OuterRef("pk")).order_by()
    pairs = Pair.objects.filter(round=OuterRef("pk")).order_by()
    return rounds.annotate(
        proposed=_counted(proposals),
        approved=_counted(proposals.filter(decision=Proposal.Decision.APPROVED)),
        paired=_counted(pairs.exclude(state=Pair.State.RECALLED)),
    ).order_by("-number")


def _counted(rows: QuerySet[Proposal] | QuerySet[Pair]) -> Coalesce:
    counts = rows.values("round").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counts), 0)


def unmatched(round_: Round) -> QuerySet[Unmatched]:
    """The mentees whom the current run left without a mentor."""
    return left_over(current_run(round_))


def left_over(run: Run | None) -> QuerySet[Unmatched]:
    """The mentees whom a run left without a mentor."""
    rows = Unmatched.objects.filter(run=run) if run else Unmatched.objects.none()
    return rows.select_related("mentee__profile").order_by("mentee__profile__name", "pk")
