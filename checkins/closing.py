"""The end of a pair: going on, finishing, and what happens by itself on the last day.

    options(pair)                                       # later last days the program allows
    ask(pair, me, until=day, now=now)                   # the other answers
    agree(extension, me, now=now) / decline(…)
    finish(pair, by=user, now=now)                      # either of the two; both are told kindly
    tick(now=now)                                       # the day after the last one

Asking for the same day twice, answering twice and finishing twice are harmless. When both ask at
the same moment the second ask meets the first: the same day is an agreement, another day is not.
"""

import calendar
import datetime as dt
from typing import Protocol

from django.db import IntegrityError, transaction

from checkins import contact, questions, single_talks
from checkins.models import Extension
from matching import pairs, places
from matching.models import Pair
from outbox.queue import enqueue
from profiles.models import Profile, User

FINISHED, RAN_OUT = "finished by one of the two", "reached its end date"
COMPLETE = "had all its format gives"
MONTHS = (1, 3, 6)
# The close page is offered from the pair page in the last weeks.
IN_SIGHT = dt.timedelta(days=30)
BATCH = 200
State = Extension.State


class Answer(Protocol):
    def __call__(self, extension: Extension, me: Profile, *, now: dt.datetime) -> bool: ...


class ClosingRefusedError(Exception):
    """Not possible as the pair is now; the page shows what it is."""


def options(pair: Pair) -> list[dt.date]:
    """Last days to choose from: one, three and six months on, and the latest the program allows."""
    latest = pair.program.extends_until
    days = {months_later(pair.ends_on, months) for months in MONTHS}
    days = {day for day in days if day < latest} | {latest}
    return sorted(day for day in days if day > pair.ends_on)


def in_sight(pair: Pair, *, now: dt.datetime) -> bool:
    """Over, or in its last weeks: the pair page leads to the page of its ending."""
    is_near = pair.ends_on - _today(pair, now) <= IN_SIGHT
    if pair.state == Pair.State.ENDED:
        return True
    return pair.state == Pair.State.ACTIVE and is_near and not single_talks.is_single(pair)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month, or its last: 31 January and one month is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def asked(pair: Pair) -> Extension | None:
    """The ask that waits; none once the pair goes on as long for another reason."""
    rows = Extension.objects.filter(pair=pair, state=State.ASKED, until__gt=pair.ends_on)
    return rows.select_related("asked_by").first()


@transaction.atomic
def ask(pair: Pair, me: Profile, *, until: dt.date, now: dt.datetime) -> Extension:
    """Raises ClosingRefusedError: the pair is over, contact is stopped or the day is too late."""
    row = _locked(pair)
    open_ask = asked(row)
    if open_ask and open_ask.asked_by_id != me.pk and open_ask.until == until:
        agree(open_ask, me, now=now)
        return open_ask
    if open_ask:
        return open_ask
    if until not in options(row):
        raise ClosingRefusedError
    _lapse(row, now=now)
    try:
        with transaction.atomic():
            found = Extension.objects.create(pair=row, asked_by=me, until=until, asked_at=now)
    except IntegrityError as error:
        raise ClosingRefusedError from error
    partner = row.partner_of(me)
    enqueue(
        "extension-asked",
        key=f"extension-asked:{found.pk}",
        to=partner.user,
        context={"extension": found.pk, "pair": row.pk},
        not_before=now,
    )
    return found


def agree(extension: Extension, me: Profile, *, now: dt.datetime) -> bool:
    """The other one says yes: the last day moves. False when it was answered before."""
    return _answer(extension, me, State.AGREED, now=now)


def decline(extension: Extension, me: Profile, *, now: dt.datetime) -> bool:
    return _answer(extension, me, State.DECLINED, now=now)


@transaction.atomic
def _answer(extension: Extension, me: Profile, answer: str, *, now: dt.datetime) -> bool:
    row = _locked(extension.pair)
    open_ask = asked(row)
    if open_ask is None or open_ask.pk != extension.pk or open_ask.asked_by_id == me.pk:
        return False
    if answer == State.AGREED and not pairs.extend(row, until=open_ask.until, by=me.user):
        return False
    open_ask.state, open_ask.answered_at = answer, now
    open_ask.save(update_fields=["state", "answered_at"])
    enqueue(
        "extension-answered",
        key=f"extension-answered:{open_ask.pk}",
        to=open_ask.asked_by.user,
        context={"extension": open_ask.pk, "pair": row.pk},
        not_before=now,
    )
    return True


def finish(pair: Pair, *, by: User, now: dt.datetime) -> bool:
    """Either of the two, at any time. False when it had ended."""
    return _end(pair, by=by, reason=FINISHED, now=now, ended_on=_today(pair, now))


def complete(pair: Pair, *, now: dt.datetime) -> bool:
    """The pair has had what its format gives (`checkins.counted`). False when it had ended."""
    return _end(pair, by=None, reason=COMPLETE, now=now, ended_on=_today(pair, now))


def tick(*, now: dt.datetime, limit: int = BATCH) -> int:
    """End the pairs whose last day is over; returns how many. Away pairs wait for their return."""
    rows = Pair.objects.active().filter(ends_on__lte=now.date() + dt.timedelta(days=1))
    ended = 0
    for pair in rows.with_people().order_by("ends_on", "pk"):
        if ended >= limit:
            break
        if pair.ends_on < _today(pair, now):
            ended += _end(pair, by=None, reason=RAN_OUT, now=now, ended_on=pair.ends_on)
    return ended


@places.retry_on_conflict
def _end(pair: Pair, *, by: User | None, reason: str, now: dt.datetime, ended_on: dt.date) -> bool:
    with transaction.atomic():
        row = Pair.objects.select_for_update(of=("self",)).with_people().get(pk=pair.pk)
        if row.state not in (Pair.State.ACTIVE, Pair.State.AWAY):
            return False
        if reason == RAN_OUT and row.ends_on != ended_on:  # extended in the meantime
            return False
        # Where contact is stopped the two get the plain words, which ask for nothing.
        tells = contact.contact_blocked(row)
        pairs.close_pair(row, by=by, reason=reason, now=now, ended_on=ended_on, tells=tells)
        _lapse(row, now=now)
        single_talks.after(row, now=now)
        if not tells:
            _celebrate(row, now=now)
    pair.refresh_from_db()
    return True


def _lapse(pair: Pair, *, now: dt.datetime) -> None:
    rows = Extension.objects.filter(pair=pair, state=State.ASKED)
    rows.update(state=State.LAPSED, answered_at=now)


def _celebrate(pair: Pair, *, now: dt.datetime) -> None:
    """E13, once to each, and the last question."""
    for person in (pair.mentor, pair.mentee):
        if person.is_active:
            enqueue(
                "celebrate",
                key=f"celebrate:{pair.pk}:{person.pk}",
                to=person.user,
                context={"pair": pair.pk, "person": person.pk},
                not_before=now,
            )
            questions.ask_close(pair, person, now=now)


def _locked(pair: Pair) -> Pair:
    """The pair as it is, held until the transaction ends; refused when nothing can be agreed."""
    row = Pair.objects.select_for_update(of=("self",)).with_people().get(pk=pair.pk)
    if row.state != Pair.State.ACTIVE or contact.contact_blocked(row):
        raise ClosingRefusedError
    return row


def _today(pair: Pair, now: dt.datetime) -> dt.date:
    return now.astimezone(pair.program.zone).date()
