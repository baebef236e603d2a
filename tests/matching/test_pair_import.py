import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from matching.models import Enrollment, Pair
from matching.pair_import import reading
from profiles.models import AuditEvent, DoNotMatch, Profile
from tests.people import enroll, make_hr, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
START = "2026-01-15"
END = (timezone.now().date() + dt.timedelta(days=120)).isoformat()
HEADER = "Mentor;Mentee;Start;Planned end;Meetings so far\n"


@pytest.fixture
def program(db):
    return make_program()


@pytest.fixture
def hana(db):
    return make_hr()


@pytest.fixture
def people(db):
    make_person(
        "Ada Obi", email="ada@example.com", level=7, department="Product", mentoring_limit=2
    )
    make_person("Ben Ito", email="ben@example.com", level=3, department="Finance")
    return make_person("Dan Weiss", email="dan@example.com", level=4, employee_number="E-9")


@pytest.fixture
def upload(program, hana, sign_in):
    client = sign_in(hana)

    def _upload(text, *, name="pairs.csv"):
        data = text if isinstance(text, bytes) else text.encode()
        file = SimpleUploadedFile(name, data, content_type="text/csv")
        return client.post(reverse("import-pairs", args=[program.pk]), {"file": file})

    return _upload


def write(program, client, response, **reasons):
    form = response.context["form"]
    data = {"rows_text": form["rows_text"].value()} | reasons
    return client.post(reverse("write-pairs", args=[program.pk]), data)


def line(mentor="ada@example.com", mentee="ben@example.com", start=START, end=END, meetings="4"):
    return f"{mentor};{mentee};{start};{end};{meetings}\n"


def test_a_dry_run_writes_nothing_and_the_import_everything(program, people, upload, client, hana):
    response = upload(HEADER + line() + line(mentee="e-9"))
    assert response.context["counts"] == {"new": 2, "changed": 0, "same": 0, "wrong": 0}
    assert not Pair.objects.exists()
    write(program, client, response)
    pair = Pair.objects.get(mentee__name="Ben Ito")
    assert (pair.state, pair.starts_on, pair.meetings_before) == ("active", dt.date(2026, 1, 15), 4)
    mentor = Enrollment.objects.get(role="mentor")
    assert (mentor.state, mentor.capacity, mentor.used) == ("active", 2, 2)
    assert set(Enrollment.objects.values_list("role", "used")) == {("mentor", 2), ("mentee", 1)}
    assert AuditEvent.objects.filter(action="pair.opened", actor=hana.user).count() == 2


def test_the_same_file_twice_changes_nothing(program, people, upload, client):
    text = HEADER + line() + line(mentee="dan@example.com")
    write(program, client, upload(text))
    before = list(Pair.objects.values()), list(Enrollment.objects.values())
    response = upload(text)
    assert response.context["counts"]["same"] == 2
    page = write(program, client, response).wsgi_request
    assert page.method == "POST"
    assert before == (list(Pair.objects.values()), list(Enrollment.objects.values()))


def test_changed_dates_are_corrected(program, people, upload, client):
    write(program, client, upload(HEADER + line()))
    write(program, client, upload(HEADER + line(start="2026-02-01", meetings="6")))
    pair = Pair.objects.get()
    assert (pair.starts_on, pair.meetings_before) == (dt.date(2026, 2, 1), 6)
    assert AuditEvent.objects.filter(action="pair.corrected").count() == 1


BAD_ROWS = [
    (
        line(mentor="nobody@example.com"),
        "Nobody here has the address or number nobody@example.com.",
    ),
    (line(mentee=""), "Enter both the mentor and the mentee."),
    (line(start="soon"), "The start must be a date, like 2027-05-24."),
    (line(end="never"), "The planned end must be a date, like 2027-05-24."),
    (line(end="2026-02-01"), "The planned end must be after today."),
    (line(meetings="many"), "Meetings so far must be a whole number from 0 to 500."),
    (line(meetings="99999999999999999999999"), "Meetings so far must be a whole number"),
    (line(mentee="ada@example.com"), "Nobody can be paired with themselves."),
    (line(mentor="hana.suzuki@example.com"), "You are in this pair."),
    (line() + line(mentor="dan@example.com"), "Ben Ito is in row 2 already."),
    (line(mentor="a'b?", mentee="\u202e"), "Nobody here has the address or number a'b?."),
]


@pytest.mark.parametrize(("rows", "words"), BAD_ROWS)
def test_wrong_rows_are_named_and_nothing_is_written(rows, words, program, people, upload, client):
    response = upload(HEADER + rows)
    page = response.content.decode().replace("&#x27;", "'")
    assert words in page
    assert re.search(r"Row [23]:", page)
    if response.status_code == 200 and "form" in response.context:
        text = HEADER + rows
        data = {
            "rows_text": "\n".join(
                f"{n},{r.replace(';', ',')}" for n, r in enumerate(text.splitlines()[1:], 2)
            )
        }
        client.post(reverse("write-pairs", args=[program.pk]), data)
    assert not Pair.objects.exists()
    assert not Enrollment.objects.exists()


BAD_FILES = [
    (b"", "The file must not be empty"),
    (b"mentor,mentee\na,b\n", "Missing: start"),
    (b"PK\x03\x04zip", "The file must be a CSV"),
    (HEADER.encode(), "at least one row"),
    (b"x" * 500_000, "The file must be 400 KB or smaller"),
    (b"\xff\xfe\x00\x00\x01", "There is a problem"),
    ((HEADER + line(mentor="\x00")).encode(), "There is a problem"),
]


@pytest.mark.parametrize(("data", "words"), BAD_FILES)
def test_unreadable_files_are_explained(data, words, upload):
    assert words in upload(data).content.decode()


def test_no_file_is_explained(program, hana, sign_in):
    response = sign_in(hana).post(reverse("import-pairs", args=[program.pk]))
    assert "Choose a file" in response.content.decode()


@pytest.mark.parametrize("text", ["", "\x00", "a,b", '"', "99999999999999999999999,a,b,c,d,e", "1"])
def test_forged_rows_are_refused(text, program, people, hana, sign_in):
    client = sign_in(hana)
    response = client.post(reverse("write-pairs", args=[program.pk]), {"rows_text": text})
    assert response.status_code in {200, 302}
    assert not Pair.objects.exists()


def test_a_broken_rule_needs_a_reason(program, people, upload, client):

    make_person("Eva Low", email="eva@example.com", level=9)
    response = upload(HEADER + line(mentee="eva@example.com"))
    assert (
        "Their levels do not fit this format. A reason can carry this." in response.content.decode()
    )
    page = write(program, client, response)
    assert page.status_code == 200
    assert not Pair.objects.exists()
    assert not Enrollment.objects.exists()
    write(program, client, response, reason_2="They asked for it")
    pair = Pair.objects.get()
    assert pair.exception_reason == "They asked for it"


def test_one_reason_can_carry_all_rows(program, people, upload, client):
    for n in range(2):
        make_person(f"Eva {n}", email=f"eva{n}@example.com", level=9)
    rows = line(mentee="eva0@example.com") + line(mentee="eva1@example.com")
    write(program, client, upload(HEADER + rows), reason_for_all="An old agreement")
    assert Pair.objects.filter(exception_reason="An old agreement").count() == 2


@pytest.mark.parametrize("reason", ["", "HR says so"])
def test_an_exclusion_is_never_excepted_and_never_explained(
    reason, program, people, upload, client
):

    ada, ben = (Profile.objects.get(name=name) for name in ("Ada Obi", "Ben Ito"))
    DoNotMatch.objects.create(author=ben, other=ada)
    response = upload(HEADER + line())
    page = response.content.decode()
    assert "An exclusion applies." in page
    assert "A reason can carry this" not in page
    write(program, client, response, reason_for_all=reason)
    assert not Pair.objects.exists()


def test_a_manager_and_a_report_are_never_a_pair(program, people, upload, client):

    ada = Profile.objects.get(name="Ada Obi")
    Profile.objects.filter(name="Ben Ito").update(manager=ada)
    response = upload(HEADER + line())
    write(program, client, response, reason_for_all="They insist")
    assert not Pair.objects.exists()


def test_more_people_than_places_needs_a_reason(program, people, upload, client):

    enroll(program, Profile.objects.get(name="Ada Obi"), "mentor", capacity=1)
    response = upload(HEADER + line() + line(mentee="e-9"))
    assert "Ada Obi has 1 places here and would need 2." in response.content.decode()
    write(program, client, response, reason_for_all="She offered it")
    assert Enrollment.objects.get(role="mentor").used == 2


def test_a_mentee_with_another_mentor_is_named(program, people, upload):

    ben = enroll(program, Profile.objects.get(name="Ben Ito"))
    make_pair(program, enroll(program, make_person("Eva Low"), "mentor"), ben)
    assert (
        "Ben Ito already has a mentor in this program." in upload(HEADER + line()).content.decode()
    )


def test_the_size_of_the_program_holds(people, hana, sign_in):
    program = make_program(max_size=2)
    client = sign_in(hana)
    file = SimpleUploadedFile("pairs.csv", (HEADER + line() + line(mentee="e-9")).encode())
    response = client.post(reverse("import-pairs", args=[program.pk]), {"file": file})
    assert response.context["counts"]["wrong"] == 1
    write(program, client, response, reason_for_all="More")
    assert not Pair.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_files_of_any_office_program_are_read(encoding, people, upload):
    text = "mentor\tmentee\tstart date\n" + "ada@example.com\tben@example.com\t15.01.2026\n"
    response = upload(text.encode(encoding))
    assert response.context["counts"]["new"] == 1


def test_checking_asks_the_same_queries_for_one_and_three_rows(
    people, upload, django_assert_max_num_queries
):
    upload(HEADER + line())
    make_person("Eva Low", email="eva@example.com", level=2)
    rows = [line(), line() + line(mentee="e-9") + line(mentee="eva@example.com")]
    counts = []
    for text in rows:
        with django_assert_max_num_queries(40) as queries:
            upload(HEADER + text)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_reading_back_what_the_check_page_carries():

    rows = reading.rows_in((HEADER + line()).encode())
    assert reading.from_text(reading.as_text(rows)) == rows
