"""The label under a question and the table it is generated from say the same."""

import pytest

from checkins import visibility
from tests.people import make_hr

SAYS = {
    "partner": {"R": "{partner} sees this.", "-": "{partner} does not see this."},
    "manager": {"R": "Your manager sees this.", "-": "Your manager is not told."},
    "coordinator": {
        "R": "Coordinator (Cora Lind): reads this.",
        "T": "Coordinator (Cora Lind): only if you tick the box.",
        "*": "Coordinator (Cora Lind): only after typing a reason, which is logged and shown to you.",
        "A": "Coordinator (Cora Lind): only in averages of five or more people.",
        "-": "Coordinator (Cora Lind): never.",
    },
    "hr": {
        "R": "HR (Hana Suzuki): reads this.",
        "T": "HR (Hana Suzuki): only if you tick the box.",
        "*": "HR (Hana Suzuki): only after typing a reason, which is logged and shown to you.",
        "A": "HR (Hana Suzuki): only in averages of five or more people.",
        "-": "HR (Hana Suzuki): never.",
    },
}


@pytest.mark.parametrize("what", sorted(visibility.TABLE))
def test_every_cell_of_the_table_is_said_with_real_names(cast, what):
    label = visibility.label(what, visibility.audience(cast.pair, cast.ben))
    for reader in ("partner", "manager", "coordinator", "hr"):
        cell = visibility.TABLE[what][reader]
        assert SAYS[reader][cell].format(partner="Ada") in label
        for other in set(SAYS[reader]) - {cell}:
            assert SAYS[reader][other].format(partner="Ada") not in label


def test_a_line_manager_never_reads_anything():
    assert {cells["manager"] for cells in visibility.TABLE.values()} == {"-"}
    for what in visibility.TABLE:
        assert not visibility.may_read(what, "manager", ticked=True, with_reason=True)


def test_an_average_opens_no_single_answer():
    for reader in ("hr", "coordinator"):
        assert not visibility.may_read("ratings", reader, ticked=True, with_reason=True)


def test_an_hr_admin_who_is_a_member_is_not_named(cast):
    make_hr("Ines Roy")
    cast.ada.user.role_grants.create(role="hr")
    people = visibility.audience(cast.pair, cast.ben)
    assert [person.name for person in people.hr] == ["Hana Suzuki", "Ines Roy"]


def test_more_than_three_names_are_counted(cast):
    for name in ("Ines Roy", "Jo Ek", "Kai Bo", "Lea Wu"):
        make_hr(name)
    label = visibility.label("signal", visibility.audience(cast.pair, cast.ben))
    assert "HR (Hana Suzuki, Ines Roy, Jo Ek and 2 more): reads this." in label
