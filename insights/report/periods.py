"""Months and quarters, the stretches of time a report speaks of. Pure.

Period.of(date(2027, 5, 24), months=3)   # April to June 2027
period.slug                              # "2027-q2"; a month is "2027-05"
parsed("2027-q2") == period              # True; None where it names no period
"""

import datetime as dt
import re
from dataclasses import dataclass

MONTH, QUARTER = 1, 3
LENGTHS = (MONTH, QUARTER)
SLUG = re.compile(r"(2\d{3})-(0[1-9]|1[0-2]|q[1-4])")
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    starts_on: dt.date
    months: int

    @classmethod
    def of(cls, day: dt.date, *, months: int) -> "Period":
        """The period a day falls into."""
        return cls(dt.date(day.year, (day.month - 1) // months * months + 1, 1), months)

    @property
    def ends_on(self) -> dt.date:
        return self.next.starts_on - A_DAY

    @property
    def next(self) -> "Period":
        month = self.starts_on.month - 1 + self.months
        first = dt.date(self.starts_on.year + month // 12, month % 12 + 1, 1)
        return Period(first, self.months)

    @property
    def previous(self) -> "Period":
        return Period.of(self.starts_on - A_DAY, months=self.months)

    @property
    def slug(self) -> str:
        year, month = self.starts_on.year, self.starts_on.month
        if self.months == QUARTER:
            return f"{year}-q{(month + 2) // 3}"
        return f"{year}-{month:02}"

    @property
    def quarter(self) -> int:
        """1 to 4, of the first month."""
        return (self.starts_on.month + 2) // 3

    @property
    def last_week(self) -> dt.date:
        """The Monday of the last week that ends within the period."""
        last = self.ends_on - 6 * A_DAY
        return last - dt.timedelta(days=last.weekday())


def parsed(slug: str) -> Period | None:
    found = SLUG.fullmatch(slug)
    if found is None:
        return None
    year, part = int(found[1]), found[2]
    if part.startswith("q"):
        return Period(dt.date(year, int(part[1]) * 3 - 2, 1), QUARTER)
    return Period(dt.date(year, int(part), 1), MONTH)
