"""A program's set-up as a task list, and "Run matching"."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import rounds
from matching.models import Coordinator, Program, Round, Run
from matching.setup import rule_counts, tasks
from outbox import heartbeat
from profiles.models import Goal, Offer, Profile
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.people import enroll, make_hr, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    heartbeat.note_tick(now=timezone.now())
    return make_world()


def listed(program):
    return tasks.of(program, rule_counts.policy_of(program), now=timezone.now())


def task(program, key):
    return next(one for one in listed(program) if one.key == key)


def words(one) -> list[str]:
    return [gap.words for gap in one.missing]


def page_of(client, program) -> str:
    return client.get(reverse("program-setup", args=[program.pk])).content.decode()


def test_six_tasks_each_complete_or_not(world, sign_in):
    found = listed(world.program)
    keys = ["people", "rules", "weights", "dates", "mails", "coordinators"]
    assert [one.key for one in found] == keys
    assert [one.key for one in found if not one.is_complete] == ["mails"]
    page = page_of(sign_in(world.cora), world.program)
    assert "3 mentors and 4 mentees take part." in page
    assert "Nobody has been invited yet." in page
    assert "Run matching" in page


def test_what_is_missing_about_people_leads_to_them(world, sign_in):
    Offer.objects.all().delete()
    Goal.objects.filter(profile=world.mentees["Ben"].profile).delete()
    ben = world.mentees["Ben"].profile
    Profile.objects.filter(pk=ben.pk).update(weekly_hours=[])
    one = task(world.program, "people")
    assert words(one) == [
        "3 mentors have no skills:", "1 mentee has no goal:", "1 person has no hours to meet:",
    ]  # fmt: skip
    assert [person.name for person in one.missing[0].people] == [
        "Ada Obi", "Jonas Berg", "Sofia Rossi",
    ]  # fmt: skip
    page = page_of(sign_in(world.cora), world.program)
    for enrolled in (*world.mentors.values(), world.mentees["Ben"]):
        assert f'href="{reverse("person", args=[enrolled.profile_id])}"' in page


def test_many_people_are_counted_and_five_named(world):
    for n in range(4):
        mentor(world.program, f"Mute {n}", ())
    Offer.objects.all().delete()
    gap = task(world.program, "people").missing[0]
    assert (gap.words, len(gap.people), gap.more) == ("7 mentors have no skills:", 5, 2)


def test_people_outside_do_not_count(world):
    away = enroll(world.program, make_person("Zoe Away"), "mentor", state="withdrawn")
    assert away.profile.name not in str(task(world.program, "people"))
    assert task(world.program, "people").is_complete


def test_dates_on_a_weekend_are_a_note(world):
    saturday = dt.date(2027, 5, 22)
    Program.objects.filter(pk=world.program.pk).update(
        matching_on=saturday - dt.timedelta(days=2),
        starts_on=saturday,
        ends_on=saturday + dt.timedelta(days=90),
    )
    world.program.refresh_from_db()
    one = task(world.program, "dates")
    assert one.is_complete
    assert [note.words for note in one.notes] == ["The start is on a Saturday, 22 May."]


def test_a_draft_asks_who_it_is_for(sign_in):
    hana = make_hr()
    rules = {"departments": ["Nowhere"]}
    program = make_program(state="draft", audience=rules)
    assert words(task(program, "people")) == ["Nobody fits who it is for."]
    page = page_of(sign_in(hana), program)
    assert "Start the program" in page
    assert "Run matching" not in page
    Program.objects.filter(pk=program.pk).update(
        sign_up_opens=dt.date(2020, 1, 1), sign_up_closes=dt.date(2020, 2, 1)
    )
    program.refresh_from_db()
    late = "Sign-up would have closed before the program starts."
    assert words(task(program, "dates")) == [late]


def test_coordinators_who_left_are_named(world):
    gone = make_person("Gil Gone")
    Coordinator.objects.create(program=world.program, user=gone.user)
    gone.user.is_active = False
    gone.user.save()
    one = task(world.program, "coordinators")
    assert (one.line, words(one)) == ("1 coordinator.", ["No longer here:"])
    Coordinator.objects.all().delete()
    assert task(world.program, "coordinators").is_complete


def test_silent_workers_are_said(world):
    heartbeat.note_tick(now=timezone.now() - dt.timedelta(minutes=9))
    assert "No mail leaves right now" in words(task(world.program, "mails"))[-1]


def start(client, program, **extra):
    return client.post(reverse("run-program", args=[program.pk]), **extra)


def test_run_matching_takes_the_open_round_and_runs_once(world, sign_in):
    client = sign_in(world.cora)
    first = start(client, world.program)
    run = Run.objects.get()
    assert (first.url, run.round) == (reverse("run", args=[run.pk]), world.round)
    assert start(client, world.program).url == first.url
    assert Run.objects.count() == 1


def test_run_matching_opens_a_round_where_none_is_open(world, sign_in):
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    start(sign_in(world.hana), world.program)
    assert Round.objects.get(state="open").number == 2
    assert not Round.objects.get(state="open").is_top_up


def test_after_the_first_pairs_it_is_a_top_up(world, sign_in):
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    make_pair(world.program, world.mentors["Ada"], world.mentees["Ben"])
    start(sign_in(world.hana), world.program)
    assert Round.objects.get(state="open").is_top_up


@pytest.mark.parametrize(
    ("state", "role", "text"),
    [
        ("draft", None, "Start the program first, then run matching."),
        ("finished", None, "The program is finished."),
        ("running", "mentee", "No mentee waits for a mentor."),
        ("running", "mentor", "No mentor takes part yet."),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_opened(sign_in, state, role, text):
    hana, program = make_hr(), make_program(state=state)
    mentee(program, "Ben Ito", ("SQL",))
    mentor(program, "Ada Obi", ("SQL",))
    program.enrollments.filter(role=role).delete()
    answer = start(sign_in(hana), program, follow=True)
    assert text in answer.content.decode()
    assert not Round.objects.exists()


@pytest.mark.parametrize("name", ["program-setup", "program-rule-counts", "hr-program"])
def test_pages_ask_a_constant_number_of_questions(world, sign_in, name):
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    make_pair(world.program, world.mentors["Ada"], world.mentees["Ben"])
    client, counts = sign_in(world.hana), []
    for n in range(3):
        url = reverse(name, args=[world.program.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
        mentor(world.program, f"Mute {n}", ())
        mentee(world.program, f"Vague {n}", ())
        Coordinator.objects.create(program=world.program, user=make_person(f"Co {n}").user)
    assert counts[0] == counts[2] <= 15, [q["sql"][:99] for q in queries]
