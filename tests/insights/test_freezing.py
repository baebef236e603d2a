"""The figures of a week are frozen once, go on where a run stopped, and wait for five people."""

import datetime as dt

import pytest

from checkins.models import CheckIn
from insights import freezing, weeks
from insights.measures import MEASURES
from insights.models import Frozen, Told
from profiles.models import Profile
from tests.insights import company as world
from tests.insights.company import NOW, WEEK, at

pytestmark = pytest.mark.django_db
NEXT = WEEK + weeks.WEEK


@pytest.fixture
def company(db):
    return world.build()


def answered(company, *names, answer="good_fit", moment=None):
    for name in names:
        pair = next(
            pair for pair in company.pairs.values() if name in (pair.mentor.name, pair.mentee.name)
        )
        CheckIn.objects.update_or_create(
            pair=pair,
            author=company.people[name],
            kind="fit",
            period="once",
            defaults={
                "asked_at": at(3, 1),
                "closes_at": at(3, 8),
                "answer": answer,
                "answered_at": moment or at(3, 6),
            },
        )


def frozen(slug, week, *, program=None, cut=""):
    rows = Frozen.objects.filter(measure=slug, week=week, program=program, cut=cut)
    return {row.value: (row.numerator, row.denominator, row.people) for row in rows}


def rows():
    columns = ("week", "measure", "program", "cut", "value", "numerator", "counted_on")
    return set(Frozen.objects.values_list(*columns))


def test_a_week_is_frozen_once(company):
    assert freezing.freeze(WEEK, now=NOW) == len(MEASURES)
    assert frozen("first_meeting_7", WEEK, program=company.program) == {"": (6, 10, 10)}
    first = rows()
    company.pairs["Ben"].meetings.all().delete()
    assert freezing.freeze(WEEK, now=NOW) == 0
    assert rows() == first


def test_an_earlier_week_is_not_frozen_after_a_later_one(company):
    freezing.freeze(NEXT, now=NOW)
    assert freezing.freeze(WEEK, now=NOW) == 0
    assert not Frozen.objects.filter(week=WEEK).exists()


def test_a_run_that_was_cut_off_goes_on(company):
    freezing.freeze(WEEK, now=NOW)
    first = rows()
    Frozen.objects.filter(measure="fit").delete()
    Told.objects.filter(measure="rhythm").delete()
    Frozen.objects.filter(measure="rhythm").delete()
    assert freezing.freeze(WEEK, now=NOW) == 1
    assert rows() == first


def test_the_job_freezes_every_week_that_is_over(company):
    assert freezing.freeze_due(now=NOW) == len(MEASURES)
    assert set(Frozen.objects.values_list("week", flat=True)) == {WEEK}
    assert freezing.freeze_due(now=NOW + dt.timedelta(days=6)) == 0
    assert freezing.freeze_due(now=NOW + dt.timedelta(weeks=2)) == 2 * len(MEASURES)
    assert Frozen.objects.latest("week").week == WEEK + 2 * weeks.WEEK
    assert freezing.freeze_due(now=NOW + dt.timedelta(weeks=2)) == 0


def test_nothing_is_told_before_the_week_is_over(company):
    assert freezing.freeze_due(now=NOW - dt.timedelta(hours=2)) == len(MEASURES)
    assert Frozen.objects.latest("week").week == WEEK - weeks.WEEK


def test_four_answers_are_not_told_and_the_fifth_tells_all(company):
    answered(company, "Ada", "Ben", "Carl", "Dina")
    freezing.freeze(WEEK, now=NOW)
    assert frozen("fit", WEEK, program=company.program) == {}
    assert frozen("fit", WEEK) == {}
    answered(company, "Eve", answer="deciding", moment=at(5, 25))
    freezing.freeze(NEXT, now=NOW)
    assert frozen("fit", NEXT, program=company.program) == {"": (4, 5, 5)}
    assert frozen("fit", NEXT) == {"": (4, 5, 5)}


def test_four_more_answers_wait_and_the_page_can_say_since_when(company):
    answered(company, "Ada", "Ben", "Carl", "Dina", "Eve")
    freezing.freeze(WEEK, now=NOW)
    answered(company, "Finn", "Gus", "Hoa", "Ida", answer="not_a_fit", moment=at(5, 25))
    freezing.freeze(NEXT, now=NOW)
    assert frozen("fit", NEXT, program=company.program) == {"": (5, 5, 5)}
    row = Frozen.objects.get(measure="fit", week=NEXT, program=company.program)
    assert row.counted_on == WEEK
    answered(company, "Jon", answer="not_a_fit", moment=at(6, 1))
    freezing.freeze(NEXT + weeks.WEEK, now=NOW)
    assert frozen("fit", NEXT + weeks.WEEK, program=company.program) == {"": (5, 10, 10)}


def test_groups_are_told_until_one_would_give_somebody_away(company):
    """Six are in Product. Mentees minus Product would be Finn, and Carl taken away: so no roles."""
    answered(company, *company.people.keys() - {"Mia", "Ned", "Olga", "Pia", "Rob", "Quin"})
    freezing.freeze(WEEK, now=NOW)
    program = company.program
    assert frozen("fit", WEEK, program=program, cut="department") == {"Product": (6, 6, 6)}
    assert frozen("fit", WEEK, program=program, cut="role") == {}


def test_roles_are_told_where_departments_are_not_known(company):
    Profile.objects.update(department="")
    answered(company, *company.people.keys() - {"Mia", "Ned", "Olga", "Pia", "Rob", "Quin"})
    freezing.freeze(WEEK, now=NOW)
    assert frozen("fit", WEEK, program=company.program, cut="role") == {
        "mentor": (6, 6, 6),
        "mentee": (6, 6, 6),
    }


def test_the_company_is_the_sum_of_what_programs_told(company):
    """Nothing else: company minus programs tells nobody's part."""
    freezing.freeze(WEEK, now=NOW)
    by_program = [slug for slug, measure in MEASURES.items() if measure.by_program]
    for slug in by_program:
        for cut in ("", "department", "role"):
            whole = frozen(slug, WEEK, cut=cut)
            assert whole == frozen(slug, WEEK, program=company.program, cut=cut)


def test_no_name_and_no_key_of_a_person_is_kept(company):
    answered(company, "Ada", "Ben", "Carl", "Dina", "Eve")
    freezing.freeze(WEEK, now=NOW)
    told = Told.objects.get(measure="fit", program=company.program)
    assert len(told.people) == 5
    assert set(told.people) & {str(person.pk) for person in company.people.values()} == set()
    other = Told.objects.get(measure="first_meeting_7", program=company.program)
    assert set(told.people) & set(other.people) == set()
