"""Opening and closing a pair: the pair, the two places it takes and the audit in one transaction.

    pair = open_pair(mentor, mentee, starts_on=…, ends_on=…, by=user, now=now)
    close_pair(pair, by=user, reason="…", now=now)

Rounds publish through `places` and rows of their own; everything HR does by hand comes here.
"""

import datetime as dt
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from matching import moments, places, policies, waiting
from matching.models import Away, Enrollment, Pair
from matching.rulebook import Rulebook
from outbox.queue import enqueue
from profiles import audit
from profiles.models import Profile, User

# Both know of these; the mentor alone of an offered one.
TOLD_BOTH = (Pair.State.ACTIVE, Pair.State.AWAY)
LEFT = "left the company"
INTERIM_OVER = "the pair it stood in for goes on"
PRIVATE = "ended privately"
AWAY_OVER = "somebody new instead of waiting"
# Says nothing about the two as a pair.
NOBODYS_CHOICE = (LEFT, INTERIM_OVER)


class PairRefusedError(Exception):
    """The pair cannot be: the text says why. `code` is the broken rule, if it is one, and
    `may_be_excepted` whether a reason would carry it."""

    def __init__(self, message: str, *, code: str = "", may_be_excepted: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.may_be_excepted = may_be_excepted


def hard_rule_broken(mentor: Enrollment, mentee: Enrollment) -> str | None:
    """The code of the first hard rule of the program these two would break."""
    book = Rulebook(mentor.program, {mentor.profile_id, mentee.profile_id})
    return book.broken(mentor.profile_id, mentee.profile_id)


def check_rules(book: Rulebook, mentor_id: int, mentee_id: int, *, exception: str = "") -> str:
    """Raise PairRefusedError for a broken rule, unless a reason may carry it and is given. Returns
    the code of the rule the reason carries, or ""."""
    code = book.broken(mentor_id, mentee_id)
    if code is None:
        return ""
    may = book.may_be_excepted(code, mentor_id, mentee_id)
    if not (may and exception):
        raise PairRefusedError(str(policies.BROKEN[code]), code=code, may_be_excepted=may)
    return code


@places.retry_on_conflict
def open_pair(
    mentor: Enrollment,
    mentee: Enrollment,
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    by: User | None,
    now: datetime,
    reasons: Sequence[object] = (),
    meetings_before: int = 0,
    exception_reason: str = "",
    excepted: str = "",
) -> Pair:
    """An active pair, visible at once. Rules are the caller's question (`check_rules`, whose code
    is `excepted`); places are taken here. Raises PlacesTakenError or PairRefusedError and then
    leaves nothing."""
    _same_program(mentor, mentee)
    pair = Pair(
        **_members(mentor, mentee),
        state=Pair.State.ACTIVE,
        starts_on=starts_on,
        ends_on=ends_on,
        visible_at=now,
        reasons=list(reasons),
        meetings_before=meetings_before,
        exception_reason=exception_reason,
        kept_at=now if excepted == "reporting_line" else None,
    )
    return _opened(pair, by=by)


def _members(mentor: Enrollment, mentee: Enrollment) -> dict[str, Any]:
    return {
        "program": mentor.program,
        "mentor_enrollment": mentor,
        "mentee_enrollment": mentee,
        "mentor": mentor.profile,
        "mentee": mentee.profile,
    }


def _opened(pair: Pair, *, by: User | None) -> Pair:
    try:
        with transaction.atomic():
            places.take([pair.mentor_enrollment_id, pair.mentee_enrollment_id])
            pair.save()
            waiting.found_somebody(pair)
            moments.begun(pair, now=pair.visible_at)
            audit.record("pair.opened", pair, by=by, reason=pair.exception_reason)
    except IntegrityError as error:
        raise _refusal(error) from error
    return pair


@places.retry_on_conflict
def close_pair(
    pair: Pair,
    *,
    by: User | None,
    reason: str,
    now: datetime,
    ended_on: dt.date | None = None,
    tells: bool = True,
) -> bool:
    """End the pair, give its places back and tell whoever knew of it. False when it had ended.

    `reason` is kept with the pair and in the audit; the two people never read it. With `tells`
    False the caller has words of its own for them.
    """
    with transaction.atomic():
        row = Pair.objects.select_for_update(of=("self",)).with_people().get(pk=pair.pk)
        before = row.state
        if before not in (*Pair.OPEN, Pair.State.AWAY):
            return False
        row.state, row.end_reason = Pair.State.ENDED, reason[:60]
        row.ended_on = ended_on or now.date()
        row.save(update_fields=["state", "ended_on", "end_reason"])
        _release(row, before, now.date())
        moments.over(row, now=now)
        audit.record("pair.closed", row, by=by, reason=reason[:500], data={"before": before})
        if tells:
            _tell(row, before, now=now)
    pair.refresh_from_db()
    return True


def _release(row: Pair, before: str, today: dt.date) -> None:
    """Nothing waits for them any more: the places of an open pair, the absence of an away one."""
    if before in Pair.OPEN:
        places.give_back([row.mentor_enrollment_id, row.mentee_enrollment_id])
    else:
        _end_absence(row, today)


def _end_absence(row: Pair, today: dt.date) -> None:
    """Nobody is waited for any more; whoever stood in meanwhile stays."""
    away = Away.objects.current().filter(pair=row)
    away.update(back_on=Greatest(F("since"), Value(today)), stuck_at=None)
    interims = Pair.objects.open().filter(interim_for=row)
    interims.update(ends_on=Greatest(F("ends_on"), Value(row.ends_on)), interim_for=None)


def correct(pair: Pair, *, starts_on: dt.date, ends_on: dt.date, meetings: int, by: User) -> None:
    """Set right the dates and the meetings held before the pair was in here."""
    before = [pair.starts_on.isoformat(), pair.ends_on.isoformat(), pair.meetings_before]
    if [starts_on.isoformat(), ends_on.isoformat(), meetings] == before:
        return
    with transaction.atomic():
        pair.starts_on, pair.ends_on, pair.meetings_before = starts_on, ends_on, meetings
        pair.save(update_fields=["starts_on", "ends_on", "meetings_before"])
        audit.record("pair.corrected", pair, by=by, data={"before": before})


def _tell(pair: Pair, before: str, *, now: datetime) -> None:
    """Whoever never heard of the pair hears nothing of its end either."""
    told: list[Profile] = []
    if before in TOLD_BOTH or (before == Pair.State.OFFERED and pair.visible_at <= now):
        told.append(pair.mentor)
    # A mentee whose interim mentor thanks and goes is told that the first one is back.
    if before in TOLD_BOTH and pair.end_reason != INTERIM_OVER:
        told.append(pair.mentee)
    for person in told:
        if person.is_active:
            enqueue(
                "pair-ended",
                key=f"pair-ended:{pair.pk}:{person.pk}",
                to=person.user,
                context={
                    "pair": pair.pk,
                    "person": person.pk,
                    "partner_left": pair.end_reason == LEFT,
                    "interim": pair.end_reason == INTERIM_OVER,
                    "before_it_began": before == Pair.State.OFFERED,
                },
                not_before=now,
            )


@places.retry_on_conflict
def extend(pair: Pair, *, until: dt.date, by: User) -> bool:
    """The pair goes on until a later day; False when it is over or ends later already."""
    with transaction.atomic():
        row = Pair.objects.select_for_update().get(pk=pair.pk)
        if row.state not in (Pair.State.ACTIVE, Pair.State.AWAY) or until <= row.ends_on:
            return False
        before, row.ends_on = row.ends_on, until
        row.save(update_fields=["ends_on"])
        audit.record("pair.extended", row, by=by, data={"before": before.isoformat()})
    pair.refresh_from_db()
    return True


def _same_program(mentor: Enrollment, mentee: Enrollment) -> None:
    if mentor.program_id != mentee.program_id:
        raise ValueError("both enrollments must be of one program")
    if mentor.role != Enrollment.Role.MENTOR or mentee.role != Enrollment.Role.MENTEE:
        raise ValueError("a pair is a mentor and a mentee")
    for enrollment in (mentor, mentee):
        if enrollment.state != Enrollment.State.ACTIVE:
            name = enrollment.profile.name
            raise PairRefusedError(_("%(name)s is not in the program.") % {"name": name})


def _refusal(error: IntegrityError) -> PairRefusedError:
    text = str(error)
    if "matching_pair_in_reporting_line" in text:
        return PairRefusedError(
            _("A manager and a direct report cannot be a pair."), code="reporting_line"
        )
    if "matching_pair_two_people" in text:
        return PairRefusedError(str(policies.BROKEN["self"]), code="self")
    return PairRefusedError(_("These two are a pair in this program already."))
