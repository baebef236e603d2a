"""What a stage of the demo works with: the company on paper, its rows, and the moment."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from mentorship.demo.company import Company
from mentorship.demo.person import Person
from profiles.models import Profile, User


def learn_sizes() -> None:
    """PostgreSQL plans badly for rows it has not counted, and thousands come at once here."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@dataclass
class Scene:
    company: Company
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return self.now.date()

    @cached_property
    def rows(self) -> dict[str, Profile]:
        """Profiles by employee number."""
        numbers = list(self.company.numbered)
        rows = Profile.objects.filter(employee_number__in=numbers).select_related("user")
        return {str(row.employee_number): row for row in rows}

    def profile(self, person: Person) -> Profile:
        return self.rows[person.number]

    def lead(self, role: str) -> Profile:
        return self.profile(self.company.lead(role))

    @property
    def hr(self) -> User:
        return self.lead("hr").user

    def profiles(self, people: Iterable[Person]) -> list[Profile]:
        return [self.profile(person) for person in people]

    def days(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def monday(self, days: int) -> dt.date:
        """The Monday of the week so many days from today."""
        day = self.days(days)
        return day - dt.timedelta(days=day.weekday())

    def at(self, day: dt.date, hour: int = 9) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)
