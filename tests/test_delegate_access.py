"""The delegate's column of the access table: every URL, GET and POST.

Emil is a plain employee whom Ada has named. He gets what an employee gets, and the few cells below:
booking and moving, with names, date, length and place. A new URL needs no row here to be safe: it
must answer him as it answers any employee.
"""

import pytest
from django.utils import timezone

from checkins.models import Delegation
from tests.access.rows import COLUMNS
from tests.test_access import ROWS, Walk

EMPLOYEE = COLUMNS.index("employee")
# What he gets beyond an employee: GET, POST.
BEYOND = {
    "book-meeting": ("R", "R"),
    "meeting": ("R", "x"),
    "move-meeting": ("R", "R"),
}


class WithDelegate:
    """The cast, with Emil standing for "employee" after Ada has named him."""

    def __init__(self, cast):
        self.cast = cast
        Delegation.objects.create(person=cast.ada, delegate=cast.emil)

    def __getattr__(self, name):
        return getattr(self.cast, name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_delegate_gets_an_employees_cells_and_no_more(name, cast):
    row = ROWS[name]
    walk = Walk(WithDelegate(cast))
    wanted = BEYOND.get(name, (row.get[EMPLOYEE], row.post[EMPLOYEE]))
    with walk.prepared(row):
        got = tuple(walk.get(name, row, "employee", method).cell for method in ("get", "post"))
    assert got == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BEYOND))
def test_a_delegation_that_has_ended_is_gone_at_once(name, cast):
    row = ROWS[name]
    world = WithDelegate(cast)
    Delegation.objects.get().end(now=timezone.now())
    walk = Walk(world)
    with walk.prepared(row):
        assert walk.get(name, row, "employee", "get").cell == row.get[EMPLOYEE]


def test_the_cells_beyond_name_urls_that_exist():
    assert set(BEYOND) <= set(ROWS)
