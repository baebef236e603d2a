"""Which cells may be told beside their total, and which sums give somebody away."""

import pytest

from insights.privacy import hide, safe


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({}, set()),
        ({"a": 4}, set()),
        ({"a": 5}, {"a"}),
        ({"a": 5, "b": 9}, {"a", "b"}),
        # 3 alone would be 12 + 3 minus 12: the next smallest goes as well.
        ({"a": 12, "b": 3}, set()),
        ({"a": 12, "b": 6, "c": 3}, {"a"}),
        # 2 and 3 cover each other.
        ({"a": 12, "b": 2, "c": 3}, {"a"}),
        # 1 and 3 do not, and 5 more are enough.
        ({"a": 12, "b": 5, "c": 1, "d": 3}, {"a"}),
        ({"a": 2, "b": 2}, set()),
    ],
)
def test_small_cells_are_hidden_and_covered(cells, shown):
    assert hide(cells) == shown


def told(people, *cells):
    """`cells` are pairs of a place in the group and its value; the total is always told."""
    groups = sorted(people)
    rows = [[True] * len(groups)]
    rows += [[group[at] == value for group in groups] for at, value in cells]
    return safe(rows, [people[group] for group in groups])


def test_one_table_of_large_cells_is_safe():
    people = {("Sales", "Porto"): 5, ("Legal", "Porto"): 6}
    assert told(people, (0, "Sales"), (0, "Legal"))


def test_two_tables_whose_difference_is_two_people_are_not():
    """Everybody in Porto is in Sales, so Sales minus Porto is the two of Sales in Lyon."""
    people = {("Sales", "Porto"): 8, ("Sales", "Lyon"): 2, ("Legal", "Lyon"): 9}
    departments = [(0, "Sales"), (0, "Legal")]
    assert not told(people, *departments, (1, "Porto"), (1, "Lyon"))
    assert told(people, *departments)


def test_two_tables_that_cross_everywhere_are_safe():
    people = {(a, b): 3 for a in "xyz" for b in "123"}
    assert told(people, *((0, a) for a in "xyz"), *((1, b) for b in "123"))


def test_a_small_cell_is_not_safe_and_nobody_is():
    assert not told({("a",): 4})
    assert not told({("a",): 9, ("b",): 4}, (0, "a"))
    assert safe([], [])


def test_more_sets_than_can_be_looked_at_are_not_safe(monkeypatch):
    """What cannot be proven is not told."""
    monkeypatch.setattr("insights.privacy.MOST_SETS", 1)
    people = {(a, b): 3 for a in "xy" for b in "12"}
    assert not told(people, (0, "x"), (1, "1"))
