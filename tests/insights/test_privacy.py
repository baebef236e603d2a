"""Which cells may be told beside their total, and which sums give somebody away."""

from collections import Counter

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


def _is(at, value):
    return lambda group: group[at] == value


def everybody(group):
    return True


def test_one_table_of_large_cells_is_safe():
    people = Counter({("Sales", "Porto"): 5, ("Legal", "Porto"): 6})
    assert safe(people, [everybody, _is(0, "Sales"), _is(0, "Legal")])


def test_two_tables_whose_difference_is_two_people_are_not():
    """Everybody in Porto is in Sales, so Sales minus Porto is the two of Sales in Lyon."""
    people = Counter({("Sales", "Porto"): 8, ("Sales", "Lyon"): 2, ("Legal", "Lyon"): 9})
    cells = [everybody, _is(0, "Sales"), _is(0, "Legal"), _is(1, "Porto"), _is(1, "Lyon")]
    assert not safe(people, cells)
    assert safe(people, cells[:3])


def test_two_tables_that_cross_everywhere_are_safe():
    people = Counter({(a, b): 3 for a in "xyz" for b in "123"})
    cells = [everybody, *(_is(0, a) for a in "xyz"), *(_is(1, b) for b in "123")]
    assert safe(people, cells)


def test_a_small_cell_is_not_safe_and_nobody_is():
    assert not safe(Counter({("a",): 4}), [everybody])
    assert safe(Counter(), [everybody])
    assert safe(Counter({("a",): 4}), [_is(0, "b")])


def test_more_sets_than_can_be_looked_at_are_not_safe(monkeypatch):
    """What cannot be proven is not told."""
    monkeypatch.setattr("insights.privacy.MOST_SETS", 1)
    people = Counter({(a, b): 3 for a in "xy" for b in "12"})
    assert not safe(people, [everybody, _is(0, "x"), _is(1, "1")])
