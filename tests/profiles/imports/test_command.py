import io

import pytest
from django.core.management import CommandError, call_command

from profiles.models import AuditEvent, PeopleImport, Profile
from tests.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(data_dir):
    return data_dir / "people" / "company.csv"


def run(*args) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_people", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_imports_once_and_keeps_no_file(file):
    out, _ = run(file)
    assert "new: 4\nchanged: 0\n" in out
    out, _ = run(file)
    assert "unchanged: 4" in out
    assert PeopleImport.objects.filter(state="done", file=None, sample=[]).count() == 2


def test_a_dry_run_leaves_no_trace(file):
    out, _ = run(file, "--dry-run")
    assert "new: 4" in out
    assert not Profile.objects.exists()
    assert not PeopleImport.objects.exists()


def test_columns_and_levels_can_be_said(file, tmp_path):
    grades = tmp_path / "grades.csv"
    grades.write_text("Zephyr,8\nJunior,\n")
    run(file, "--map", "site=Department", "--levels", grades, "Senior=6")
    levels = dict(Profile.objects.values_list("name", "level"))
    assert levels == {"Ana Ruiz": 10, "Bo Lee": 6, "Chidi Okafor": None, "Zoë Müller": 8}
    assert Profile.objects.get(name="Bo Lee").site == "Finance"


def test_a_complete_file_deactivates_and_names_who_did_it(file):
    make_person("Dan Weiss")
    by = make_person("Ana Ruiz", email="ana.ruiz@example.com")
    out, _ = run(file, "--complete", "--by", "ANA.ruiz@example.com")
    assert "deactivated: 1" in out
    assert not Profile.objects.get(name="Dan Weiss").is_active
    assert AuditEvent.objects.get(action="imported people").actor == by.user


def test_problems_are_printed_with_their_rows(data_dir):
    err = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_people", data_dir / "people" / "problems.csv", stderr=err)
    assert "Row 3: Enter the work email." in err.getvalue()
    assert not PeopleImport.objects.exists()
    with pytest.raises(CommandError, match="The file has problems"):
        run(data_dir / "people" / "problems.csv", "--dry-run")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--by", "nobody@example.com"], "Nobody here has the address"),
        (["--map", "salary=Grade"], "there is no field or header 'salary'"),
        (["--map", "grade=Salary"], "there is no field or header 'Salary'"),
        (["--map", "grade"], "--map takes name=value"),
        (["--levels", "Senior=11"], "must be 1 to 10"),
        (["--levels", "nowhere.csv"], "nowhere.csv cannot be read"),
    ],
)
def test_wrong_options_are_told(file, options, words):
    with pytest.raises(CommandError, match=words):
        run(file, *options)
    assert not Profile.objects.exists()
    assert not PeopleImport.objects.exists()


def test_a_missing_or_unreadable_file_is_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.csv")
    (tmp_path / "zip.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="zip file"):
        run(tmp_path / "zip.csv")
    (tmp_path / "bare.csv").write_text("A,B\n1,2\n")
    with pytest.raises(CommandError, match="--map email=Header"):
        run(tmp_path / "bare.csv")


def test_progress_is_printed_when_it_takes_long(file, monkeypatch):
    monkeypatch.setattr("profiles.management.commands.import_people.QUIET_SECONDS", -1)
    monkeypatch.setattr("profiles.management.commands.import_people.EVERY_SECONDS", -1)
    out, _ = run(file)
    assert "Writing people: 36 %" in out
