import pytest

from profiles.imports import levels


def test_a_scale_of_ten_stays_as_it_is():
    assert levels.guess(["1", "4", "10"]) == {"1": 1, "4": 4, "10": 10}


@pytest.mark.parametrize(
    ("grades", "down", "wanted"),
    [
        (["0", "1", "2", "3", "4"], True, [10, 8, 6, 3, 1]),
        (["1", "2", "3"], True, [10, 6, 1]),
        (["9", "13", "15"], False, [1, 7, 10]),
        (["Grade 12", "Grade 18"], False, [1, 10]),
        (["I", "II", "III"], False, [1, 2, 3]),
        (["E1", "E7"], False, [1, 7]),
        (["7.5", "8.5"], False, [1, 10]),
    ],
)
def test_other_scales_are_stretched(grades, down, wanted):
    assert list(levels.guess(grades, counts_down=down).values()) == wanted


def test_one_number_alone_says_nothing():
    assert levels.guess(["14"]) == {"14": None}


@pytest.mark.parametrize(
    ("grade", "level"),
    [
        ("Working student", 1), ("Junior", 2), ("Associate", 3), ("Analyst", 4), ("Senior", 5),
        ("Team Lead", 6), ("Senior Manager", 7), ("Head of Sales", 7), ("Director", 8),
        ("Vice President", 9), ("Chief Executive Officer", 10), ("IC4", 5), ("M2", 7),
        ("Zephyr", None),
    ],
)  # fmt: skip
def test_words_and_codes_have_their_usual_place(grade, level):
    assert levels.guess([grade]) == {grade: level}


def test_what_the_company_said_last_time_wins():
    known = {"senior": 7, "zephyr": None}
    guessed = levels.guess(["Senior", "ZEPHYR", "Junior"], known=known)
    assert guessed == {"Senior": 7, "ZEPHYR": None, "Junior": 2}


def test_numbers_that_fall_towards_the_top_are_seen():
    assert levels.counts_down([("0", True), ("1", True), ("2", False), ("2", False)]) is True
    assert levels.counts_down([("9", True), ("6", True), ("2", False)]) is False
    assert levels.counts_down([("5", True), ("5", False)], header="Org level") is False
    assert levels.counts_down([], header="Org level") is True
    assert levels.counts_down([], header="Job level") is False


def test_spellings_of_one_grade_count_together():
    rows = [(2, ["Senior"]), (3, [" senior "]), (4, [""]), (5, ["Junior"]), (6, [])]
    assert levels.distinct(rows, 0) == {"Senior": 2, "Junior": 1}


def test_cells_that_are_problems_are_no_grades():
    rows = [(2, ["L1"]), (3, ["L\x001"]), (4, ["L" * 61])]
    assert levels.distinct(rows, 0) == {"L1": 1}
