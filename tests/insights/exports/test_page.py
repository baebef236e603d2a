"""The page on which figures are chosen for a file; every table of Insights leads to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from insights.exports.columns import COLUMNS
from insights.exports.views import EXPORTED
from insights.measures import MEASURES
from profiles.models import AuditEvent
from tests.insights.report import world
from tests.people import make_program

pytestmark = pytest.mark.django_db
PAGE = "/hr/insights/export/"


def test_it_explains_every_column_and_every_measure(cast, sign_in):
    page = sign_in(cast.cora).get(PAGE).text
    for column in COLUMNS:
        assert f"<code>{column.name}</code>" in page
    for slug, measure in MEASURES.items():
        assert f">{slug}</code>" in page
        assert str(measure.definition) in page


def test_a_button_brings_its_choice_along(cast, sign_in):
    program = world.running_in_may(cast.program)
    world.figures(program)
    client = sign_in(cast.cora)
    for page, wanted in (
        (reverse("program-insights", args=[program.pk]), f"?program={program.pk}&amp;"),
        (reverse("program-health", args=[program.pk]), "weeks=all"),
        (f"{reverse('measure', args=['fit'])}?program={program.pk}", "measure=fit"),
    ):
        text = client.get(page).text
        assert f'href="{PAGE}?' in text
        assert wanted in text
    page = client.get(f"{PAGE}?program={program.pk}&measure=fit&cut=department&weeks=all").text
    for value in (str(program.pk), "fit", "department", "all"):
        assert f'value="{value}" selected' in page


def test_a_choice_that_is_none_is_said(cast, sign_in):
    page = sign_in(cast.cora).get(f"{PAGE}?cut=shoe-size").text
    assert "Choose a breakdown from the list" in page


@pytest.mark.parametrize("n", [1, 3])
def test_many_programs_ask_no_more(cast, sign_in, n):
    for number in range(n):
        make_program(f"Program {number}")
    client = sign_in(cast.hana)
    client.get("/settings/")
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    assert len(queries) <= 5


def test_thirty_files_an_hour_then_the_page_says_so_and_keeps_the_choice(cast, sign_in):
    client = sign_in(cast.hana)
    taken = [
        client.post(reverse(f"export-figures-{ending}")).status_code
        for ending in ("csv", "json", "xlsx") * 10
    ]
    assert taken == [200] * 30
    noted = AuditEvent.objects.filter(action=EXPORTED).count()
    for ending in ("csv", "json", "xlsx"):
        answer = client.post(reverse(f"export-figures-{ending}"), {"measure": "fit"})
        assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
        assert "you have taken many within an hour" in answer.text
        assert 'value="fit" selected' in answer.text
    assert AuditEvent.objects.filter(action=EXPORTED).count() == noted
    assert client.get(PAGE).status_code == 200
    assert sign_in(cast.cora).post(reverse("export-figures-csv")).status_code == 200
