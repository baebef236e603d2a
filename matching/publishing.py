"""Publish and recall: each one transaction under an advisory lock on the program.

    preview(round_, now=now)                                # what would happen, nothing written
    publish(round_, by=hr, version=7, now=now)              # acts only on the version HR saw
    recall(round_, by=hr, now=now)                          # within RECALL_MINUTES, before any mail

Pairs are written as *scheduled* and their mails wait until the recall window is over; before that
employees see neither. A second publish changes nothing and says who did it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from matching import (
    emails_pairing,
    holdbacks,
    lots,
    pair_parts,
    places,
    presets,
    publish_request,
    rounds,
)
from matching.holdbacks import Held, Plan
from matching.models import Enrollment, Pair, PairRule, Program, Proposal, Round
from outbox import heartbeat
from outbox.models import Message
from outbox.queue import cancel
from profiles import audit
from profiles.models import User
from profiles.workdays import add_working_days

DAYS_TO_ANSWER = 3
SHORTEST = timedelta(weeks=8)
SILENT_FOR = timedelta(minutes=5)
# One of PostgreSQL's two-number advisory locks: this number, then the program.
PUBLISH_LOCK = 7_201


class StaleRoundError(Exception):
    """The round is not what HR saw: somebody decided something in between."""


class TooLateError(Exception):
    """The recall window is over: mails may be on their way."""


@dataclass(frozen=True)
class Published:
    """`by` is who published; `is_new` is False for a second publish, which did nothing."""

    by: User | None
    at: datetime
    pairs: int
    held: list[Held]
    left_over: int
    is_new: bool = True


def preview(round_: Round, *, now: datetime) -> Plan:
    return holdbacks.plan(round_, now=now)


@places.retry_on_conflict
def publish(round_: Round, *, by: User, version: int, now: datetime) -> Published:
    with transaction.atomic():
        _lock_program(round_.program_id)
        row = rounds.locked(round_.pk)
        if row.state == Round.State.PUBLISHED and row.published_at:
            return Published(row.published_by, row.published_at, paired(row), [], 0, is_new=False)
        _check(row, version, now=now)
        second = publish_request.settle(row, by=by, now=now)
        plan = holdbacks.plan(row, now=now, lock=True)
        if not plan.pairs:
            raise rounds.RoundRefusedError(_("No approved pair can be published now."))
        visible_at = now + timedelta(minutes=settings.RECALL_MINUTES)
        _write_pairs(row, plan.pairs, visible_at=visible_at, now=now)
        told = _tell_left_over(row, plan.left_over, at=visible_at)
        Round.objects.filter(pk=row.pk).update(
            state=Round.State.PUBLISHED,
            published_by=by,
            published_at=now,
            version=F("version") + 1,
        )
        data: dict[str, object] = {
            "pairs": len(plan.pairs),
            "held_back": [held.proposal.pk for held in plan.held],
            "without_match": told,
            **second,
        }
        audit.record("round.published", row, by=by, data=data)
    round_.refresh_from_db()
    return Published(by, now, len(plan.pairs), plan.held, told)


def _check(row: Round, version: int, *, now: datetime) -> None:
    if row.state != Round.State.OPEN:
        raise rounds.RoundRefusedError(_("The round is no longer open, so nothing was published."))
    if rounds.is_working(row):
        raise rounds.RoundRefusedError(_("Matching is running. Publish when the result is here."))
    if row.version != version:
        raise StaleRoundError
    if mail_is_down(heartbeat.last_tick(), now=now):
        raise rounds.RoundRefusedError(_("Mail is not going out, so nothing was published."))


def paired(round_: Round) -> int:
    """How many pairs the round has now; those of a recalled publish are none."""
    return round_.pairs.exclude(state=Pair.State.RECALLED).count()


def mail_is_down(tick: datetime | None, *, now: datetime) -> bool:
    """Nobody has drained the outbox for five minutes. A worker that never reported has just been
    installed: mails wait for it."""
    return tick is not None and now - tick > SILENT_FOR


def _write_pairs(
    round_: Round, rows: list[Proposal], *, visible_at: datetime, now: datetime
) -> None:
    places.take([pk for row in rows for pk in (row.mentor_id, row.mentee_id)])
    reasons = _reasons_by_hand(round_)
    first_day, _last_day = dates(round_.program, visible_at.date())
    waves = lots.waves_of(lots.hold(round_, rows, starts_on=first_day, now=now))
    pairs = [
        scheduled_pair(
            row.mentor,
            row.mentee,
            round_=round_,
            reasons=row.reasons,
            score=row.score,
            visible_at=visible_at,
            exception_reason=reasons.get((row.mentor.profile_id, row.mentee.profile_id), ""),
            wave=waves.get(row.mentee_id, 0),
        )
        for row in rows
    ]
    written = Pair.objects.bulk_create(pairs, batch_size=500)
    pair_parts.keep(written, rows)
    emails_pairing.ask_all(written, batch=emails_pairing.batch_of(round_))


def _reasons_by_hand(round_: Round) -> dict[tuple[int, int], str]:
    """(mentor, mentee) profiles → why HR put them together although a rule says no."""
    rules = PairRule.objects.filter(program=round_.program_id, is_override=True)
    rows = rules.filter(Q(round=round_) | Q(round__isnull=True))
    return {(one.mentor_id, one.mentee_id): one.reason for one in rows}


def scheduled_pair(
    mentor: Enrollment,
    mentee: Enrollment,
    *,
    round_: Round,
    reasons: Sequence[object],
    score: int,
    visible_at: datetime,
    exception_reason: str = "",
    wave: int = 0,
) -> Pair:
    """A pair as Publish leaves it, to be saved by the caller, who takes its places in the same
    transaction."""
    starts_on, ends_on = dates(round_.program, visible_at.date(), mentor=mentor, wave=wave)
    return Pair(
        program=round_.program,
        round=round_,
        mentor_enrollment=mentor,
        mentee_enrollment=mentee,
        mentor=mentor.profile,
        mentee=mentee.profile,
        starts_on=starts_on,
        ends_on=ends_on,
        visible_at=visible_at,
        answer_by=answer_by(mentor, visible_at),
        reasons=list(reasons),
        score=score,
        exception_reason=exception_reason,
        wave=wave,
    )


def answer_by(mentor: Enrollment, visible_at: datetime) -> datetime:
    """Three of the mentor's working days."""
    return add_working_days(visible_at, DAYS_TO_ANSWER, mentor.profile.zone)


def dates(
    program: Program, today: dt.date, *, mentor: Enrollment | None = None, wave: int = 0
) -> tuple[dt.date, dt.date]:
    """Start and end of a pair published today; a late round still gets a useful length, and the
    second wave as long a one as the first. Who hands over is there until their last day."""
    later = timedelta(weeks=(program.second_wave_weeks or 0) if wave == lots.SECOND else 0)
    starts_on = max(program.starts_on, today) + later
    own = presets.pair_ends_on(program, starts_on)
    ends_on = own or max(program.ends_on + later, starts_on + SHORTEST)
    if mentor and mentor.leaves_on:
        ends_on = max(min(ends_on, mentor.leaves_on), starts_on + dt.timedelta(days=1))
    return starts_on, ends_on


def _tell_left_over(round_: Round, mentees: list[Enrollment], *, at: datetime) -> int:
    """First in line next time. The key carries the round's version: after a recall the next
    publish tells them again, a repeated call does not."""
    told = [
        mentee.pk
        for mentee in mentees
        if emails_pairing.tell_unmatched(
            mentee, round_, key=f"no-match:{round_.pk}:{round_.version}:{mentee.pk}", at=at
        )
    ]
    rows = Enrollment.objects.filter(pk__in=told)
    rows.update(times_unmatched=F("times_unmatched") + 1)
    return len(told)


def can_recall(round_: Round, *, now: datetime) -> bool:
    return (
        round_.state == Round.State.PUBLISHED
        and round_.published_at is not None
        and now < recall_ends(round_.published_at)
    )


def recall_ends(published_at: datetime) -> datetime:
    return published_at + timedelta(minutes=settings.RECALL_MINUTES)


@places.retry_on_conflict
def recall(round_: Round, *, by: User, now: datetime) -> int:
    """Take the whole publish back before anybody heard of it. Returns how many pairs it undid."""
    with transaction.atomic():
        _lock_program(round_.program_id)
        row = rounds.locked(round_.pk)
        if row.state == Round.State.OPEN:
            return 0
        if not can_recall(row, now=now):
            raise TooLateError
        _refuse_beside_another(row)
        undone = _close_pairs(row)
        _first_in_line_no_more(row)
        cancel(batch=emails_pairing.batch_of(row))
        Round.objects.filter(pk=row.pk).update(
            state=Round.State.OPEN,
            published_by=None,
            published_at=None,
            version=F("version") + 1,
        )
        audit.record("round.recalled", row, by=by, data={"pairs": undone})
    round_.refresh_from_db()
    return undone


def _refuse_beside_another(round_: Round) -> None:
    if Round.objects.filter(program=round_.program_id, state=Round.State.OPEN).exists():
        raise rounds.RoundRefusedError(
            _("Another round of this program is open. Cancel it first, then stop this one.")
        )


def _close_pairs(round_: Round) -> int:
    scheduled = Pair.objects.filter(round=round_, state=Pair.State.SCHEDULED)
    found = list(scheduled.select_for_update().order_by("pk"))
    Pair.objects.filter(pk__in=[pair.pk for pair in found]).update(state=Pair.State.RECALLED)
    places.give_back(
        [pk for pair in found for pk in (pair.mentor_enrollment_id, pair.mentee_enrollment_id)]
    )
    return len(found)


def _first_in_line_no_more(round_: Round) -> None:
    waiting = Message.objects.filter(
        batch=emails_pairing.batch_of(round_), kind="no-match", status__in=Message.UNSENT
    )
    told = [context["enrollment"] for context in waiting.values_list("context", flat=True)]
    rows = Enrollment.objects.filter(pk__in=told, times_unmatched__gt=0)
    rows.update(times_unmatched=F("times_unmatched") - 1)


def _lock_program(program_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PUBLISH_LOCK, program_id])
