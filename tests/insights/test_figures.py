"""What pages read: values, what is hidden, weeks back, groups with their words."""

import pytest
from django.utils import timezone

from insights import figures
from insights.measures import MEASURES
from insights.weeks import WEEK, last_over
from tests.insights.told import freeze
from tests.people import make_program

pytestmark = pytest.mark.django_db


def test_nothing_told_is_hidden(db):
    shown = figures.shown(None)
    assert list(shown) == list(MEASURES)
    assert {one.hidden for one in shown.values()} == {True}
    assert figures.cuts(MEASURES["fit"], None, "department") == []


def test_a_share_with_its_history(db):
    freeze("fit", 21, 28, weeks=3)
    fit = figures.shown(None)["fit"]
    last = last_over(timezone.now())
    assert (fit.value, fit.hidden, fit.people, fit.is_stale) == (0.75, False, 28, False)
    assert fit.history == [(last - 2 * WEEK, 19 / 28), (last - WEEK, 20 / 28), (last, 0.75)]


def test_an_older_week_shows_nothing_later(db):
    freeze("fit", 21, 28, weeks=3)
    last = last_over(timezone.now())
    fit = figures.shown(None, last - WEEK)["fit"]
    assert (fit.value, len(fit.history), fit.week) == (20 / 28, 2, last - WEEK)


def test_a_program_has_its_own_and_no_figures_of_the_company(db):
    program = make_program()
    freeze("fit", program=program)
    freeze("kudos")
    shown = figures.shown(program)
    assert shown["fit"].value == 20 / 28
    assert "kudos" not in shown
    assert figures.shown(None)["fit"].hidden


def test_a_figure_that_waits_is_stale(db):
    last = last_over(timezone.now())
    freeze("fit", counted_on=last - WEEK)
    assert figures.shown(None)["fit"].is_stale


def test_groups_are_the_largest_first_with_their_words(db):
    freeze("fit")
    for value, people in (("mentor", 9), ("mentee", 12)):
        freeze("fit", 5, people, cut="role", value=value, people=people)
    freeze("fit", 5, 7, cut="department×role", value="Sales × mentor", people=7)
    parts = figures.cuts(MEASURES["fit"], None, "role")
    assert [(part.label, part.people) for part in parts] == [("Mentees", 12), ("Mentors", 9)]
    assert figures.rest(figures.shown(None)["fit"], parts) == 7
    (both,) = figures.cuts(MEASURES["fit"], None, "department×role")
    assert both.label == "Sales × Mentors"


@pytest.mark.parametrize(
    ("slug", "value", "words"),
    [
        ("fit", 0.834, "83%"),
        ("satisfaction", 4.25, "4.2"),
        ("meetings", 1204, "1,204"),
        ("hours", 38.4, "38 h"),
        ("fit", None, "–"),
    ],
)
def test_words(slug, value, words):
    assert figures.words(MEASURES[slug], value) == words
