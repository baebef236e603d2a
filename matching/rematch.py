"""Somebody new outside a round: who waits in a program, and HR's one press that opens a pair.

for waiter in rematch.waiters(program, now=now):
    waiter.options                     # best first, priced by the engine (`matching.market`)
rematch.confirm(program, mentee_id, mentor_id, by=hr, now=now)
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from matching import (
    emails_rematch,
    loading,
    pairs,
    places,
    presets,
    publishing,
    vacancies,
    waiting,
)
from matching.market import Market, Option, away_mentors
from matching.models import Away, Enrollment, Pair, Program
from matching.rulebook import Rulebook
from profiles.models import User

MOST, MOST_PRICED = 20, 200
SHORTEST_BUDDY = dt.timedelta(weeks=4)
Waiting = tuple[Enrollment, Away | None]


class NotWaitingError(Exception):
    """The mentee has somebody by now, or the mentor cannot be had any more; the text says which."""


@dataclass(frozen=True)
class Waiter:
    """`absence` is set for a mentee who wants somebody until the mentor is back; `blocked` says
    why nobody can be had."""

    mentee: Enrollment
    absence: Away | None
    options: list[Option] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)


def waiters(program: Program, *, now: datetime) -> list[Waiter]:
    """The longest waiting first, then those who want somebody until a day."""
    found = in_line(program, now=now)[:MOST_PRICED]
    if not found:
        return []
    market = Market(program, [mentee.pk for mentee, _absence in found], now=now)
    return [_waiter(market, *one) for one in found[:MOST]]


def _waiter(market: Market, mentee: Enrollment, absence: Away | None) -> Waiter:
    options = market.options(mentee.pk)
    return Waiter(mentee, absence, options, [] if options else market.blocked(mentee.pk))


def in_line(program: Program, *, now: datetime) -> list[Waiting]:
    rows = waiting.mentees(now=now).filter(program=program).select_related("profile__user")
    until = waiting.interims(now=now).filter(pair__program=program)
    until = until.select_related("pair__mentee_enrollment__profile__user", "pair__mentor")
    return [
        *((row, None) for row in rows),
        *((absence.pair.mentee_enrollment, absence) for absence in until),
    ]


@places.retry_on_conflict
def confirm(
    program: Program, mentee_id: int, mentor_id: int, *, by: User | None, now: datetime
) -> Pair:
    """Open the pair. NotWaitingError, PlacesTakenError and PairRefusedError leave nothing."""
    with transaction.atomic():
        Enrollment.objects.select_for_update().filter(pk=mentee_id).first()
        waits = next((one for one in in_line(program, now=now) if one[0].pk == mentee_id), None)
        if waits is None:
            raise NotWaitingError(_("This person does not wait for a mentor any more."))
        mentee, absence = waits
        mentor = _mentor(program, mentor_id, now=now)
        book = Rulebook(program, {mentor.profile_id, mentee.profile_id})
        pairs.check_rules(book, mentor.profile_id, mentee.profile_id)
        why = Market(program, [mentee.pk], now=now).reasons_of(mentee.pk, mentor.pk)
        pair = _open(mentor, mentee, absence, why, by=by, now=now)
        emails_rematch.tell_both(pair, now=now)
    return pair


def _mentor(program: Program, pk: int, *, now: datetime) -> Enrollment:
    rows = loading.mentors_of(program, now=now).exclude(pk__in=away_mentors(program))
    mentor = rows.filter(pk=pk).select_related("profile__user", "program").first()
    if mentor is None:
        raise NotWaitingError(_("This mentor does not take part now."))
    return mentor


def _dates(mentor: Enrollment, mentee: Enrollment, today: dt.date) -> tuple[dt.date, dt.date]:
    """A buddy is there from the newcomer's first day on, for the format's length; one who takes
    over stays for the rest of it, and for a while."""
    program = mentor.program
    if program.format != Program.Format.BUDDY:
        return publishing.dates(program, today, mentor=mentor)
    first_day = mentee.profile.start_date or today
    whole = dt.timedelta(weeks=presets.preset_of(program).weeks)
    if first_day + whole < today:
        first_day = today
    starts_on = max(first_day, today)
    return starts_on, max(first_day + whole, starts_on + SHORTEST_BUDDY)


def _open(
    mentor: Enrollment,
    mentee: Enrollment,
    absence: Away | None,
    why: Sequence[object],
    *,
    by: User | None,
    now: datetime,
) -> Pair:
    starts_on, ends_on = _dates(mentor, mentee, now.date())
    if absence:
        starts_on = now.date()
        ends_on = max(absence.until, starts_on + dt.timedelta(days=1))
    pair = pairs.open_pair(
        mentor, mentee, starts_on=starts_on, ends_on=ends_on, by=by, now=now, reasons=why
    )
    vacancies.check(mentor)
    if absence:
        Pair.objects.filter(pk=pair.pk).update(interim_for=absence.pair)
        pair.refresh_from_db()
    return pair
