import pytest
from django.urls import reverse

from matching.models import StartLot
from tests.insights.proof import start_world as world
from tests.people import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, cast):
    def read(lot=None, reader=None):
        client.force_login((reader or cast.cora).user)
        url = reverse("start-effect", args=[lot.pk]) if lot else reverse("start-effects")
        return " ".join(client.get(url).content.decode().split())

    return read


def test_each_outcome_has_its_sentence_its_chart_and_the_lot_its_receipt(page, cast):
    lot = world.full(cast.program)
    said = page(lot)
    assert "More in the first wave: +0.56 to +1.44, counted on 24 people." in said
    assert said.count("No difference shown yet") == 3
    assert said.count("<figure") == 2
    assert "More in the first wave: Own rating of their skills, 1 to 5" in said
    assert "12 at once, 12 later" in said
    assert "<dd>The same</dd>" in said
    assert lot.seed in said


def test_before_the_day_there_is_only_the_day(page, cast):
    lot, first, _second = world.drawn(cast.program, weeks_ago=12)
    world.said(first, "good_fit")
    said = page(lot)
    assert "The figures come on" in said
    assert "<figure" not in said
    assert "counted on" not in said


def test_of_few_people_nothing_is_shown(page, cast):
    lot, _first, _second = world.drawn(cast.program, pairs=8)
    said = page(lot)
    assert said.count("Shown once it is known of five people in each wave.") == 4
    assert "<figure" not in said


def test_rows_changed_by_hand_are_said(page, cast):
    lot, _first, _second = world.drawn(cast.program)
    StartLot.objects.update(waves=[1] * 24)
    assert "Not the same: somebody has changed the rows" in page(lot)


def test_the_list_has_the_lots_of_the_readers_programs(page, cast):
    world.drawn(cast.program)
    assert "12 at once, 12 after 4 weeks" in page()
    assert "No start by lot yet" in page(reader=cast.otto)


def test_three_lots_cost_no_query_more_than_one(client, cast, django_assert_max_num_queries):
    client.force_login(cast.hana.user)
    client.get(reverse("start-effects"))
    for number in range(3):
        lot, _first, _second = world.drawn(
            make_program(f"P{number}"), pairs=12, prefix=f"n{number}"
        )
        with django_assert_max_num_queries(10):
            client.get(reverse("start-effects"))
        with django_assert_max_num_queries(12):
            client.get(reverse("start-effect", args=[lot.pk]))
