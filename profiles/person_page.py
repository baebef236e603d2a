"""What a person's page says, for colleagues and for the person: never goals of someone else."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.languages import language_names
from profiles.models import Profile
from profiles.overlap import Overlap, Stretch, hours_ahead, overlap
from profiles.widgets import DAYS
from profiles.zones import zone_name

FIRST_HOUR, LAST_HOUR = 7, 21
WORKDAYS = 5


@dataclass(frozen=True)
class HourBox:
    """One hour of the little chart; `x` is where its box stands."""

    x: int
    is_free: bool


@dataclass(frozen=True)
class SharedWeek:
    hours: float
    stretches: list[str]
    mine: list[HourBox]
    theirs: list[HourBox]


def languages_of(person: Profile) -> str:
    return ", ".join(language_names(person.languages))


def directory_facts(person: Profile) -> list[tuple[str, str]]:
    """Only what the staff directory holds, without empty rows."""
    start = date_format(person.start_date, "F Y") if person.start_date else ""
    facts = [
        (_("Job title"), person.job_title),
        (_("Department"), person.department),
        (_("Site"), ", ".join(filter(None, [person.site, person.country]))),
        (_("Manager"), person.manager.name if person.manager else ""),
        (_("Here since"), start),
    ]
    return [(term, detail) for term, detail in facts if detail]


def clock_words(person: Profile, reader: Profile, *, now: dt.datetime) -> str:
    """ "11:42, 1 hour behind you"."""
    clock = date_format(now.astimezone(person.zone), "H:i")
    ahead = hours_ahead(reader.zone, person.zone, now=now)
    if not ahead:
        return _("%(clock)s, like yours") % {"clock": clock}
    count = math.ceil(abs(ahead))
    words = (
        ngettext("%(clock)s, %(n)s hour behind you", "%(clock)s, %(n)s hours behind you", count)
        if ahead > 0
        else ngettext(
            "%(clock)s, %(n)s hour ahead of you", "%(clock)s, %(n)s hours ahead of you", count
        )
    )
    return words % {"clock": clock, "n": f"{abs(ahead):g}"}


def shared_week(person: Profile, reader: Profile, *, now: dt.datetime) -> SharedWeek | None:
    """Nothing when one of the two has not said when they can meet."""
    if not person.weekly_hours or not reader.weekly_hours:
        return None
    both = overlap(reader.weekly_hours, reader.zone, person.weekly_hours, person.zone, now=now)
    days = groupby(both.stretches(), key=lambda stretch: stretch.day)
    return SharedWeek(both.hours, [_words(day, found) for day, found in days], *_boxes(both))


def _words(day: int, stretches: Iterable[Stretch]) -> str:
    """ "Monday 09:00 to 11:00, 15:00 to 16:00"."""
    times = (_("%(begin)s to %(end)s") % {"begin": s.begin, "end": s.end} for s in stretches)
    return f"{DAYS[day][0]} {', '.join(times)}"


def _boxes(both: Overlap) -> tuple[list[HourBox], list[HourBox]]:
    def row(slots: frozenset[int]) -> list[HourBox]:
        hours = {slot // 4 % 24 for slot in slots if slot // 96 < WORKDAYS}
        return [
            HourBox(21 * place, hour in hours)
            for place, hour in enumerate(range(FIRST_HOUR, LAST_HOUR))
        ]

    return row(both.mine), row(both.theirs)


def chart_hours() -> list[tuple[int, int]]:
    """Where the labels of the chart stand."""
    return [(21 * (hour - FIRST_HOUR), hour) for hour in range(FIRST_HOUR + 1, LAST_HOUR, 2)]


def place_name(person: Profile) -> str:
    return person.site or zone_name(person.time_zone)
