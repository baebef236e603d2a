"""The pages of figures: what they say, whom they are for, how often they ask the database."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from insights.measures import MEASURES
from insights.weeks import WEEK, last_over
from matching.models import Coordinator
from tests.insights.told import freeze, freeze_all
from tests.people import make_program

pytestmark = pytest.mark.django_db
OVERVIEW = "/hr/insights/"


def client_of(person):
    client = Client()
    client.force_login(person.user)
    return client


def text(person, path, status=200):
    response = client_of(person).get(path)
    assert response.status_code == status
    return response.content.decode()


def test_before_the_first_figures(cast):
    page = text(cast.hana, OVERVIEW)
    assert "First figures after 5 check-ins" in page
    assert "First figures after 5 check-ins" in text(
        cast.hana, f"/hr/insights/programs/{cast.program.pk}/"
    )
    assert "Five people are needed" in text(cast.hana, "/hr/insights/measures/fit/")


def test_hr_reads_the_company_with_definitions(cast):
    freeze_all()
    page = text(cast.hana, OVERVIEW)
    for measure in MEASURES.values():
        assert f'href="/hr/insights/measures/{measure.slug}/"' in page
    assert "20 of 28" in page
    assert "What people say after their first meeting" in page


def test_a_coordinator_reads_their_programs_and_nothing_of_the_company(cast):
    freeze_all()
    freeze_all(cast.program)
    page = text(cast.cora, OVERVIEW)
    assert "Kudos given" not in page
    assert "Spring Mentoring" in page
    assert "Autumn Buddies" not in page
    text(cast.cora, "/hr/insights/measures/kudos/", 404)
    text(cast.cora, "/hr/insights/measures/fit/")


def test_a_coordinator_cannot_ask_for_another_program(cast):
    freeze("fit", 7, 28, program=cast.program)
    freeze("fit", 28, 28, program=cast.other_program)
    page = text(cast.cora, f"/hr/insights/measures/fit/?program={cast.other_program.pk}")
    assert "25%" in page
    assert "100%" not in page
    text(cast.cora, f"/hr/insights/programs/{cast.other_program.pk}/", 404)


def test_an_unknown_measure_is_not_there(cast):
    text(cast.hana, "/hr/insights/measures/nothing/", 404)


def test_a_program_still_in_draft_has_no_figures(cast):
    draft = make_program("Later", state="draft")
    text(cast.hana, f"/hr/insights/programs/{draft.pk}/", 404)


def test_a_week_back(cast):
    freeze("fit", 21, 28, weeks=2)
    last = last_over(timezone.now())
    assert "71%" in text(cast.hana, f"{OVERVIEW}?week={last - WEEK}")
    # A week nobody froze is the latest.
    assert "75%" in text(cast.hana, f"{OVERVIEW}?week=1999-01-04")


def test_a_figure_that_waits_says_so(cast):
    freeze("fit", counted_on=last_over(timezone.now()) - WEEK)
    assert "it changes when five people’s part has" in text(cast.hana, OVERVIEW)


@pytest.mark.parametrize("slug", list(MEASURES))
def test_each_measure_has_its_page(cast, slug):
    freeze_all()
    page = text(cast.hana, f"/hr/insights/measures/{slug}/")
    measure = MEASURES[slug]
    for words in (measure.title, measure.definition, measure.numerator, measure.source):
        assert str(words) in page
    assert "<figure" in page


def test_breakdowns_are_shown_with_who_is_in_none(cast):
    freeze("fit")
    for value, people in (("Sales", 9), ("Legal", 12)):
        freeze("fit", 5, people, cut="department", value=value, people=people)
    page = text(cast.hana, "/hr/insights/measures/fit/?cut=department")
    assert "From 42% in Legal to 56% in Sales" in page
    assert "7 people are in no group shown" in page


def test_without_groups_the_page_says_what_more_people_would_open(cast):
    freeze("fit", 5, 6, program=cast.program, people=6)
    path = f"/hr/insights/measures/fit/?program={cast.program.pk}"
    assert "More people will open them" in text(cast.hana, path)
    assert "From about 15 people on" in text(cast.hana, f"/hr/insights/programs/{cast.program.pk}/")


def test_the_rail_leads_there(cast):
    page = text(cast.hana, OVERVIEW)
    assert '<a href="/hr/insights/" aria-current="page">' in page


def queries(person, path):
    client = client_of(person)
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_more_rows_cost_no_more_queries(cast):
    measure = "/hr/insights/measures/fit/"
    program = f"/hr/insights/programs/{cast.program.pk}/"
    paths = (OVERVIEW, measure, program, "/hr/insights/learning/")
    freeze("fit")
    freeze("fit", program=cast.program)
    few = {path: queries(cast.hana, path) for path in paths}
    for n in range(3):
        more = make_program(f"More {n}")
        Coordinator.objects.create(program=more, user=cast.cora.user)
        freeze_all(more)
    for back in (1, 2):
        freeze("fit", week=last_over(timezone.now()) - back * WEEK)
    for value in ("Sales", "Legal", "Finance"):
        freeze("fit", 5, 6, cut="department", value=value, people=6)
    many = {path: queries(cast.hana, path) for path in paths}
    assert many == few
    assert max(many.values()) <= 12


def test_where_knowledge_flows(cast):
    """17 learn from Engineering, 12 of them in Sales; the others are told together."""
    freeze_all()
    page = text(cast.hana, "/hr/insights/measures/crossing_departments/")
    assert "Engineering teaches most: 17 people" in page
    assert "Engineering to Sales 12; Engineering to Others 5" in page
