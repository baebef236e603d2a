"""The sponsor's column of the access table: every URL, GET and POST.

Emil is a plain employee whom the program names as its sponsor. He gets what an employee gets, and
the report: its list, its page and its paper.
"""

import copy
from contextlib import suppress

import pytest
from django.db import transaction

from tests.access.rows import COLUMNS
from tests.insights.report import world
from tests.test_access import ROWS, UndoError, Walk

EMPLOYEE = COLUMNS.index("employee")
PARTS = 4
# What he gets beyond an employee: GET, POST.
BEYOND = {"my-reports": ("R", "x"), "report": ("R", "x"), "report-pdf": ("R", "x")}
WAYS = {
    "named": lambda cast: world.sponsor(cast.program, cast.emil),
    "added": lambda cast: world.reader(cast.program, cast.emil),
}


def walked(name, cast):
    row, walk = ROWS[name], Walk(cast)
    with walk.prepared(row):
        return tuple(walk.get(name, row, "employee", method).cell for method in ("get", "post"))


def walked_anew(name, cast):
    """With a copy of its own, gone afterwards: what a row prepares stays in the cast's objects."""
    found = ()
    with suppress(UndoError), transaction.atomic():
        found = walked(name, copy.deepcopy(cast))
        raise UndoError
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_a_sponsor_gets_an_employees_cells_and_the_report(part, cast):
    world.sponsor(cast.program, cast.emil)
    wrong = [
        f"{name}: {found}, wanted {wanted}"
        for name in sorted(ROWS)[part::PARTS]
        if (found := walked_anew(name, cast)) != (wanted := BEYOND.get(name, of_employee(name)))
    ]
    assert not wrong


def of_employee(name):
    return (ROWS[name].get[EMPLOYEE], ROWS[name].post[EMPLOYEE])


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BEYOND))
@pytest.mark.parametrize("way", WAYS)
def test_named_or_added_is_the_same(name, way, cast):
    WAYS[way](cast)
    assert walked(name, cast) == BEYOND[name]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BEYOND))
def test_a_sponsor_no_longer_is_an_employee_again(name, cast):
    world.sponsor(cast.program, cast.emil)
    world.sponsor(cast.program, None)
    assert walked(name, cast) == of_employee(name)


@pytest.mark.django_db
def test_the_sponsor_of_another_program_reads_nothing_of_this_one(cast):
    world.sponsor(cast.other_program, cast.emil)
    assert walked("report", cast)[0] == "-"
    assert walked("report-pdf", cast)[0] == "-"


@pytest.mark.django_db
def test_a_report_without_sentences_is_not_there_for_a_sponsor(cast, client):
    world.running_in_may(cast.program)
    world.figures(cast.program)
    world.sponsor(cast.program, cast.emil)
    client.force_login(cast.emil.user)
    url = f"/reports/{cast.program.pk}/2027-05/"
    assert client.get(url).status_code == 404
    assert client.get(f"{url}pdf/").status_code == 404
    assert "No report yet" in client.get("/reports/").text
    world.write(cast.program, cast.cora)
    assert client.get(url).status_code == 200


def test_the_cells_beyond_name_urls_that_exist():
    assert set(BEYOND) <= set(ROWS)
