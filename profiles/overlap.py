"""Where two weeks meet. Hours are in each person's own zone; a slot is a quarter of an hour,
because some zones differ from others by 15, 30 or 45 minutes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

SLOTS_AN_HOUR = 4
HOURS_A_WEEK = 168
WEEK = HOURS_A_WEEK * SLOTS_AN_HOUR
DAY = 24 * SLOTS_AN_HOUR


@dataclass(frozen=True)
class Stretch:
    """`begin` and `end` as "14:00"; `day` 0 is Monday."""

    day: int
    begin: str
    end: str


@dataclass(frozen=True)
class Overlap:
    """All of it in the zone of the one who looks."""

    mine: frozenset[int]
    theirs: frozenset[int]

    @property
    def slots(self) -> frozenset[int]:
        return self.mine & self.theirs

    @property
    def hours(self) -> float:
        """A whole number where it is one."""
        hours = len(self.slots) / SLOTS_AN_HOUR
        return int(hours) if hours == int(hours) else hours

    def stretches(self) -> list[Stretch]:
        return [_stretch(begin, end) for begin, end in _runs(sorted(self.slots))]


def overlap(
    mine: Iterable[int],
    zone: ZoneInfo,
    theirs: Iterable[int],
    their_zone: ZoneInfo,
    *,
    now: dt.datetime,
) -> Overlap:
    return Overlap(_slots(mine, 0), _slots(theirs, _minutes_ahead(zone, their_zone, now) // 15))


def hours_ahead(zone: ZoneInfo, their_zone: ZoneInfo, *, now: dt.datetime) -> float:
    """By how much my clock is ahead of theirs."""
    hours = _minutes_ahead(zone, their_zone, now) / 60
    return int(hours) if hours == int(hours) else hours


def _minutes_ahead(zone: ZoneInfo, their_zone: ZoneInfo, now: dt.datetime) -> int:
    mine, theirs = now.astimezone(zone).utcoffset(), now.astimezone(their_zone).utcoffset()
    return int(((mine or dt.timedelta()) - (theirs or dt.timedelta())).total_seconds() // 60)


def _slots(hours: Iterable[int], shift: int) -> frozenset[int]:
    starts = (hour * SLOTS_AN_HOUR + shift for hour in hours)
    return frozenset((start + part) % WEEK for start in starts for part in range(SLOTS_AN_HOUR))


def _runs(slots: list[int]) -> list[tuple[int, int]]:
    """Neighboring slots of one day as (first, one after the last)."""
    runs: list[tuple[int, int]] = []
    for slot in slots:
        if runs and runs[-1][1] == slot and slot % DAY:
            runs[-1] = (runs[-1][0], slot + 1)
        else:
            runs.append((slot, slot + 1))
    return runs


def _stretch(begin: int, end: int) -> Stretch:
    return Stretch(begin // DAY, _clock(begin % DAY), _clock((end - 1) % DAY + 1))


def _clock(slot: int) -> str:
    return f"{slot // SLOTS_AN_HOUR:02}:{slot % SLOTS_AN_HOUR * 15:02}"
