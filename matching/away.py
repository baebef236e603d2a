"""A pair that is away until a date. Nobody is asked why.

    away.start(pair, person=ben, until=day, by=user, now=now)    # person None: both are away
    away.move(pair, until=later, by=user, now=now)               # longer, or shorter
    away.come_back(pair, by=user, now=now)                       # early; `tick` does it on the day
    away.days(pair, since=day, today=today)                      # what a clock leaves out

An away pair is not open: its two places are given back when it goes and taken again when it comes
back, and no round or list offers them meanwhile (`matching.vacancies`). When a place is gone all
the same, the pair stays away, whoever looks after it gets one mail and reads it under "Needs you",
and every tick tries again. The end
of the pair moves by the days it was away. Every step locks the pair, so that a double press, a
double tick and a partner at the same moment change nothing twice.
"""

import datetime as dt
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from matching import emails_away, pairs, places, waiting
from matching.models import Away, Pair
from matching.models.away import LONGEST, AwayQuerySet
from matching.models.pairs import PairQuerySet
from outbox.queue import enqueue
from profiles import audit
from profiles.models import Profile, User

BATCH = 200
# No zone is further ahead of UTC.
FURTHEST_AHEAD = dt.timedelta(hours=14)


class AwayRefusedError(Exception):
    """The pair cannot be away, or not until then; the text says why."""


def current(pair: Pair) -> Away | None:
    return Away.objects.current().filter(pair=pair).select_related("person").first()


def today_of(pair: Pair, now: datetime) -> dt.date:
    """The day in the program's zone, the same for both partners."""
    return now.astimezone(pair.program.zone).date()


def days(pair: Pair, *, today: dt.date, since: dt.date = dt.date.min) -> int:
    """Days the pair has been away between `since` and today."""
    return days_of(Away.objects.filter(pair=pair), today=today, since=since)


def days_of(absences: Iterable[Away], *, today: dt.date, since: dt.date = dt.date.min) -> int:
    """The same, of absences that are read already."""
    spans = ((max(one.since, since), min(one.back_on or today, today)) for one in absences)
    return sum(max(0, (end - first).days) for first, end in spans)


@places.retry_on_conflict
def start(pair: Pair, *, person: Profile | None, until: dt.date, by: User, now: datetime) -> bool:
    """From today. False when the pair is away already (see `move`)."""
    with transaction.atomic():
        row = _locked(pair)
        if row.state == Pair.State.AWAY:
            return False
        if row.state != Pair.State.ACTIVE:
            raise AwayRefusedError(_("This pair is not going on, so it cannot be away."))
        today = _checked(row, until, now)
        absence = Away.objects.create(pair=row, person=person, since=today, until=until, set_by=by)
        row.state = Pair.State.AWAY
        row.save(update_fields=["state"])
        places.give_back([row.mentor_enrollment_id, row.mentee_enrollment_id])
        _count(row, absence, (until - today).days)
        audit.record("pair.away", row, by=by, data={"until": until.isoformat()})
        _tell(absence, row, by=by, now=now)
    pair.refresh_from_db()
    return True


@places.retry_on_conflict
def move(pair: Pair, *, until: dt.date, by: User, now: datetime) -> bool:
    """Another first day back. False when the pair is not away or it is that day already."""
    with transaction.atomic():
        row = _locked(pair)
        absence = _held(row)
        if absence is None or absence.until == until:
            return False
        _checked(row, until, now)
        absence.until, absence.stuck_at = until, None
        absence.save(update_fields=["until", "stuck_at"])
        _count(row, absence, (until - absence.since).days)
        _standing_in(row).update(ends_on=until)
        audit.record("pair.away", row, by=by, data={"until": until.isoformat()})
        _tell(absence, row, by=by, now=now)
    pair.refresh_from_db()
    return True


@places.retry_on_conflict
def come_back(pair: Pair, *, by: User | None, now: datetime) -> bool:
    """The pair goes on. False when it is not away, or a place is gone (then HR is told)."""
    with transaction.atomic():
        row = _locked(pair)
        absence = _held(row)
        if absence is None:
            return False
        stood_in = list(_standing_in(row).with_people())
        is_back = _reopened(row, stood_in, now=now)
        if is_back:
            _went_on(row, absence, by=by, now=now)
        elif absence.stuck_at is None:
            absence.stuck_at = now
            absence.save(update_fields=["stuck_at"])
            audit.record("pair.stuck_away", row, by=by)
            emails_away.tell_stuck(absence, by=by, now=now)
    pair.refresh_from_db()
    return is_back


def _reopened(row: Pair, stood_in: list[Pair], *, now: datetime) -> bool:
    """End the interim pair and take the places, or leave everything as it is."""
    try:
        with transaction.atomic():
            for interim in stood_in:
                pairs.close_pair(interim, by=None, reason=pairs.INTERIM_OVER, now=now)
            places.take([row.mentor_enrollment_id, row.mentee_enrollment_id])
            row.state = Pair.State.ACTIVE
            row.save(update_fields=["state"])
    except (places.PlacesTakenError, IntegrityError):
        row.state = Pair.State.AWAY
        return False
    return True


def _went_on(row: Pair, absence: Away, *, by: User | None, now: datetime) -> None:
    today = today_of(row, now)
    absence.back_on, absence.stuck_at = max(today, absence.since), None
    absence.save(update_fields=["back_on", "stuck_at"])
    _count(row, absence, (absence.back_on - absence.since).days)
    audit.record("pair.back", row, by=by)
    for person in (row.mentor, row.mentee):
        enqueue(
            "pair-back",
            key=f"pair-back:{absence.pk}:{person.pk}",
            to=person.user,
            context={"pair": row.pk, "person": person.pk},
            not_before=now,
        )


def tick(*, now: datetime) -> int:
    """Let the pairs go on whose day has come; how many did."""
    latest = (now + FURTHEST_AHEAD).date()
    due = Away.objects.current().filter(until__lte=latest).select_related("pair__program")
    due = due.order_by(F("stuck_at").asc(nulls_first=True), "pk")[:BATCH]
    return sum(
        come_back(absence.pair, by=None, now=now)
        for absence in due
        if today_of(absence.pair, now) >= absence.until
    )


@places.retry_on_conflict
def choose(pair: Pair, choice: str, *, by: User, now: datetime) -> bool:
    """What the other one wants meanwhile. "Somebody new" ends the pair: with the interim mentor
    the mentee has by then, else first in line."""
    with transaction.atomic():
        row = _locked(pair)
        absence = _held(row)
        if absence is None:
            return False
        absence.choice = choice
        absence.save(update_fields=["choice"])
        if choice == Away.Choice.NEW:
            has_interim = _standing_in(row).exists()
            pairs.close_pair(row, by=None, reason=pairs.AWAY_OVER, now=now)
            if not has_interim:
                waiting.first_in_line(row, now=now)
        else:
            audit.record("pair.away_choice", row, by=by)
    pair.refresh_from_db()
    return True


def stuck() -> AwayQuerySet:
    """Absences that are over, of pairs that have lost a place meanwhile."""
    return Away.objects.current().filter(stuck_at__isnull=False, pair__state=Pair.State.AWAY)


def _locked(pair: Pair) -> Pair:
    rows = Pair.objects.select_for_update(of=("self",))
    return rows.select_related("program", "mentor__user", "mentee__user").get(pk=pair.pk)


def _held(row: Pair) -> Away | None:
    return current(row) if row.state == Pair.State.AWAY else None


def _checked(row: Pair, until: dt.date, now: datetime) -> dt.date:
    """Today, when the day is one to come."""
    today = today_of(row, now)
    if until <= today:
        raise AwayRefusedError(_("The first day back must be after today"))
    if until > today + LONGEST:
        raise AwayRefusedError(_("The first day back must be within a year"))
    return today


def _count(row: Pair, absence: Away, total: int) -> None:
    """Move the end of the pair by what this absence has grown or shrunk."""
    more = total - absence.days
    soonest = row.starts_on + dt.timedelta(days=1)
    row.ends_on = max(row.ends_on + dt.timedelta(days=more), soonest)
    row.days_away = max(0, row.days_away + more)
    row.save(update_fields=["ends_on", "days_away"])
    absence.days = total
    absence.save(update_fields=["days"])


def _standing_in(row: Pair) -> PairQuerySet:
    return Pair.objects.open().filter(interim_for=row)


def _tell(absence: Away, row: Pair, *, by: User, now: datetime) -> None:
    """Whoever of the two did not say so themselves."""
    for person in (row.mentor, row.mentee):
        if person.user_id != by.pk:
            enqueue(
                "pair-away",
                key=f"pair-away:{absence.pk}:{person.pk}:{absence.until}:{now.isoformat()}",
                to=person.user,
                context={
                    "away": absence.pk,
                    "person": person.pk,
                    "until": absence.until.isoformat(),
                },
                not_before=now,
            )
