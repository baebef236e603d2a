"""A small company whose every figure is worked out by hand, in the tests.

The week counted is 17 to 23 May 2027; the quarter with it began on 22 February. "Spring" matched
on 15 February and its pairs began on 1 March, every two weeks, unless said otherwise:

    Ada  → Ben    met 5 March and 18 May                Sales, Porto → Product, Lyon
    Carl → Dina   met 15 March and 1 May                Product, Lyon → Product, Lyon
    Eve  → Finn   never met                             Sales → Sales
    Gus  → Hoa    began 10 May, met 12 May              (none) → Product
    Ida  → Jon    met before they were in here;         Legal → Product
                  Jon said on 20 May that they met
    Kim  → Lou    met 8 March, ended on 30 April        Sales → Product

Mia waits for a mentor. Ned joined on 24 May, after the week. Olga and Rob work there, Pia too;
Quin starts on 1 June.
"""

import datetime as dt
from dataclasses import dataclass

from checkins.models import Meeting
from matching.models import Enrollment, Pair, Program
from profiles.models import Profile
from tests.people import enroll, make_pair, make_person, make_program

WEEK = dt.date(2027, 5, 17)
NOW = dt.datetime(2027, 5, 24, 13, 0, tzinfo=dt.UTC)
PAIRS = (
    ("Ada", "Sales", "Porto", "Ben", "Product", "Lyon", (3, 5), (5, 18)),
    ("Carl", "Product", "Lyon", "Dina", "Product", "Lyon", (3, 15), (5, 1)),
    ("Eve", "Sales", "", "Finn", "Sales", ""),
    ("Gus", "", "", "Hoa", "Product", "", (5, 12)),
    ("Ida", "Legal", "", "Jon", "Product", ""),
    ("Kim", "Sales", "", "Lou", "Product", "", (3, 8)),
)


def at(month, day, hour=10):
    return dt.datetime(2027, month, day, hour, tzinfo=dt.UTC)


@dataclass
class Company:
    program: Program
    people: dict[str, Profile]
    pairs: dict[str, Pair]

    def __getattr__(self, name):
        return self.people[name.capitalize()]


def joined(program, person, role, moment, **fields):
    enrollment = enroll(program, person, role, **fields)
    Enrollment.objects.filter(pk=enrollment.pk).update(joined_at=moment)
    return enrollment


def held(pair, moment, minutes=45):
    return Meeting.objects.create(
        pair=pair,
        state=Meeting.State.HELD,
        starts_at=moment,
        ends_at=moment + dt.timedelta(minutes=minutes),
    )


def build() -> Company:
    program = make_program(
        "Spring",
        sign_up_opens=dt.date(2027, 1, 4),
        sign_up_closes=dt.date(2027, 2, 8),
        matching_on=dt.date(2027, 2, 15),
        starts_on=dt.date(2027, 3, 1),
        ends_on=dt.date(2027, 8, 31),
    )
    company = Company(program, {}, {})
    for mentor, department, site, mentee, hers, there, *met in PAIRS:
        pair = _pair(company, (mentor, department, site), (mentee, hers, there))
        for day in met:
            held(pair, at(*day))
    for name in ("Mia", "Ned", "Olga", "Pia", "Rob", "Quin"):
        _person(company, name, "Sales", "")
    joined(program, company.mia, "mentee", at(2, 1))
    joined(program, company.ned, "mentee", at(5, 24))
    Profile.objects.filter(name="Quin").update(start_date=dt.date(2027, 6, 1))
    Profile.objects.filter(name="Ada").update(level=9)
    Profile.objects.filter(name="Rob").update(level=8)
    Pair.objects.filter(pk=company.pairs["Jon"].pk).update(meetings_before=3)
    Pair.objects.filter(pk=company.pairs["Lou"].pk).update(
        state=Pair.State.ENDED, ended_on=dt.date(2027, 4, 30)
    )
    return company


def _person(company, name, department, site):
    person = make_person(name, department=department, site=site, level=3, time_zone="UTC")
    company.people[name] = person
    return person


def _pair(company, mentor, mentee):
    first = joined(company.program, _person(company, *mentor), "mentor", at(2, 1))
    second = joined(company.program, _person(company, *mentee), "mentee", at(2, 1))
    late = mentee[0] == "Hoa"
    pair = make_pair(
        company.program,
        first,
        second,
        starts_on=dt.date(2027, 5, 10) if late else dt.date(2027, 3, 1),
        ends_on=dt.date(2027, 8, 31),
        visible_at=at(5, 8) if late else at(2, 27),
    )
    company.pairs[mentee[0]] = pair
    return pair
