import numpy as np
import pytest

from matching.engine import UNKNOWN_OFFSET, PairFacts, People, Ragged


def test_columns_left_out_are_unknown():
    people = People.of(["a", "b"])
    assert people.level.tolist() == [0, 0]
    assert people.department.tolist() == people.response.tolist() == [-1, -1]
    assert people.utc_offset.tolist() == [UNKNOWN_OFFSET] * 2
    assert people.manager == ("", "")
    assert people.hours.shape == (2, 168)
    assert people.goals.values.shape == (0, 4)
    assert len(people) == 2


def test_lists_and_arrays_give_the_same_columns():
    lists = People.of(["a"], level=[3], goals=[[(7, 1, 2, 1), (8, 0, 5, 2)]], languages=[1 << 63])
    assert lists.goals.row(0).tolist() == [[7, 1, 2, 1], [8, 0, 5, 2]]
    assert lists.languages.tolist() == [1 << 63]
    assert People.of(["a"], level=np.array([3], np.int16)).level.tolist() == lists.level.tolist()


def test_no_people_are_people_too():
    empty = {"level": [], "goals": [], "hours": [], "languages": [], "chain": [], "trained": []}
    assert len(People.of([], **empty)) == 0


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("level", [11], "level must be from 0 to 10"),
        ("level", [1, 2], "level must be 1 whole numbers"),
        ("level", [1.5], "level must be 1 whole numbers"),
        ("utc_offset", [900], "utc_offset must be from"),
        ("response", [101], "response must be from -1 to 100"),
        ("goals", [[(1, 0, 6, 1)]], "goals must hold numbers from 1 to 5"),
        ("goals", [[(1, 2)]], "goals: each entry must hold 4 numbers"),
        ("goals", [], "goals must be 1 lists"),
        ("offers", [[(1, 0)]], "offers must hold numbers from 1 to 5"),
        ("manager", [], "manager must be 1 texts"),
        ("chain", [["a"], ["b"]], "chain must be 1 lists"),
        ("languages", [1, 2], "languages must be 1 bit masks"),
        ("hours", [[True] * 24], "hours must be yes or no"),
    ],
)
def test_a_column_that_does_not_fit_is_named(column, value, says):
    with pytest.raises(ValueError, match=says):
        People.of(["a"], **{column: value})


def test_ids_must_not_repeat():
    with pytest.raises(ValueError, match="id must not repeat"):
        People.of(["a", "a"])


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"past": [(0, 5)]}, "past names a row out of range"),
        ({"forbidden": [(-1, 0)]}, "forbidden names a row out of range"),
        ({"exclusions": [(0,)]}, "exclusions must be whole numbers in 2 columns"),
        ({"mentee_wishes": [(0, 0, 0)]}, "mentee_wishes must rank from 1"),
    ],
)
def test_facts_that_do_not_fit_are_named(facts, says):
    with pytest.raises(ValueError, match=says):
        PairFacts(**facts).check((2, 5))


def test_packed_lists_are_taken_as_they_are():
    goals = Ragged.of([[(7, 1, 2, 1)], []], 4)
    assert People.of(["a", "b"], goals=goals).goals is goals


@pytest.mark.parametrize(
    ("goals", "words"),
    [
        (Ragged.of([[(7, 1, 6, 1)], []], 4), "goals must hold numbers from 1 to 5"),
        (Ragged.of([[(7, 1)], []], 2), "goals: each entry must hold 4 numbers"),
        (Ragged.of([[]], 4), "goals must be 2 lists"),
        (Ragged(np.array([0, 1, 3]), np.ones((1, 4), np.int64)), "must cut all entries in order"),
        (Ragged(np.array([0, 2, 1]), np.ones((1, 4), np.int64)), "must cut all entries in order"),
        (Ragged(np.array([0, 1, 1]), np.ones((1, 4))), "goals: each entry must hold 4 numbers"),
    ],
)
def test_packed_lists_are_checked(goals, words):
    with pytest.raises(ValueError, match=words):
        People.of(["a", "b"], goals=goals)
