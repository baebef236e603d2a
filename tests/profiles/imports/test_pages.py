"""The pages of an import from the upload to the result, without JavaScript."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from profiles.imports import runs, uploads
from profiles.models import AuditEvent, PeopleImport, Profile
from tests.access.imports import columns
from tests.people import make_hr, make_person

pytestmark = pytest.mark.django_db

FILE = b"Email,Name,Grade,Manager\nbo@example.com,Bo Lee,Senior,hana.suzuki@example.com\n"


@pytest.fixture
def hr(sign_in):
    return sign_in(make_hr())


def post_file(client, data=FILE, name="people.csv"):
    return client.post(reverse("people-import"), {"file": SimpleUploadedFile(name, data)})


def uploaded(client, data=FILE) -> PeopleImport:
    post_file(client, data)
    return PeopleImport.objects.first()


def url(name, import_) -> str:
    return reverse(name, args=[import_.pk])


def chosen(client, data=FILE, **mapping) -> PeopleImport:
    import_ = uploaded(client, data)
    client.post(url("people-import-columns", import_), columns(**(import_.mapping | mapping)))
    import_.refresh_from_db()
    return import_


def ready(client, data=FILE) -> PeopleImport:
    import_ = chosen(client, data)
    if import_.state == "mapped":
        client.post(url("people-import-levels", import_), {"grade-0": "7"})
    import_.refresh_from_db()
    return import_


def test_the_whole_way(hr):
    response = post_file(hr)
    import_ = PeopleImport.objects.get()
    assert response.url == url("people-import-columns", import_)
    page = hr.get(response.url).content.decode()
    assert '<option value="1" selected>Name</option>' in page
    assert "bo@example.com" in page
    response = hr.post(response.url, columns(email=0, name=1, grade=2, manager=3))
    assert response.url == url("people-import-levels", import_)
    assert '<option value="5" selected>5</option>' in hr.get(response.url).content.decode()
    response = hr.post(response.url, {"grade-0": "7"})
    assert response.url == url("people-import-file", import_)
    page = hr.get(response.url).content.decode()
    assert "Import 1 person" in page
    assert not Profile.objects.filter(name="Bo Lee").exists()
    response = hr.post(url("start-people-import", import_))
    assert response.url == url("people-import-file", import_)
    assert "You can leave this page" in hr.get(response.url).content.decode()
    assert runs.work_next("worker", now=timezone.now())
    assert "1 row imported." in hr.get(response.url).content.decode()
    bo = Profile.objects.get(name="Bo Lee")
    assert (bo.level, bo.manager.name) == (7, "Hana Suzuki")
    assert AuditEvent.objects.filter(action="imported people").count() == 1


def test_an_empty_list_says_what_will_appear(hr):
    assert "No imports yet" in hr.get(reverse("people-import")).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("people.csv", b"", "The file must not be empty."),
        ("people.csv", b"Email,Name\n", "The file must have at least one row below its header."),
        ("people.csv", b"PK\x03\x04zip", "spreadsheet, a PDF or a zip"),
        ("people.csv", b"%PDF-1.7", "spreadsheet, a PDF or a zip"),
        ("people.xlsx", b"\x00\xff\x00\xff\x00\x00", "The file must be text"),
        ("p" * 120 + ".csv", b'Name\n"Ana', "Row 2: the quotation marks of a cell do not close."),
    ],
)
def test_a_file_that_is_no_table_is_refused(hr, name, data, words):
    response = post_file(hr, data, name)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not PeopleImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(hr, settings):
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    response = post_file(hr, b"Email\n" + b"a@example.com\n" * 80_000)
    assert "The file must be 1 MB or smaller." in response.content.decode()


def test_no_file_is_a_problem(hr):
    assert "Choose a file." in hr.post(reverse("people-import"), {}).content.decode()


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"name": 1}, "Choose the column of “Work email”."),
        ({"email": 0}, "Choose the column of “Full name”."),
        ({"email": 0, "name": 0}, "Choose another column: this one is “Work email”."),
        ({"email": 0, "name": 99}, "Choose a column of this file."),
        ({"email": 0, "name": "\x00"}, "Choose a column of this file."),
        ({"email": 0, "name": ""}, "Choose a column of this file."),
        ({"email": 0, "name": 1, "day_first": "later"}, "Choose how dates are written."),
    ],
)
def test_wrong_columns_are_told_and_kept(hr, posted, words):
    import_ = uploaded(hr)
    response = hr.post(url("people-import-columns", import_), columns(**posted))
    page = response.content.decode()
    assert response.status_code == 200
    assert words in page
    assert "There is a problem" in page
    assert PeopleImport.objects.get().state == "uploaded"


def test_a_column_of_names_is_no_grade(hr):
    rows = "".join(f"p{n}@example.com,Person {n}\n" for n in range(201))
    import_ = uploaded(hr, f"Email,Name,Grade\n{rows.replace(',Person', ',Pat,Grade')}".encode())
    response = hr.post(url("people-import-columns", import_), columns(email=0, name=1, grade=2))
    assert "must hold 200 grades or fewer; this one holds 201" in response.content.decode()


def test_a_level_over_ten_is_refused(hr):
    import_ = chosen(hr)
    response = hr.post(url("people-import-levels", import_), {"grade-0": "11"})
    assert "Choose a level from 1 to 10, or none." in response.content.decode()
    assert PeopleImport.objects.get().state == "mapped"


def test_control_characters_are_problems_everywhere(hr):
    data = (
        b"Email,Name,Grade,Manager\nbo@example.com,B\x00o,L\x001,a\x07\nana@example.com,Ana,L1,\n"
    )
    import_ = ready(hr, data)
    assert hr.get(url("people-import-columns", import_)).status_code == 200
    assert import_.error_count == 3
    assert [text for _row, text in import_.errors] == [
        "Full name must be free of control characters.",
        "Grade or level must be free of control characters.",
        "Manager must be free of control characters.",
    ]


def test_problems_are_shown_downloaded_and_stop_the_start(hr, data_dir):
    import_ = ready(hr, (data_dir / "people" / "problems.csv").read_bytes())
    page = hr.get(url("people-import-file", import_)).content.decode()
    assert "8 problems to fix in the file" in page
    assert "Goran Berg must not be their own manager." in page
    assert "Import 9" not in page
    hr.post(url("start-people-import", import_))
    assert PeopleImport.objects.get().state == "ready"
    file = hr.get(url("people-import-errors", import_))
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in file["Content-Disposition"]
    lines = file.content.decode().splitlines()
    assert lines[:2] == ["Row,Problem", "2,Start date must be a date like 2026-05-31."]


def test_the_download_holds_no_formulas_and_says_how_many_more(hr):
    import_ = uploaded(hr)
    PeopleImport.objects.update(errors=[[2, "=1+1 is also in row 1."]], counts={"errors": 7})
    lines = hr.get(url("people-import-errors", import_)).content.decode().splitlines()
    assert lines == ["Row,Problem", "2,'=1+1 is also in row 1.", ",and 6 more"]


def test_going_back_keeps_the_levels_out_and_starts_over(hr):
    import_ = ready(hr)
    hr.post(url("people-import-columns", import_), columns(email=0, name=1))
    import_.refresh_from_db()
    assert (import_.state, import_.levels) == ("ready", {})
    assert import_.counts["no_level"] == 0


def test_starting_twice_is_harmless(hr):
    import_ = ready(hr)
    hr.post(url("start-people-import", import_))
    assert runs.work_next("worker", now=timezone.now())
    hr.post(url("start-people-import", import_))
    assert not runs.work_next("worker", now=timezone.now())
    assert PeopleImport.objects.get().state == "done"
    assert Profile.objects.filter(name="Bo Lee").count() == 1


def test_a_stale_page_of_a_done_import_changes_nothing(hr):
    import_ = ready(hr)
    hr.post(url("start-people-import", import_))
    runs.work_next("worker", now=timezone.now())
    for name in ("people-import-columns", "people-import-levels"):
        assert hr.get(url(name, import_)).url == url("people-import-file", import_)
        assert hr.post(url(name, import_), columns(email=0)).status_code == 302
    assert PeopleImport.objects.get().state == "done"


def test_a_complete_file_must_list_the_one_who_imports(hr):
    import_ = ready(hr)
    response = hr.post(url("start-people-import", import_), {"is_complete": "on"})
    assert "The file must list you too" in response.content.decode()
    assert PeopleImport.objects.get().state == "ready"


def test_the_poll_gets_a_part_and_then_a_reload(hr):
    import_ = ready(hr)
    hr.post(url("start-people-import", import_))
    part = hr.get(url("people-import-file", import_), headers={"HX-Request": "true"})
    assert "HX-Request" in part["Vary"]
    assert "<html" not in part.content.decode()
    assert "Waiting to start: 0 %" in part.content.decode()
    runs.work_next("worker", now=timezone.now())
    done = hr.get(url("people-import-file", import_), headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"


def test_files_are_forgotten_after_a_day(hr):
    import_ = ready(hr)
    now = timezone.now()
    assert uploads.forget_files(now=now + dt.timedelta(hours=23)) == 0
    assert uploads.forget_files(now=now + dt.timedelta(hours=25)) == 1
    assert uploads.forget_files(now=now + dt.timedelta(hours=25)) == 0
    import_.refresh_from_db()
    assert (import_.file, import_.sample, import_.leavers) == (None, [], [])
    page = hr.get(url("people-import-file", import_)).content.decode()
    assert "The file was removed after a day." in page
    assert "Import 1 person" not in page
    assert hr.post(url("start-people-import", import_)).status_code == 302
    assert PeopleImport.objects.get().state == "ready"
    assert hr.get(url("people-import-columns", import_)).status_code == 302


def test_large_ids_and_files_of_nobody_are_missing(hr):
    for name in ("people-import-file", "people-import-columns", "people-import-errors"):
        assert hr.get(reverse(name, args=[10**30])).status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(hr):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            hr.get(reverse("people-import"))
        return len(queries)

    PeopleImport.objects.create(filename="1.csv", created_by=make_person("A B").user)
    count()  # The first request also notes the session.
    one = count()
    for name in ("C D", "E F"):
        PeopleImport.objects.create(filename="2.csv", created_by=make_person(name).user)
    assert count() == one <= 15
