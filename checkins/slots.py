"""Times two people could meet: from both people's usual weekly hours, in both time zones.

    found = slots.suggest(pair, now=now)              # up to three Slots, the next days first
    found[0].words(me, partner)                       # "Tue 25 May, 15:00 your time (14:00 …)"
    found[0].usually(me)                              # "You both marked Tuesday afternoons as …"
    found[0].key                                      # for an address: ?at=20270525T1300Z
    slots.nothing(pair, me, now=now)                  # why there are none, and the next thing to do

A slot is free in both usual weeks for the whole length of the program's meetings, and neither has
a booked meeting then. Usual hours are read on the clock of the very day, a quarter of an hour at a
time: an hour the clocks skip is never offered, zones may differ by 30 or 45 minutes. Nobody has
kept any time free: a slot may only be called "usually good", never "kept for you".
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.models import Meeting
from matching.models import Pair
from matching.reasons import EVENING, NOON, PARTS_OF_DAY
from profiles.models import Profile

QUARTER = dt.timedelta(minutes=15)
DAYS = dt.timedelta(days=7)
# Nobody is asked into a meeting of the same half day.
LEAD = dt.timedelta(hours=12)
KEY = "%Y%m%dT%H%MZ"
MOST_WEEKS_AHEAD = 12


@dataclass(frozen=True)
class Slot:
    """Both ends in UTC."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    @property
    def key(self) -> str:
        return self.starts_at.strftime(KEY)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def label(self, reader: Profile) -> str:
        """ "Tue 25 May, 15:00" on the reader's clock: the words of a button."""
        return date_format(self.starts_at.astimezone(reader.zone), "D j F, H:i")

    def words(self, reader: Profile, other: Profile) -> str:
        return words(self.starts_at, reader, other)

    def usually(self, reader: Profile) -> str:
        """The one true sentence about a time nobody has agreed to yet."""
        day, part = part_of_week(self.starts_at, reader.zone)
        when = str(PARTS_OF_DAY[part]) % {"day": WEEKDAYS[day]}
        return _("You both marked %(when)s as usually good.") % {"when": when}


@dataclass(frozen=True)
class Nothing:
    """Why there is no slot. `href` is the one next thing to do; empty means: choose a time."""

    text: str
    href: str = ""
    action: str = ""


def words(starts_at: dt.datetime, reader: Profile, other: Profile) -> str:
    """A moment on the reader's clock, and on the other's where it reads differently."""
    mine, theirs = starts_at.astimezone(reader.zone), starts_at.astimezone(other.zone)
    here = date_format(mine, "D j F, H:i")
    if mine.replace(tzinfo=None) == theirs.replace(tzinfo=None):
        return here
    there = date_format(theirs, "H:i" if mine.date() == theirs.date() else "D j F, H:i")
    return _("%(here)s your time (%(there)s for %(name)s)") % {
        "here": here,
        "there": there,
        "name": other.first_name,
    }


def parse_key(key: str) -> dt.datetime | None:
    """The moment of a slot in an address; None for anything else."""
    try:
        return dt.datetime.strptime(key, KEY).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def suggest(pair: Pair, *, now: dt.datetime, count: int = 3, weeks_ahead: int = 0) -> list[Slot]:
    """Up to `count` slots of seven days, one a day while the days last, earliest first."""
    length = dt.timedelta(minutes=pair.program.meeting_minutes)
    begin, end = window(pair, now=now, weeks_ahead=weeks_ahead)
    shared = _shared(pair, begin, end)
    taken = busy(pair, begin, end)
    starts = [
        at
        for at in sorted(shared)
        if _fits(at, length, shared) and not _collides(at, at + length, taken)
    ]
    chosen = _spread(starts, pair.mentee.zone, length, count)
    return [Slot(at, at + length) for at in sorted(chosen)]


def window(pair: Pair, *, now: dt.datetime, weeks_ahead: int) -> tuple[dt.datetime, dt.datetime]:
    """Seven days from half a day on, or from the pair's first day; never past its last."""
    opens = dt.datetime.combine(pair.starts_on, dt.time(), dt.UTC)
    closes = dt.datetime.combine(pair.ends_on, dt.time(), dt.UTC) + dt.timedelta(days=1)
    begin = _next_quarter(max(now.astimezone(dt.UTC) + LEAD, opens)) + weeks_ahead * DAYS
    return begin, min(begin + DAYS, closes)


def nothing(pair: Pair, me: Profile, *, now: dt.datetime) -> Nothing:
    """Said when `suggest` found nothing: whose hours are missing, or that none are shared."""
    partner = pair.partner_of(me)
    name = {"name": partner.first_name}
    hours = reverse("edit-hours")
    if not me.weekly_hours:
        return Nothing(_("You have not said yet when you can usually meet."), hours, _("Add hours"))
    if not partner.weekly_hours:
        return Nothing(_("%(name)s has not said yet when a meeting usually suits.") % name)
    begin, _end = window(pair, now=now, weeks_ahead=0)
    if not _shared(pair, begin, begin + DAYS):
        text = _("You and %(name)s have marked no hours in common.") % name
        return Nothing(text, hours, _("Look at my hours"))
    return Nothing(_("You and %(name)s share no long enough free time in these days.") % name)


def is_usual(profile: Profile, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """Within the hours this person marked; somebody who marked none is never outside them."""
    if not profile.weekly_hours:
        return True
    quarters = set(_quarters(_this_quarter(starts_at), ends_at))
    return quarters == _usual(profile, quarters)


def busy(pair: Pair, begin: dt.datetime, end: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    """When one of the two has a booked meeting, in this pair or in another."""
    people = [pair.mentor_id, pair.mentee_id]
    rows = Meeting.objects.booked().filter(starts_at__lt=end, ends_at__gt=begin)
    rows = rows.filter(Q(pair__mentor__in=people) | Q(pair__mentee__in=people))
    return list(rows.order_by("starts_at").values_list("starts_at", "ends_at"))


def part_of_week(at: dt.datetime, zone: ZoneInfo) -> tuple[int, int]:
    """Weekday (Monday 0), and morning 0, afternoon 1 or evening 2, on this clock."""
    local = at.astimezone(zone)
    return local.weekday(), 0 if local.hour < NOON else 1 if local.hour < EVENING else 2


def _shared(pair: Pair, begin: dt.datetime, end: dt.datetime) -> set[dt.datetime]:
    """The quarters of an hour both marked."""
    quarters = set(_quarters(begin, end))
    return _usual(pair.mentee, _usual(pair.mentor, quarters))


def _usual(profile: Profile, quarters: Iterable[dt.datetime]) -> set[dt.datetime]:
    zone, hours = profile.zone, set(profile.weekly_hours)
    return {at for at in quarters if _hour_of_week(at.astimezone(zone)) in hours}


def _hour_of_week(local: dt.datetime) -> int:
    return local.weekday() * 24 + local.hour


def _quarters(begin: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    count = max(0, -((begin - end) // QUARTER))
    return [begin + QUARTER * n for n in range(count)]


def _this_quarter(at: dt.datetime) -> dt.datetime:
    return at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)


def _next_quarter(at: dt.datetime) -> dt.datetime:
    here = _this_quarter(at)
    return here if here == at else here + QUARTER


def _fits(at: dt.datetime, length: dt.timedelta, shared: set[dt.datetime]) -> bool:
    return all(quarter in shared for quarter in _quarters(at, at + length))


def _collides(
    begin: dt.datetime, end: dt.datetime, taken: list[tuple[dt.datetime, dt.datetime]]
) -> bool:
    return any(starts_at < end and begin < ends_at for starts_at, ends_at in taken)


def _spread(
    starts: list[dt.datetime], zone: ZoneInfo, length: dt.timedelta, count: int
) -> list[dt.datetime]:
    """One a day first, the next days before later ones; full hours and parts of the day not yet
    offered are taken before others; times of one day stand at least two lengths apart."""
    chosen: list[dt.datetime] = []
    while len(chosen) < count:
        free = [at for at in starts if all(abs(at - other) >= 2 * length for other in chosen)]
        if not free:
            break
        days = Counter(at.astimezone(zone).date() for at in chosen)
        parts = Counter(part_of_week(at, zone)[1] for at in chosen)

        def rank(at: dt.datetime) -> tuple[int, dt.date, bool, int, dt.datetime]:
            local = at.astimezone(zone)
            used = parts[part_of_week(at, zone)[1]]  # noqa: B023  # called within this turn
            return days[local.date()], local.date(), local.minute != 0, used, at  # noqa: B023

        chosen.append(min(free, key=rank))
    return chosen
