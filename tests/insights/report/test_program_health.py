"""A program week by week, and beside its other cohorts at the same week of their lives."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from insights import figures
from insights.access import reader_of
from insights.report import cohorts, health, trends
from insights.weeks import WEEK
from matching.models import Coordinator, Program
from tests.insights.report import world
from tests.people import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(cast):
    return world.running_in_may(cast.program)


def page_of(sign_in, person, program):
    return sign_in(person).get(reverse("program-health", args=[program.pk])).text


def last_year(program, by, weeks=6):
    """The cohort before: it began a year earlier."""
    before = make_program("Spring Mentoring 2026")
    world.running_in_may(before, starts_on=dt.date(2026, 3, 2), ends_on=dt.date(2026, 10, 30))
    Coordinator.objects.create(program=before, user=by.user)
    Program.objects.filter(pk=program.pk).update(copied_from=before)
    program.refresh_from_db()
    for age in range(weeks):
        world.freeze(before, "rhythm", dt.date(2026, 3, 2) + age * WEEK, 5 + age, 20)
    return before


def test_lines_are_the_history_of_the_figures(cast, program):
    world.figures(program)
    found = health.of(program, reader_of(cast.cora.user))
    shown = figures.shown(program)
    drawn = [slug for slug in health.LINES if len(shown[slug].history) > 1]
    assert drawn == ["first_meeting_21", "rhythm", "response", "fit"]
    assert [chart.title for chart in found.charts] == [
        trends.message(shown[slug]) for slug in drawn
    ]
    rows = dict(found.charts[1].table.rows)
    assert rows == {"24 May 2027": "62%", "17 May 2027": "58%", "10 May 2027": "54%"}


def test_a_week_that_was_not_told_is_a_gap(program):
    for ago in (0, 1, 3):
        world.freeze(program, "fit", world.LAST - ago * WEEK, 8, 10)
    chart = trends.figure(figures.shown(program)["fit"])
    assert [row[1] for row in chart.table.rows] == ["80%", "–", "80%", "80%"]


def test_the_message_says_where_it_goes(program):
    for ago, n in enumerate((9, 6)):
        world.freeze(program, "fit", world.LAST - ago * WEEK, n, 10)
        world.freeze(program, "rhythm", world.LAST - ago * WEEK, 10 - n, 10)
        world.freeze(program, "response", world.LAST - ago * WEEK, 5, 10)
    shown = figures.shown(program)
    assert trends.message(shown["fit"]) == "Good fit: 90%, up from 60% in the week of 17 May"
    assert "10%, down from 40%" in trends.message(shown["rhythm"])
    assert "50%, as in the week of 17 May" in trends.message(shown["response"])


def test_an_axis_of_nothing_has_numbers_of_its_own(program):
    for ago in (0, 1):
        world.freeze(program, "fit", world.LAST - ago * WEEK, 0, 10)
    drawing = trends.figure(figures.shown(program)["fit"]).drawing
    axis = [shape.text for shape in drawing.shapes if getattr(shape, "anchor", "") == "end"]
    assert len(axis) == len(set(axis))


def test_one_week_is_no_line(cast, program, sign_in):
    world.figures(program, weeks=1)
    page = page_of(sign_in, cast.cora, program)
    assert "Nothing to draw yet" in page
    assert "62%" in page


def test_a_program_without_figures_says_so(cast, program, sign_in):
    page = page_of(sign_in, cast.cora, program)
    assert "Nothing to draw yet" in page
    assert "This program has no other cohort" in page


def test_cohorts_stand_at_the_same_week_of_their_lives(cast, program, sign_in):
    last_year(program, cast.cora)
    for age, n in enumerate((8, 9, 12)):
        world.freeze(program, "rhythm", dt.date(2027, 3, 1) + age * WEEK, n, 20)
    found = health.of(program, reader_of(cast.cora.user))
    (chart,) = found.beside
    assert chart.title == "Rhythm kept in week 3: Mar 2027 60%, Mar 2026 35%"
    assert chart.table.columns == ["Week of its life", "Spring Mentoring", "Spring Mentoring 2026"]
    assert chart.table.rows[0] == ["Week 1", "40%", "25%"]
    assert chart.table.rows[5] == ["Week 6", "–", "50%"]
    assert chart.title in page_of(sign_in, cast.cora, program)


def test_the_week_of_life_begins_on_the_monday_before_the_start():
    monday = dt.date(2027, 3, 1)
    assert cohorts.week_of_life(monday, monday) == 1
    assert cohorts.week_of_life(monday, monday + 9 * WEEK) == 10
    assert cohorts.week_of_life(monday, monday - WEEK) == 0


def test_a_cohort_of_somebody_else_is_not_beside_it(cast, program):
    before = last_year(program, cast.otto)
    world.figures(program)
    assert health.of(program, reader_of(cast.cora.user)).cohorts == [program]
    assert health.of(program, reader_of(cast.hana.user)).cohorts == [program, before]


def test_cohorts_of_cohorts_belong_together(db):
    names = ["A 2024", "A 2025", "A 2026", "B 2026"]
    rows = [make_program(name, today=dt.date(2024 + n, 1, 1)) for n, name in enumerate(names)]
    for before, after in ((0, 1), (1, 2)):
        rows[after].copied_from = rows[before]
        rows[after].save(update_fields=["copied_from"])
    for one in rows[:3]:
        assert cohorts.chain(one, rows) == [rows[2], rows[1], rows[0]]
    assert cohorts.chain(rows[3], rows) == [rows[3]]


@pytest.mark.parametrize("n", [1, 3])
def test_many_cohorts_ask_no_more(cast, program, sign_in, n):
    world.figures(program)
    newest = program
    for _each in range(n):
        newest = last_year(newest, cast.cora)
    client = sign_in(cast.cora)
    client.get("/settings/")
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("program-health", args=[program.pk]))
    assert len(queries) <= 9


def test_five_cohorts_show_the_newest_four(cast, program):
    family = [program]
    for n in range(4):
        row = make_program(f"Older {n}", today=dt.date(2026 - n, 1, 1))
        family.append(row)
    for row in family:
        world.freeze(row, "fit", row.starts_on - dt.timedelta(days=row.starts_on.weekday()), 8, 10)
    (chart,) = cohorts.side_by_side(family, ["fit"])
    assert len(chart.table.columns) == 5
