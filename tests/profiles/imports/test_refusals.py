"""Problems that need the directory or the whole file: owners, unknown managers, loops."""

import pytest

from profiles.models import Profile
from tests.people import make_person
from tests.profiles.imports.files import imported, problems

pytestmark = pytest.mark.django_db

HEAD = "Employee ID,Email,Name,Manager\n"


def test_every_problem_of_a_file_is_told_with_its_row(data_dir):
    found = problems((data_dir / "people" / "problems.csv").read_bytes())
    assert found == [
        (2, "Start date must be a date like 2026-05-31."),
        (3, "Enter the work email."),
        (4, "Work email must be an address like name@company.com."),
        (5, "Enter the name."),
        (5, "Time zone must be a name like Europe/Madrid."),
        (8, "Manager nobody@example.com must be in the file or already in the directory."),
        (9, "Goran Berg must not be their own manager."),
        (10, "The row has 4 columns, the header has 6."),
    ]


def test_a_loop_of_two_is_named(data_dir):
    text = (data_dir / "people" / "loop.csv").read_text()
    named = "These people manage one another: Ana Ruiz → Bo Lee → Ana Ruiz."
    assert problems(text) == [(2, named)]
    assert imported(text).state == "failed"
    assert not Profile.objects.exists()


def test_a_loop_of_a_thousand_is_named():
    rows = "".join(f"{n},p{n}@example.com,P{n},{n % 1_000 + 1}\n" for n in range(1, 1_001))
    [(row, text)] = problems(HEAD + rows)
    assert row == 2
    assert "P1 → P2 → P3" in text
    assert "(1000)" in text


def test_a_file_of_one_can_close_a_loop_through_the_directory():
    ana = make_person("Ana Ruiz", employee_number="1")
    bo = make_person("Bo Lee", employee_number="2", manager=ana)
    make_person("Chidi Okafor", employee_number="3", manager=bo)
    found = problems(HEAD + "1,ana.ruiz@example.com,Ana Ruiz,3\n")
    assert found == [
        (2, "These people manage one another: Ana Ruiz → Chidi Okafor → Bo Lee → Ana Ruiz.")
    ]


def test_a_loop_the_file_dissolves_is_none():
    ana = make_person("Ana Ruiz", employee_number="1")
    make_person("Bo Lee", employee_number="2", manager=ana)
    file = HEAD + "1,ana.ruiz@example.com,Ana Ruiz,2\n2,bo.lee@example.com,Bo Lee,\n"
    assert imported(file).state == "done"
    assert Profile.objects.get(pk=ana.pk).manager.name == "Bo Lee"


@pytest.mark.parametrize("number", ["", "8"])
def test_an_address_of_somebody_else_is_refused(number):
    make_person("Ana Ruiz", employee_number="1")
    make_person("Bo Lee", employee_number=number or None)
    found = problems(HEAD + "1,bo.lee@example.com,Ana Ruiz,\n")
    assert found == [(2, "bo.lee@example.com already belongs to Bo Lee.")]


def test_a_new_number_does_not_take_over_an_old_address():
    make_person("Ana Ruiz", employee_number="1", is_active=False)
    found = problems(HEAD + "9,ana.ruiz@example.com,Ana Silva,\n")
    assert found == [(2, "ana.ruiz@example.com already belongs to Ana Ruiz.")]
