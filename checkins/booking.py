"""Booking, moving and cancelling a meeting: one transaction each, safe to press twice.

    meeting = booking.book(pair, Plan(at, 45, "Room 4"), acting=Acting(me), now=now, known=0)
    booking.move(meeting, Plan(later, 45, "Room 4"), seen=meeting.sequence, acting=…, now=now)
    booking.cancel(meeting, seen=meeting.sequence, acting=…, now=now)

Both members' rows are locked first, in the order of their ids, so that all changes of either
person's meetings happen one after the other. Whoever changes a meeting says which version they saw
(`seen`): a newer one raises `ChangedError`, nothing is overwritten unread. Whoever books says which
upcoming meeting they knew of (`known`). The database refuses two booked meetings of one person at
the same time. Mails are rows of the same transaction: none of them can lose a booking.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from checkins import contact, invitations, reminders
from checkins.acting import Acting, note
from checkins.models import Meeting, MeetingAct, OwnDate
from matching.models import Pair
from profiles.models import Profile

LONGEST_AHEAD = dt.timedelta(days=366)
DOUBLE = "checkins_meeting_no_double_booking"
What = MeetingAct.What


class RefusedError(Exception):
    """In words for the person who pressed."""


class ChangedError(Exception):
    """Somebody was quicker; `meeting` is what they left."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(f"meeting {meeting.pk} is at version {meeting.sequence}")
        self.meeting = meeting


@dataclass(frozen=True)
class Plan:
    starts_at: dt.datetime
    minutes: int
    place: str = ""

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)


def newest_known(pair: Pair, *, now: dt.datetime) -> int:
    """The upcoming meeting booked last: a form carries it, so that a newer one is noticed."""
    found = Meeting.objects.filter(pair=pair).upcoming(now=now).order_by("-pk").first()
    return found.pk if found else 0


def book(
    pair: Pair,
    plan: Plan,
    *,
    acting: Acting,
    now: dt.datetime,
    known: int | None = None,
    is_own_date: bool = False,
) -> Meeting:
    """The meeting; the same one when it is there already. `known` None: do not ask."""
    try:
        with transaction.atomic():
            return _book(pair, plan, acting=acting, now=now, known=known, is_own_date=is_own_date)
    except IntegrityError as error:
        raise _in_words(error, pair, acting) from error


def _book(
    pair: Pair,
    plan: Plan,
    *,
    acting: Acting,
    now: dt.datetime,
    known: int | None,
    is_own_date: bool,
) -> Meeting:
    lock_members(pair)
    _refuse_what_cannot_be(pair, plan, now=now)
    upcoming = Meeting.objects.filter(pair=pair).upcoming(now=now)
    if same := upcoming.filter(starts_at=plan.starts_at).first():
        return same
    newer = upcoming.order_by("-pk").first()
    if newer and known is not None and newer.pk > known:
        raise ChangedError(newer)
    meeting = Meeting.objects.create(
        pair=pair,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        place=plan.place,
        is_own_date=is_own_date,
        booked_by=acting.person,
        delegate=acting.delegate,
    )
    OwnDate.objects.filter(pair=pair).delete()
    note(meeting, What.BOOKED, acting, now=now)
    _tell(meeting, now=now)
    return meeting


def move(meeting: Meeting, plan: Plan, *, seen: int, acting: Acting, now: dt.datetime) -> Meeting:
    """Another time, length or place, under the same `uid`. Nothing new is nothing done."""
    try:
        with transaction.atomic():
            return _move(meeting, plan, seen=seen, acting=acting, now=now)
    except IntegrityError as error:
        raise _in_words(error, meeting.pair, acting) from error


def _move(meeting: Meeting, plan: Plan, *, seen: int, acting: Acting, now: dt.datetime) -> Meeting:
    locked = _lock(meeting, now=now)
    if plan == Plan(locked.starts_at, locked.minutes, locked.place):
        return locked
    if locked.sequence != seen:
        raise ChangedError(locked)
    _refuse_what_cannot_be(locked.pair, plan, now=now)
    what = What.CHANGED if plan.starts_at == locked.starts_at else What.MOVED
    locked.starts_at, locked.ends_at, locked.place = plan.starts_at, plan.ends_at, plan.place
    locked.sequence += 1
    locked.save(update_fields=["starts_at", "ends_at", "place", "sequence"])
    note(locked, what, acting, now=now)
    _tell(locked, now=now)
    return locked


@transaction.atomic
def cancel(meeting: Meeting, *, seen: int, acting: Acting | None, now: dt.datetime) -> Meeting:
    """Twice is harmless; a version nobody saw is not cancelled. `acting` None: nobody's doing."""
    lock_members(meeting.pair)
    locked = fresh(meeting)
    if locked.state == Meeting.State.CANCELLED:
        return locked
    _refuse_unless_upcoming(locked, now=now)
    if locked.sequence != seen:
        raise ChangedError(locked)
    locked.state = Meeting.State.CANCELLED
    locked.cancelled_by, locked.cancelled_at = acting.person if acting else None, now
    locked.sequence += 1
    locked.save(update_fields=["state", "cancelled_by", "cancelled_at", "sequence"])
    note(locked, What.CANCELLED, acting, now=now)
    _tell(locked, now=now)
    return locked


def call_off(*, now: dt.datetime, limit: int = 200) -> int:
    """The dates ahead of pairs that are over, whichever way they ended, and those that lie in the
    time a pair is away: the entries leave both calendars. Safe to run at any time; returns how
    many."""
    over = Q(pair__state=Pair.State.ENDED)
    away = Q(pair__state=Pair.State.AWAY, pair__aways__back_on=None)
    meanwhile = away & Q(starts_at__date__lt=F("pair__aways__until"))
    ahead = Meeting.objects.upcoming(now=now).filter(over | meanwhile).distinct()
    rows = list(ahead.select_related("pair")[:limit])
    for meeting in rows:
        cancel(meeting, seen=meeting.sequence, acting=None, now=now)
    return len(rows)


def _tell(meeting: Meeting, *, now: dt.datetime) -> None:
    invitations.send(meeting)
    reminders.renew(meeting, now=now)


def lock_members(pair: Pair) -> None:
    people = Profile.objects.select_for_update(no_key=True)
    list(people.filter(pk__in=[pair.mentor_id, pair.mentee_id]).order_by("pk").values("pk"))


def _lock(meeting: Meeting, *, now: dt.datetime) -> Meeting:
    lock_members(meeting.pair)
    locked = fresh(meeting)
    _refuse_unless_upcoming(locked, now=now)
    return locked


def fresh(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    rows = rows.select_related("pair__program", "pair__mentor__user", "pair__mentee__user")
    return rows.get(pk=meeting.pk)


def _refuse_unless_upcoming(meeting: Meeting, *, now: dt.datetime) -> None:
    if meeting.state == Meeting.State.CANCELLED:
        raise RefusedError(_("This meeting is cancelled. Book a new one."))
    if meeting.state != Meeting.State.BOOKED or meeting.is_over(now=now):
        raise RefusedError(_("This meeting is over. Book a new one."))


def _refuse_what_cannot_be(pair: Pair, plan: Plan, *, now: dt.datetime) -> None:
    if not Pair.objects.active().filter(pk=pair.pk).exists():
        raise RefusedError(_("This pair does not meet at the moment."))
    if contact.contact_blocked(pair):
        raise RefusedError(_("Paused by the program. No meeting can be booked until it continues."))
    if plan.starts_at <= now:
        raise RefusedError(_("Day and time must be later than now."))
    if plan.starts_at > now + LONGEST_AHEAD:
        raise RefusedError(_("Day must be within a year from today."))


def _in_words(error: IntegrityError, pair: Pair, acting: Acting) -> Exception:
    """A lost race for the same hour; anything else is a defect and stays an error."""
    if DOUBLE not in str(error):
        return error
    partner = pair.partner_of(acting.person)
    words = _("You or %(name)s have another meeting booked then. Choose another time.")
    return RefusedError(words % {"name": partner.first_name})
