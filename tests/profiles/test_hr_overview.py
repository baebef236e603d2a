"""The overview as a page: what rooms register, in order, and what stands there when all is quiet."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.models import Enrollment
from profiles import contributions
from profiles.models import PeopleImport
from tests.people import make_hr, make_pair, make_person, make_program, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(monkeypatch):
    """Nothing but what a test registers."""
    for name in ("NEEDS_YOU", "OVERVIEWS", "HR_OVERVIEWS", "FIGURES"):
        monkeypatch.setattr(contributions, name, [])
    return monkeypatch


def page_of(client) -> str:
    return client.get("/hr/").content.decode()


def test_all_quiet_says_what_is_next(sign_in):
    hana = make_hr()
    program = make_program()
    page = page_of(sign_in(hana))
    assert "All quiet." in page
    closes = program.sign_up_closes
    assert f"Next: sign-up for Spring Mentoring closes {closes.day} {closes:%B}." in page


def test_all_quiet_before_the_first_program(sign_in):
    page = page_of(sign_in(make_hr()))
    assert "What needs a decision appears here." in page
    assert "People here" in page
    assert "Weekly answers" not in page


def test_proposed_skills_wait_for_hr(cast, sign_in):
    for name in ("Falconry", "Origami", "Rust", "Zither"):
        make_skill(name, status="proposed", proposed_by=make_person(name + " Fan"))
    page = page_of(sign_in(cast.hana))
    assert "4 skills wait for you" in page
    assert "Falconry, Origami, Rust…" in page
    assert 'href="/hr/skills/?status=proposed"' in page


def test_what_other_rooms_ask_comes_first_by_rank(cast, sign_in, monkeypatch):
    def source(*, now):
        return [contributions.NeedsYou(1, "Review run 3", "64 pairs", "Continue", "/x/")]

    monkeypatch.setattr(contributions, "NEEDS_YOU", [*contributions.NEEDS_YOU, source])
    monkeypatch.setattr(
        contributions,
        "FIGURES",
        [lambda *, now: [contributions.Figure(1, "Open pairs", 12, unit="of 40")]],
    )
    page = page_of(sign_in(cast.hana))
    assert page.index("Review run 3") < page.index("Needs you") + 900
    assert "Open pairs" in page


def test_entries_carry_their_keys_and_six_figures_are_shown(only, sign_in):
    entries = [contributions.NeedsYou(n, f"Thing {n}", "", "Do", f"/x/{n}/") for n in range(11)]
    figures = [contributions.Figure(n, f"Figure {n}", n) for n in range(8)]
    only.setattr(contributions, "NEEDS_YOU", [lambda *, now: entries])
    only.setattr(contributions, "FIGURES", [lambda *, now: figures])
    page = page_of(sign_in(make_hr()))
    assert '<kbd class="kbd" aria-hidden="true">9</kbd>' in page
    assert '<kbd class="kbd" aria-hidden="true">10</kbd>' not in page
    assert "Thing 10" in page
    assert "Figure 5" in page
    assert "Figure 6" not in page


def imported(hana, state, *, days=0) -> PeopleImport:
    at = timezone.now() - dt.timedelta(days=days)
    return PeopleImport.objects.create(
        filename="people.csv", state=state, created_by=hana.user, finished_at=at
    )


def test_an_old_directory_is_said_to_be_old(sign_in):
    hana = make_hr()
    words = "The people here are as of"
    assert words not in page_of(sign_in(hana))
    done = imported(hana, "done", days=31)
    assert words in page_of(sign_in(hana))
    PeopleImport.objects.filter(pk=done.pk).update(finished_at=timezone.now())
    assert words not in page_of(sign_in(hana))


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("mapped", "Grades wait for their levels"),
        ("ready", "A people file is checked"),
        ("failed", "A people file was not imported"),
    ],
)
def test_an_unfinished_people_file_waits(sign_in, state, title):
    hana = make_hr()
    row = imported(hana, state)
    page = page_of(sign_in(hana))
    assert title in page
    assert f'href="{row.get_absolute_url()}"' in page
    imported(hana, "done")
    assert title not in page_of(sign_in(hana))


def test_coordinators_read_about_their_programs_only(cast, sign_in):
    wim = make_person("Wim Boer")
    Enrollment.objects.create(
        program=cast.other_program, profile=wim, role="mentee", state="applied"
    )
    make_skill("Falconry", status="proposed")
    for reader, sees in ((cast.cora, False), (cast.otto, True), (cast.hana, True)):
        page = page_of(sign_in(reader))
        assert ("1 person waits to be accepted" in page) is sees
        assert ("Autumn Buddies" in page) is sees
    assert "Falconry" not in page_of(sign_in(cast.otto))
    assert "People here" not in page_of(sign_in(cast.otto))
    assert sign_in(cast.emil).get("/hr/").status_code == 404


def test_the_page_asks_a_constant_number_of_questions(cast, sign_in):
    client, counts = sign_in(cast.hana), []
    for n in range(3):
        mentor = make_person(f"Mentor {n}", level=7)
        mentee = make_person(f"Mentee {n}")
        program = make_program(f"Program {n}")
        rows = [
            Enrollment.objects.create(program=program, profile=who, role=role)
            for who, role in ((mentor, "mentor"), (mentee, "mentee"))
        ]
        make_pair(program, *rows)
        type(mentee).objects.filter(pk=mentee.pk).update(manager=mentor)
        make_skill(f"Skill {n}", status="proposed")
        Enrollment.objects.create(
            program=program, profile=make_person(f"New {n}"), role="mentee", state="applied"
        )
        client.get("/hr/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/hr/")
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 15, [q["sql"][:180] for q in queries]
