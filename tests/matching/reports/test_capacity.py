import pytest
from django.urls import reverse

from matching import decisions
from matching.models import Enrollment, PlaceAsk, Proposal
from matching.reports import demand
from tests.matching.rounds_world import make_world, mentee, mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def page(world, sign_in, **query):
    return sign_in(world.hana).get(reverse("round-capacity", args=[world.round.pk]), query)


def loads(response):
    rows = response.context["report"].rows
    return {row.mentor.profile.name: (row.load, row.places) for row in rows}


def test_the_fullest_come_first_with_what_the_round_would_give_them(world, sign_in):
    Enrollment.objects.filter(pk=world.mentors["Ada"].pk).update(capacity=3)
    world.run()
    response = page(world, sign_in)
    found = loads(response)
    count = Proposal.objects.filter(round=world.round).count()
    assert sum(load for load, _places in found.values()) == count
    pressure = [load / places for load, places in found.values()]
    assert pressure == sorted(pressure, reverse=True)
    assert found["Ada Obi"][1] == 3
    full = sum(load >= places for load, places in found.values())
    assert f"{full} of 3 mentors have no place left" == response.context["report"].figure.title


def test_a_rejected_pair_takes_no_place(world, sign_in):
    world.run()
    before = loads(page(world, sign_in))
    proposal = world.proposal("Ben")
    decisions.reject(proposal, by=world.hana.user, reason="skills")
    name = proposal.mentor.profile.name
    assert loads(page(world, sign_in))[name][0] == before[name][0] - 1


def test_the_limit_over_all_programs_counts(world, sign_in):
    ada = world.mentors["Ada"]
    Enrollment.objects.filter(pk=ada.pk).update(capacity=3)
    type(ada.profile).objects.filter(pk=ada.profile_id).update(mentoring_limit=2)
    assert loads(page(world, sign_in))["Ada Obi"] == (0, 2)


def test_what_a_place_brings_is_said_and_asking_is_offered(world, sign_in):
    mentee(world.program, "Lena Fox", ("Negotiation",), level=2)
    world.run()
    response = page(world, sign_in)
    text = response.content.decode()
    assert "1 more person would get a mentor" in text
    (fix,) = response.context["report"].fixes
    assert fix.frees == 1
    PlaceAsk.objects.create(round=world.round, mentor_id=fix.values[0][1])
    text = page(world, sign_in).content.decode()
    assert "No answer yet" in text


def test_skills_are_asked_for_and_offered_with_the_gap(world):
    Enrollment.objects.filter(pk=world.mentors["Ada"].pk).update(capacity=3)
    found = {need.skill: (need.asked, need.offered, need.gap) for need in demand.of(world.program)}
    assert found == {
        "Rust": (1, 0, -1),
        "SQL": (1, 2, 1),
        "Presenting": (2, 4, 2),
        "Negotiation": (1, 4, 3),
    }
    figure = demand.figure(world.program)
    assert figure.title == "1 skill is asked for more than it is offered: Rust is 1 short"
    assert list(figure.table.rows[0]) == ["Rust", 1, 0, "−1"]


def test_a_place_in_another_program_is_no_supply_here(world):
    from tests.people import enroll, make_program

    other = make_program("Autumn Buddies", format="buddy")
    enroll(other, world.mentors["Ada"].profile, "mentor", capacity=5)
    found = {need.skill: need.offered for need in demand.of(world.program)}
    assert found["Negotiation"] == 2


def test_a_round_without_mentors_says_what_to_do(world, sign_in):
    for row in world.mentors.values():
        row.delete()
    text = page(world, sign_in).content.decode()
    assert "No mentor takes part yet" in text
    assert "Invite people" in text


def test_fifty_a_page(world, sign_in):
    for n in range(50):
        mentor(world.program, f"Mentor {n:02}", ("SQL",))
    first = page(world, sign_in).context["report"]
    assert len(first.rows) == 50
    full = sum(row.load >= row.places for row in first.rows)
    assert first.figure.title == f"{full} of 53 mentors have no place left"
    assert len(first.figure.table.rows) == 15
    second = page(world, sign_in, page="2").context["report"]
    assert len(second.rows) == 3
    assert second.figure is None


def test_the_queries_do_not_grow(world, sign_in, django_assert_max_num_queries):
    counts, client = [], sign_in(world.hana)
    url = reverse("round-capacity", args=[world.round.pk])
    for n in (1, 3):
        for k in range(n):
            mentee(world.program, f"Lena {n}{k}", ("Negotiation", "Go"), level=2)
            mentor(world.program, f"Mia {n}{k}", ("Chess",))
        world.run()
        client.get(url)
        with django_assert_max_num_queries(15) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
