"""The list of holidays HR keeps: per country, per site, or for everybody.

off = holidays.between(first, last)     # one query
off.of(profile)                         # the days this person does not work
"""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from profiles import audit
from profiles.models import Holiday, Profile, User

Place = tuple[str, str]
EVERYWHERE: Place = ("", "")
COLUMNS = ("day", "name", "country", "site")
LONGEST_FILE = 2_000


class HolidayFileError(Exception):
    """A line of the file cannot be read; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True)
class DaysOff:
    """Holidays by (country, site), both lower-case; an empty part means any."""

    days: dict[Place, frozenset[dt.date]]

    def of(self, profile: Profile) -> frozenset[dt.date]:
        country, site = profile.country.lower(), profile.site.lower()
        places = {EVERYWHERE, (country, ""), ("", site), (country, site)}
        return frozenset().union(*(self.days.get(place, frozenset()) for place in places))


def between(first: dt.date, last: dt.date) -> DaysOff:
    found: dict[Place, set[dt.date]] = defaultdict(set)
    rows = Holiday.objects.filter(day__gte=first, day__lte=last)
    for day, country, site in rows.values_list("day", "country", "site"):
        found[country.lower(), site.lower()].add(day)
    return DaysOff({place: frozenset(days) for place, days in found.items()})


def listed(*, since: dt.date) -> QuerySet[Holiday]:
    return Holiday.objects.filter(day__gte=since)


def read(text: str) -> list[Holiday]:
    """Lines of "2027-12-25, Christmas Day, Spain, Madrid"; country and site may be left out, and
    so may a head line. Raises HolidayFileError."""
    found = []
    for number, cells in enumerate(csv.reader(text.splitlines()[: LONGEST_FILE + 1]), start=1):
        values = [cell.strip() for cell in cells]
        if not any(values) or (number == 1 and values[0].lower() in {"day", "date"}):
            continue
        found.append(_holiday(values, number))
    return found


def _holiday(values: list[str], number: int) -> Holiday:
    day, name, country, site, *rest = [*values, "", "", ""][: max(4, len(values))]
    lengths = len(name) <= 80 and len(country) <= 80 and len(site) <= 120
    if not name or any(rest) or not lengths or "\x00" in "".join(values):
        raise HolidayFileError(number)
    try:
        return Holiday(day=dt.date.fromisoformat(day), name=name, country=country, site=site)
    except ValueError as error:
        raise HolidayFileError(number) from error


@transaction.atomic
def add(rows: Iterable[Holiday], *, by: User) -> int:
    """Add those that are new; returns how many."""
    before = Holiday.objects.count()
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    added = Holiday.objects.count() - before
    if added:
        audit.record("holidays added", Holiday(), by=by, data={"n": added})
    return added


@transaction.atomic
def remove(holiday: Holiday, *, by: User) -> None:
    audit.record("holiday removed", holiday, by=by)
    holiday.delete()
