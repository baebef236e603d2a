import datetime as dt

import pytest

from profiles.imports import rows
from profiles.imports.columns import BY_NAME
from profiles.imports.rows import Person, Problems
from profiles.models import Profile, User

HEADERS = ["email", "name", "employee_number", "manager", "start_date", "time_zone", "department"]
MAPPED = {name: at for at, name in enumerate(HEADERS)}
BO = ["bo@example.com", "Bo Lee", "", "", "", "", ""]
ANA = ["Ana.Ruiz@Example.com", "Ruiz, Ana", '="00123"', "BO@example.com", "31.05.2020", "", "HR"]


def read(*cells, day_first=True):
    problems = Problems()
    found = rows.people(
        enumerate(cells, 2), MAPPED, problems, width=len(HEADERS), day_first=day_first
    )
    people = list(found)
    rows.refuse_twins(people, problems)
    return people, problems.in_order()


def test_a_row_becomes_a_typed_person():
    people, problems = read(ANA)
    assert problems == []
    assert people == [
        Person(
            row=2,
            email="ana.ruiz@example.com",
            employee_number="00123",
            name="Ana Ruiz",
            department="HR",
            manager="bo@example.com",
            start_date=dt.date(2020, 5, 31),
        )
    ]


def test_spaces_and_composed_letters_are_made_plain():
    people, _ = read(["zoe@example.com", " Zoe\u0308\u00a0 Mu\u0308ller ", *[""] * 5])
    assert people[0].name == "Zoë Müller"


@pytest.mark.parametrize(
    "email", ["josé@example.com", "o'neil+x@example.co.uk", "a@bücher.example"]
)
def test_addresses_of_any_language(email):
    people, problems = read([email, "Ana", *[""] * 5])
    assert (people[0].email, problems) == (email, [])


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("email", "", "Enter the work email."),
        ("email", "ana@", "Work email must be an address like name@company.com."),
        ("email", "a" * 250 + "@x.com", "Work email must be 254 characters or fewer."),
        ("name", " ", "Enter the name."),
        ("name", "n" * 121, "Full name must be 120 characters or fewer."),
        ("name", "Ana\x07", "Full name must be free of control characters."),
        ("name", "Ana\x00", "Full name must be free of control characters."),
        ("employee_number", "9" * 65, "Employee number must be 64 characters or fewer."),
        ("start_date", "soon", "Start date must be a date like 2026-05-31."),
        ("time_zone", "Mars/Olympus", "Time zone must be a name like Europe/Madrid."),
    ],
)
def test_a_cell_that_breaks_a_rule_is_a_problem_with_its_row(column, cell, words):
    cells = list(ANA)
    cells[MAPPED[column]] = cell
    people, problems = read(BO, cells)
    assert [person.row for person in people] == [2]
    assert problems == [(3, words)]


def test_a_row_of_another_width_is_a_problem_unless_the_rest_is_empty():
    people, problems = read(ANA[:3], [*ANA, ""], [*ANA, "x"])
    assert [person.row for person in people] == [3]
    assert problems == [
        (2, "The row has 3 columns, the header has 7."),
        (4, "The row has 8 columns, the header has 7."),
    ]


def test_twins_by_address_in_any_case_or_by_number_are_problems():
    bo = ["ANA.RUIZ@example.com", "Bo", "7", *[""] * 4]
    chidi = ["chidi@example.com", "Chidi", "7", *[""] * 4]
    _people, problems = read(ANA, bo, chidi)
    assert problems == [
        (3, "ana.ruiz@example.com is also in row 2."),
        (4, "Employee number 7 is also in row 3."),
    ]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Ruiz, Ana", "Ana Ruiz"),
        ("Martin King, Jr.", "Martin King, Jr."),
        ("Ruiz, Ana, PhD", "Ruiz, Ana, PhD"),
        ("Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_last_name_first_is_turned(given, shown):
    assert rows.in_order(given) == shown


def test_the_first_thousand_problems_are_kept_and_all_counted():
    problems = Problems()
    for row in range(1_500):
        problems.add(row, "Enter the name.")
    assert (len(problems.found), problems.count) == (1_000, 1_500)


def test_limits_are_those_of_the_tables():
    for name, longest in rows.LONGEST.items():
        if name in {"first_name", "last_name", "manager", "start_date"}:
            continue
        model = User if name == "email" else Profile
        assert model._meta.get_field(name).max_length == longest
    assert set(rows.LONGEST) == set(BY_NAME)
