"""When figures are told anew: with five fresh parts, all cells together or none."""

from insights.groups import Group
from insights.release import WHOLE, Part, Sum, Told, decide, sums

CUTS = ("department",)


def people(n, department="Sales", numerator=1, start=0):
    return {str(at): Part(Group(department), numerator, 1) for at in range(start, start + n)}


def told(parts, **fields):
    new = decide(Told(), parts, cuts=CUTS)
    return Told(new.parts, new.cells, **({"weeks_ago": 1} | fields))


def test_four_people_are_not_told_and_five_are():
    assert decide(Told(), people(4), cuts=CUTS) is None
    assert sums(decide(Told(), people(5), cuts=()))[WHOLE] == Sum(5, 5, 5)


def test_four_changed_answers_wait_and_five_are_told():
    before = told(people(12))
    assert decide(before, people(12) | people(4, numerator=0), cuts=CUTS) is None
    new = decide(before, people(12) | people(5, numerator=0), cuts=CUTS)
    assert sums(new)[WHOLE] == Sum(7, 12, 12)


def test_four_who_come_wait_for_a_fifth():
    before = told(people(12))
    assert decide(before, people(16), cuts=CUTS) is None
    assert sums(decide(before, people(17), cuts=CUTS))[WHOLE] == Sum(17, 17, 17)


def test_nothing_new_looks_as_too_little_new():
    assert decide(told(people(12)), people(12), cuts=CUTS) is None


def test_who_leaves_alone_does_not_change_a_figure():
    before = told(people(12))
    assert decide(before, people(7), cuts=CUTS) is None


def test_a_cell_with_two_changes_waits_four_weeks_and_is_left_out():
    parts = people(6) | people(20, "Legal", start=6)
    before = told(parts)
    assert before.cells == [WHOLE, ("department", "Legal"), ("department", "Sales")]
    later = parts | people(2, numerator=0) | people(6, "Legal", numerator=0, start=6)
    assert decide(before, later, cuts=CUTS) is None
    patient = Told(before.parts, before.cells, 4)
    # Sales would be two people's change, and Legal the rest of the change of everybody.
    assert decide(patient, later, cuts=CUTS).cells == [WHOLE]


def test_somebody_who_moves_stays_where_they_were_first_counted():
    before = told(people(6) | people(6, "Legal", start=6))
    moved = people(6) | people(1, "Legal") | people(6, "Legal", numerator=0, start=6)
    new = decide(before, moved, cuts=CUTS)
    assert sums(new)["department", "Legal"] == Sum(0, 6, 6)


def test_a_new_cell_needs_fresh_parts_of_its_own():
    before = told(people(3) | people(10, "Legal", start=3))
    assert before.cells == [WHOLE]
    # Two more in Sales make five; told now they would be all of Sales minus nothing known. Wait.
    later = people(3) | people(10, "Legal", numerator=0, start=3) | people(2, start=20)
    assert decide(before, later, cuts=CUTS).cells == [WHOLE]
    fresh = people(5, numerator=0) | people(10, "Legal", numerator=0, start=5)
    assert len(decide(Told(), fresh, cuts=CUTS).cells) == 3


def test_distributions_are_added_up():
    parts = {str(n): Part(Group(), n, 1, {str(n): 1}) for n in (1, 2, 2, 4, 5, 6)}
    assert sums(decide(Told(), parts, cuts=()))[WHOLE].spread == {
        "1": 1,
        "2": 1,
        "4": 1,
        "5": 1,
        "6": 1,
    }
