"""Home asks only for what a program wants, or for what was begun lately; the pair page prepares."""

import datetime as dt

import pytest
from django.utils import timezone

from checkins import preparation
from community import path_presence, path_progress
from matching import engine, policies, training
from matching.models import Enrollment
from profiles.visits import Visit
from tests.community.paths.build import finish, full_path, make_path, make_step
from tests.people import enroll, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def ask_for_training(program):
    document = policies.engine_policy(policies.current(program)).to_document()
    document["rules"] = [*document["rules"], training.RULE]
    policies.save_version(program, engine.Policy.from_document(document), by=None)


def home(person, *, now=None):
    tasks = path_presence.home_tasks(Visit(person, now or timezone.now()))
    return [(task.title, task.line, task.verb) for task in tasks]


def test_nobody_is_asked_for_what_nobody_wants(cast):
    full_path()
    assert home(cast.dan) == []


def test_what_is_begun_is_offered_for_two_weeks(cast):
    path, now = full_path(), timezone.now()
    path_progress.finish_step(path.steps.first(), cast.dan, now=now)
    title = "Continue “Become a mentor”: 10 minutes left"
    assert home(cast.dan, now=now + 13 * DAY) == [(title, "One hour.", "Continue")]
    assert home(cast.dan, now=now + 15 * DAY) == []
    finish(path, cast.dan)
    assert home(cast.dan, now=now) == []


def test_a_program_that_wants_it_asks_its_new_mentors(cast):
    path, program = full_path(), cast.program
    mentor = make_person("Mia Mentor")
    enroll(program, mentor, "mentor")
    assert home(mentor) == []
    ask_for_training(program)
    line = "Spring Mentoring asks for it before your first pair."
    assert home(mentor) == [("Start “Become a mentor”: 15 minutes", line, "Start")]
    # Neither mentees nor whoever has had a pair.
    assert home(cast.dan) == []
    assert home(cast.ada) == []
    finish(path, mentor)
    assert home(mentor) == []


def test_only_the_newest_rules_of_a_running_program_ask(cast):
    full_path()
    mentor = make_person("Mia Mentor")
    row = enroll(cast.program, mentor, "mentor")
    ask_for_training(cast.program)
    plain = engine.Policy.for_format("mentoring")
    policies.save_version(cast.program, plain, by=None)
    assert home(mentor) == []
    ask_for_training(cast.program)
    Enrollment.objects.filter(pk=row.pk).update(state="left")
    assert home(mentor) == []


def test_the_guiding_side_is_prepared(cast):
    full_path()
    now = timezone.now()
    assert preparation.of(cast.pair, cast.ben, today=now.date()) == []
    found = preparation.of(cast.pair, cast.ada, today=now.date())
    assert [(one.title, one.line) for one in found] == [("Become a mentor", "Path, 15 minutes")]


@pytest.mark.parametrize(
    ("kind", "slug"), [("reverse", "mentoring-upwards"), ("buddy", "your-first-ten-weeks")]
)
def test_each_format_has_its_own_path(cast, sign_in, kind, slug):
    path = make_path("Theirs", slug=slug)
    make_step(path)
    program = make_program("Other way", format=kind)
    young = enroll(program, cast.emil, "mentor")
    pair = make_pair(program, young, enroll(program, cast.otto))
    path_progress.finish_step(path.steps.first(), cast.emil, now=timezone.now())
    (found,) = preparation.of(pair, cast.emil, today=timezone.now().date())
    assert found.title == "Theirs"
    assert found.line.startswith("Finished on")
    assert found.url in sign_in(cast.emil).get(f"/pairs/{pair.pk}/").text
