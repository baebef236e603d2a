"""In a reverse program the seniors learn: where the rule about training is on they are asked for a
path too, and nobody is left out for it."""

import pytest
from django.utils import timezone

from community import path_presence
from matching import training
from outbox.queue import enqueue
from profiles.visits import Visit
from tests.community.paths.build import finish, full_path
from tests.community.paths.test_presence import ask_for_training
from tests.mail import drain_outbox
from tests.people import enroll, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
SLUG = "get-the-most-from-being-mentored"


@pytest.fixture
def world(cast):
    """Young Mia shows senior Sol how."""
    cast.path = full_path(name="Get the most from being mentored", slug=SLUG)
    cast.upwards = full_path(name="Mentoring upwards", slug="mentoring-upwards")
    cast.mia, cast.sol = make_person("Mia Young", level=3), make_person("Sol Senior", level=9)
    cast.reverse = make_program("Other way", format="reverse")
    cast.guide = enroll(cast.reverse, cast.mia, "mentor")
    cast.learner = enroll(cast.reverse, cast.sol, "mentee")
    ask_for_training(cast.reverse)
    return cast


def home(person):
    return [task.title for task in path_presence.home_tasks(Visit(person, timezone.now()))]


def test_each_side_is_asked_for_its_own_path(world):
    assert home(world.mia) == ["Start “Mentoring upwards”: 15 minutes"]
    assert home(world.sol) == ["Start “Get the most from being mentored”: 15 minutes"]
    assert training.asked_in(world.reverse, world.sol).key == SLUG


def test_it_is_done_once_finished(world):
    finish(world.path, world.sol)
    assert home(world.sol) == []
    assert training.asked_in(world.reverse, world.sol) is None


def test_who_has_had_a_reverse_pair_is_not_asked(world):
    make_pair(world.reverse, world.guide, world.learner)
    assert (home(world.sol), home(world.mia)) == ([], [])


def test_a_pair_as_a_mentee_elsewhere_is_no_such_experience(world):
    elsewhere = make_program("Usual way")
    make_pair(elsewhere, enroll(elsewhere, world.ada, "mentor"), enroll(elsewhere, world.sol))
    assert home(world.sol) == ["Start “Get the most from being mentored”: 15 minutes"]


def test_nobody_is_left_out_for_it(world):
    assert training.missing(world.reverse, [world.mia.pk]) == {world.mia.pk}
    assert training.trained(world.reverse, [world.sol.pk]) == set()
    finish(world.upwards, world.mia)
    assert training.missing(world.reverse, [world.mia.pk]) == set()


def test_mentees_of_other_formats_are_not_asked(world):
    ask_for_training(world.program)
    assert home(world.dan) == []
    assert training.for_learners(world.program) is None


def test_the_mail_of_a_new_senior_says_it(world, smtp):
    context = {"program": world.reverse.pk, "person": world.sol.pk, "roles": ["mentee"]}
    enqueue("joined", key="joined:sol", to=world.sol.user, context=context)
    (mail,) = drain_outbox(now=timezone.now())
    assert "take “Get the most from being mentored”: about 15 minutes" in mail.text


def test_the_policy_page_says_it_to_hr(world, sign_in):
    words = "Seniors, who are mentored here, are asked to take “Get the most from being mentored”"
    client = sign_in(world.hana)
    assert words in client.get(f"/hr/programs/{world.reverse.pk}/policy/").text
    assert words not in client.get(f"/hr/programs/{world.program.pk}/policy/").text
