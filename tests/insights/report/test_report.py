"""The report as a web page: its figures are those of `figures.shown`, for the week of its period."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from insights import figures, overview
from insights.report import content, lines
from insights.report.periods import Period
from insights.weeks import WEEK
from tests.insights.report import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(cast):
    return world.running_in_may(cast.program)


def page_of(sign_in, person, program, period="2027-05"):
    return sign_in(person).get(reverse("report", args=[program.pk, period])).text


def test_every_number_is_that_of_the_figures(program):
    world.figures(program)
    found = content.of(program, world.MAY)
    shown = figures.shown(program, world.LAST)
    assert found.figures == shown
    assert [one.measure.slug for one in found.main] == list(overview.MAIN)
    assert {one.measure.slug for one in found.hidden} == {
        slug for slug, one in shown.items() if one.hidden
    }
    assert {one.measure.slug for one in found.told} == set(world.FIGURES)


def test_a_page_says_them_with_definitions_and_what_is_hidden(cast, program, sign_in):
    world.figures(program)
    world.write(program, cast.cora)
    world.sponsor(program, cast.emil)
    page = page_of(sign_in, cast.emil, program)
    for words in vars(world.SAID).values():
        assert words in page
    shown = figures.shown(program, world.LAST)
    for one in shown.values():
        assert str(one.measure.title) in page
        line = lines.of(one)
        if not one.hidden:
            assert line.value in page
            assert line.note in page
            assert line.definition in page
    assert overview.note(shown["match_rate"]) in page
    assert "Not shown" in page
    assert "Cora Lind" not in page
    assert "Change the sentences" not in page


def test_its_week_is_the_last_one_frozen_within_the_period(program):
    assert content.week_of(program, world.MAY) is None
    world.freeze(program, "fit", world.LAST - 2 * WEEK, 8, 10)
    assert content.week_of(program, world.MAY) == world.LAST - 2 * WEEK
    # The week of 31 May ends in June.
    world.freeze(program, "fit", world.LAST + WEEK, 9, 10)
    assert content.week_of(program, world.MAY) == world.LAST - 2 * WEEK
    assert content.week_of(program, world.MAY.next) == world.LAST + WEEK
    assert content.week_of(program, world.MAY.previous) is None
    assert content.week_of(program, Period.of(world.LAST, months=3)) == world.LAST + WEEK


def test_it_reads_the_same_when_later_weeks_are_frozen(cast, program, sign_in):
    world.figures(program)
    world.write(program, cast.cora)
    before = content.of(program, world.MAY).lines
    for slug in world.FIGURES:
        world.freeze(program, slug, world.LAST + WEEK, 1, 50)
    assert content.of(program, world.MAY).lines == before


def test_the_newest_version_is_read(cast, program, sign_in):
    world.write(program, cast.cora)
    world.write(program, cast.cora, said=world.Sentences("Better words.", "b", "c"))
    page = page_of(sign_in, cast.hana, program)
    assert "Better words." in page
    assert world.SAID.went_well not in page


def test_who_writes_sees_a_preview(program, cast, sign_in):
    page = page_of(sign_in, cast.cora, program)
    assert "A preview" in page
    assert "Write the sentences" in page
    assert "No figures yet" in page


def test_figures_of_another_program_are_not_in_it(cast, program, sign_in):
    world.figures(cast.other_program)
    assert content.of(program, world.MAY).week is None


@pytest.mark.parametrize("weeks", [1, 3, 26])
def test_the_page_asks_as_often_for_many_weeks(cast, program, sign_in, weeks):
    world.figures(program, weeks=weeks)
    world.write(program, cast.cora)
    world.sponsor(program, cast.emil)
    client = sign_in(cast.emil)
    client.get("/reports/")
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("report", args=[program.pk, "2027-05"]))
    assert len(queries) <= 8


def reports(cast, n):
    """So many months, of one program."""
    program = world.running_in_may(cast.program)
    world.sponsor(program, cast.emil)
    period = world.MAY
    for _each in range(n):
        world.write(program, cast.cora, period=period)
        period = period.previous


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_has_them_all_in_as_many_questions(cast, sign_in, n):
    reports(cast, n)
    client = sign_in(cast.emil)
    client.get("/reports/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/reports/").text
    assert page.count("Spring Mentoring, ") == 2 * n  # the link and its PDF
    assert len(queries) <= 7


def test_a_sponsor_finds_the_list_in_the_account_menu(cast, sign_in):
    assert "Reports for you" not in sign_in(cast.emil).get("/settings/").text
    world.sponsor(cast.program, cast.emil)
    assert "Reports for you" in sign_in(cast.emil).get("/settings/").text


@pytest.mark.parametrize("n", [1, 3])
def test_the_desk_asks_as_often_for_many(cast, sign_in, n):
    reports(cast, n)
    client = sign_in(cast.cora)
    client.get("/settings/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("report-desk", args=[cast.program.pk])).text
    assert page.count("Version 1, by Cora Lind") == n
    assert len(queries) <= 10


def test_the_desk_of_a_program_that_begins_later_says_so(cast, sign_in):
    page = sign_in(cast.cora).get(reverse("report-desk", args=[cast.program.pk])).text
    assert "Nothing to report yet" in page


def test_a_week_before_a_period_that_reaches_into_it_counts(program):
    """The week of 26 April ends on 2 May."""
    world.freeze(program, "fit", dt.date(2027, 4, 26), 8, 10)
    assert content.week_of(program, world.MAY) == dt.date(2027, 4, 26)
