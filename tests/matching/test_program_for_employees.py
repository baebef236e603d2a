"""The program's page, leaving, pausing, and what Home shows."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import home
from matching.models import Enrollment, Invitation, JoinDraft, Program
from outbox.models import Message
from profiles.models import Profile
from profiles.visits import Visit
from tests.mail import drain_outbox
from tests.people import enroll, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    return make_program(summary="Grow with us")


@pytest.fixture
def ana(db):
    return make_person("Ana Ruiz")


def url(name, program):
    return reverse(name, args=[program.pk])


def tasks(profile):
    return [task.title for task in home.tasks(Visit(profile, timezone.now()))]


def sections(profile):
    found = home.sections(Visit(profile, timezone.now()))
    return [row.program.name for section in found for row in section.context["rows"]]


def test_the_page_invites_to_join(program, ana, sign_in):
    page = sign_in(ana).get(url("program", program)).content.decode()
    assert "Grow with us" in page
    assert "Join in two minutes" in page
    assert "45 minutes every 2 weeks, for 6 months" in page


@pytest.mark.parametrize(
    ("format_", "role", "word"),
    [
        ("mentoring", "mentee", "Mentee"),
        ("coaching", "mentee", "Coachee"),
        ("buddy", "mentor", "Buddy"),
    ],
)
def test_the_role_is_called_as_in_its_format(format_, role, word, ana, sign_in):
    program = make_program(format=format_)
    enroll(program, ana, role)
    page = sign_in(ana).get(url("program", program)).text
    assert f'<span class="role role-{role}">{word}</span>' in page


def test_home_offers_open_programs_until_answered(program, ana):
    assert tasks(ana) == ["Grow with someone who has been there"]
    JoinDraft.objects.create(program=program, profile=ana, answers={"role": "mentee"})
    assert tasks(ana) == ["Finish joining Spring Mentoring"]
    Invitation.objects.create(program=program, profile=ana, state="not_for_me")
    assert tasks(ana) == []


def test_home_shows_nothing_of_closed_full_or_foreign_programs(ana):
    today = timezone.now().date()
    make_program("Closed", sign_up_closes=today - dt.timedelta(days=2))
    make_program("Foreign", audience={"departments": ["Legal"]})
    make_program("Draft", state=Program.State.DRAFT)
    full = make_program("Full", max_size=1)
    enroll(full, make_person("Bo Lie"))
    assert tasks(ana) == []
    assert sections(ana) == []


def test_home_shows_where_somebody_waits(program, ana):
    enroll(program, ana)
    assert tasks(ana) == []
    assert sections(ana) == ["Spring Mentoring"]


def test_home_does_not_betray_a_scheduled_pair(program, ana):
    mentor = enroll(program, make_person("Ada Obi"), "mentor")
    soon = timezone.now() + dt.timedelta(minutes=9)
    make_pair(program, mentor, enroll(program, ana), state="scheduled", visible_at=soon)
    assert sections(ana) == ["Spring Mentoring"]


def test_home_tells_people_hr_put_in(program, ana, sign_in):
    enroll(program, ana, state="notified", by_default=True, visible_from=timezone.now())
    assert tasks(ana) == ["You have a place in Spring Mentoring"]
    client = sign_in(ana)
    assert "Not for me" in client.get(url("program", program)).content.decode()
    client.post(url("not-for-me", program))
    client.post(url("not-for-me", program))
    assert Enrollment.objects.get().state == "withdrawn"
    assert tasks(ana) == []


def test_leaving_ends_the_pair_kindly(program, ana, sign_in, smtp):
    mentor = enroll(program, make_person("Ada Obi"), "mentor")
    pair = make_pair(program, mentor, enroll(program, ana))
    client = sign_in(ana)
    assert "Leave Spring Mentoring?" in client.get(url("leave-program", program)).content.decode()
    for _ in range(2):
        client.post(url("leave-program", program))
    pair.refresh_from_db()
    mentor.refresh_from_db()
    assert (pair.state, mentor.used, Enrollment.objects.get(profile=ana).state) == (
        "ended",
        0,
        "withdrawn",
    )
    assert Profile.objects.get(name="Ada Obi").mentoring_used == 0
    assert sorted(m.subject for m in drain_outbox()) == [
        "You and Ada have finished",
        "You and Ana have finished",
    ]


def test_leaving_before_the_mentor_answered_says_so_to_the_mentor_only(program, ana, sign_in, smtp):
    mentor = enroll(program, make_person("Ada Obi"), "mentor")
    make_pair(program, mentor, enroll(program, ana), state="offered")
    sign_in(ana).post(url("leave-program", program))
    assert [(m.to, m.subject) for m in drain_outbox()] == [
        ("ada.obi@example.com", "Ana cannot take part")
    ]


def test_pausing_and_coming_back(program, ana, sign_in):
    row = enroll(program, ana)
    client = sign_in(ana)
    until = timezone.now().date() + dt.timedelta(days=10)
    client.post(url("pause-in-program", program), {"until": until.isoformat()})
    row.refresh_from_db()
    assert row.paused_until == until
    assert "You are paused until" in client.get(url("program", program)).content.decode()
    client.post(url("resume-in-program", program))
    row.refresh_from_db()
    assert row.paused_until is None


def test_a_bad_date_is_explained(program, ana, sign_in):
    enroll(program, ana)
    page = sign_in(ana).post(url("pause-in-program", program), {"until": "2020-01-01"})
    assert "The date must be after today" in page.content.decode()


@pytest.mark.parametrize("pk", [0, 999999, 2**63, 10**30])
def test_missing_programs_are_not_there(pk, ana, sign_in):
    client = sign_in(ana)
    for page in ("", "join/", "joined/", "leave/"):
        assert client.get(f"/programs/{pk}/{page}").status_code == 404


def test_nothing_is_written_by_looking(program, ana, sign_in):
    client = sign_in(ana)
    for page in ("program", "join-role", "join-skills"):
        client.get(url(page, program))
    assert not JoinDraft.objects.exists()
    assert not Message.objects.exists()


def test_home_asks_few_queries(ana, django_assert_max_num_queries):
    for n in range(3):
        make_program(f"Program {n}")
    visit = Visit(ana, timezone.now())
    with django_assert_max_num_queries(2):
        home.tasks(visit)
        home.sections(visit)
