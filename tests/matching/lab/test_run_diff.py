import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching import decisions
from matching.models import Coordinator, Enrollment, Policy, RunPairs
from tests.matching.lab.world import make_lab_world
from tests.matching.rounds_world import make_world, mentee, mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def difference(client, world, **query) -> str:
    answer = client.get(reverse("run-diff", args=[world.round.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def test_one_run_is_not_enough(world, sign_in):
    client = sign_in(world.cora)
    assert "One run is not enough" in difference(client, world)
    world.run()
    assert "One run is not enough" in difference(client, world)


def test_two_equal_runs_are_identical(world, sign_in):
    world.run()
    world.run()
    page = difference(sign_in(world.hana), world)
    assert "These runs are identical." in page
    assert "different sign-ups" not in page
    assert page.count("<tr>") == 4


def test_sign_ups_come_first_and_new_pairs_are_named(world, sign_in):
    world.run()
    mentor(world.program, "Mei Chen", ("Rust",))
    world.run()
    page = difference(sign_in(world.hana), world)
    assert page.index("The two runs had different sign-ups.") < page.index("Rust Fan")
    assert "Took part in the later run only: 1. In the earlier one only: 0." in page
    assert "Mei Chen" in page
    assert f'href="{world.round.get_absolute_url()}"' in page


def test_whoever_has_nobody_any_more_is_gone(world, sign_in):
    world.run()
    lost = world.proposal("Priya").mentor
    Enrollment.objects.filter(pk=lost.pk).update(state="withdrawn")
    world.run()
    page = difference(sign_in(world.hana), world, kind="gone")
    assert "No match" in page


def test_answers_are_kept_or_shown_as_old_ones(world, sign_in):
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    decisions.reject(world.proposal("Omar"), by=world.hana.user, reason="They share an office")
    mentor(world.program, "Mei Chen", ("Presenting",))
    world.run()
    client = sign_in(world.hana)
    moved = difference(client, world, kind="mentor")
    assert "Rejected by Hana Suzuki: They share an office" in moved
    assert "needs a new look" in moved
    page = difference(client, world, kind="same")
    assert "Approved by Hana Suzuki" in page
    assert "kept" in page


def test_other_weights_are_said(world, sign_in):
    world.run()
    Policy.objects.create(program=world.program, version=2, document={"format": "buddy"})
    world.run()
    page = difference(sign_in(world.hana), world)
    assert "version 1, then version 2" in page


@pytest.mark.parametrize(
    "query", [{"before": "x"}, {"before": "99", "after": "0"}, {"kind": "odd"}, {"page": "-3"}]
)
def test_an_address_that_makes_no_sense_shows_the_newest_two(world, sign_in, query):
    world.run()
    world.run()
    assert "These runs are identical." in difference(sign_in(world.hana), world, **query)


def test_any_two_runs_are_compared_either_way(world, sign_in):
    world.run()
    mentor(world.program, "Mei Chen", ("Rust",))
    world.run()
    world.run()
    client = sign_in(world.hana)
    assert "identical" in difference(client, world)
    page = difference(client, world, before=1, after=3)
    assert "Rust Fan" in page
    assert "Rust Fan" in difference(client, world, before=3, after=1, kind="gone")


def test_a_run_of_an_older_release_has_kept_nothing(world, sign_in):
    world.run()
    RunPairs.objects.all().delete()
    world.run()
    assert "These runs cannot be compared" in difference(sign_in(world.hana), world)


def test_a_person_who_has_been_erased_is_not_named(world, sign_in):
    world.run()
    world.mentees["Ben"].delete()
    world.run()
    assert "Somebody who has left" in difference(sign_in(world.hana), world)


def test_nobody_sees_their_own_match(world, sign_in):
    world.run()
    world.run()
    ben = world.mentees["Ben"].profile
    Coordinator.objects.create(program=world.program, user=ben.user)
    page = difference(sign_in(ben), world)
    assert f">{ben.name}<" not in page
    assert "1 pair of your own is not shown." in page


def test_more_rows_cost_no_more_questions(world, sign_in):
    client, counts = sign_in(world.hana), []
    for name in ("Lena Fox", "Lars Holm", "Lia Roy"):
        world.run()
        world.run()
        difference(client, world)
        with CaptureQueriesContext(connection) as queries:
            difference(client, world)
        counts.append(len(queries))
        mentee(world.program, name, ("SQL",))
        mentor(world.program, f"Dr {name}", ("SQL",))
    assert counts[0] == counts[1] == counts[2] <= 15


def test_long_differences_come_in_pages(sign_in):
    world = make_lab_world(size=52)
    world.run()
    world.run()
    client = sign_in(world.hana)
    assert difference(client, world).count("<tr>") == 51
    assert difference(client, world, page=2).count("<tr>") == 6
