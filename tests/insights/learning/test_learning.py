import pytest
from django.urls import reverse

from insights.learning import jobs, programs
from insights.models import LearningRun
from matching.models import Policy, Program
from tests.insights import crowd
from tests.insights.learning import world
from tests.people import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, cast):
    def read(name="learning", reader=None, **query):
        client.force_login((reader or cast.cora).user)
        url = reverse(name, args=[cast.program.pk] if name == "learning" else [])
        return " ".join(client.get(url, query).content.decode().split())

    return read


def test_a_look_says_what_goes_with_good_pairs_and_what_to_try(page, cast):
    world.stored(cast.program)
    said = page()
    assert (
        "More points for “Skills” went with fit, rhythm and skill growth together. More points for"
        " “Place” went with less of it." in said
    )
    # 35 and 5 in the policy for mentoring, 20 percent up and a quarter down.
    assert (
        '<th scope="row">Skills</th><td class="num-end">35</td><td class="num-end">42</td>' in said
    )
    assert '<th scope="row">Place</th><td class="num-end">5</td><td class="num-end">4</td>' in said
    assert "The score foretells 14% of the differences" in said
    assert "you need an open round with a result" in said
    assert "Pairs with more of these points did better." in said


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("fit", "went with a good fit after the first meeting"),
        ("growth", "60 pairs have this so far. Something is said of it from 100 pairs on."),
        ("nonsense", "went with fit, rhythm and skill growth together"),
    ],
)
def test_each_outcome_can_be_read_alone(page, cast, by, words):
    world.stored(cast.program)
    assert words in page(by=by)


def test_where_nothing_stands_out_it_says_so_and_proposes_nothing(page, cast):
    look = {"pairs": 240, "explained": -0.02, "effects": {}}
    looks = dict.fromkeys(("together", "fit", "rhythm", "growth"), look)
    world.stored(cast.program, {**world.DONE, "looks": looks, "steps": {}})
    said = page()
    assert "No part of the score stands out" in said
    assert "No weight to move" in said
    assert "The score foretells 0% of the differences" in said


def test_under_a_hundred_pairs_there_is_a_number_and_no_button(page, cast):
    world.parts(crowd.pairs(7, program=cast.program))
    said = page()
    assert "7 pairs so far, 100 needed." in said
    assert reverse("start-learning", args=[cast.program.pk]) not in said


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("queued", "A worker is looking at the pairs."),
        ("failed", "The last look did not finish."),
    ],
)
def test_a_look_at_work_or_failed_says_so(page, cast, state, words):
    jobs.request(cast.program, by=None)
    LearningRun.objects.update(state=state, error="The library is missing.")
    assert words in page()


def test_asking_starts_one_look_and_a_second_click_none(client, cast):
    client.force_login(cast.cora.user)
    url = reverse("start-learning", args=[cast.program.pk])
    for _click in range(2):
        assert client.post(url).url == reverse("learning", args=[cast.program.pk])
    run = LearningRun.objects.get()
    assert (run.state, run.requested_by) == ("queued", cast.cora.user)
    assert Policy.objects.filter(program=cast.program).count() == 1


def test_the_list_has_the_programs_of_the_reader_with_their_pairs(page, cast):
    world.parts(crowd.pairs(3, program=cast.program))
    world.stored(cast.program)
    for reader, names in ((cast.cora, ["Spring Mentoring"]), (cast.otto, ["Autumn Buddies"])):
        said = page("learning-list", reader)
        assert [name for name in ("Spring Mentoring", "Autumn Buddies") if name in said] == names
    said = page("learning-list", cast.hana)
    assert "3 pairs · Looked at on" in said
    assert "0 pairs" in said


def test_programs_with_pairs_come_first(cast):
    Program.objects.filter(pk=cast.program.pk).update(starts_on="2024-01-08")
    assert programs.listed(cast.hana.user).last() == cast.program
    world.parts(crowd.pairs(1, program=cast.program))
    assert programs.listed(cast.hana.user).first() == cast.program


def test_three_programs_cost_no_query_more_than_one(client, cast, django_assert_max_num_queries):
    client.force_login(cast.hana.user)
    client.get(reverse("learning-list"))
    for number in range(3):
        world.stored(make_program(f"Program {number}"))
        with django_assert_max_num_queries(8):
            client.get(reverse("learning-list"))


def test_a_look_costs_twelve_queries_at_most(client, cast, django_assert_max_num_queries):
    client.force_login(cast.hana.user)
    client.get(reverse("learning-list"))
    for number in range(3):
        world.stored(cast.program)
        make_program(f"Cohort {number}", copied_from=cast.program)
        with django_assert_max_num_queries(12):
            client.get(reverse("learning", args=[cast.program.pk]))
