"""Group and flash for the people a round leaves over: real numbers, and a draft for them."""

import pytest
from django.urls import reverse

from matching.models import AudienceMember, Coordinator, Program
from matching.reports import advice
from profiles import exclusions
from profiles.models import AuditEvent, Offer, Profile
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.people import make_offer, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    """Nobody in the program yet, and nobody who offers anything."""
    world = make_world()
    world.program.enrollments.all().delete()
    Offer.objects.all().delete()
    return world


def want(world, count, skill="Negotiation"):
    return [mentee(world.program, f"{skill} Learner {n}", (skill,)) for n in range(count)]


def formats(world):
    return advice.of(world.run()).formats


def talker(name, skill="Negotiation", level=4, **fields):
    person = make_person(name, **fields)
    make_offer(person, skill, level=level)
    return person


def group(world):
    return formats(world)["group"]


def test_a_group_places_those_who_wait_with_a_mentor_there_is(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=1)
    want(world, 5)
    assert group(world) == {"n": 4, "mentors": 1}


def test_fewer_than_three_are_no_group(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=1)
    want(world, 3)
    assert group(world) == {"n": 0, "mentors": 0}


def test_a_group_has_six_at_most_and_a_second_one_the_others(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=0)
    want(world, 9)
    assert group(world) == {"n": 6, "mentors": 1}
    mentor(world.program, "Sid Sorge", ("Negotiation",), capacity=0)
    assert group(world) == {"n": 9, "mentors": 2}


def test_the_rules_hold_for_groups_too(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=0)
    people = want(world, 4)
    exclusions.exclude(people[0].profile, [Profile.objects.get(name="Amy Adler")])
    assert group(world)["n"] == 3


def test_two_who_are_kept_apart_are_in_no_group_together(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=0)
    people = want(world, 4)
    exclusions.exclude(people[0].profile, [people[3].profile])
    assert group(world) == {"n": 3, "mentors": 1}
    exclusions.exclude(people[1].profile, [people[2].profile])
    assert group(world) == {"n": 0, "mentors": 0}


def test_each_colleague_gives_one_talk(world):
    want(world, 3)
    talker("Tess One")
    talker("Tom Two")
    assert formats(world)["flash"] == {"n": 2, "mentors": 2, "people": 2}


@pytest.mark.parametrize(
    ("skill", "fields"),
    [
        ("SQL", {}),
        ("Negotiation", {"level": 1}),
        ("Negotiation", {"mentoring_limit": 0}),
        ("Negotiation", {"languages": ["fr"]}),
        ("Negotiation", {"paused_until": "2099-01-01"}),
    ],
)
def test_who_cannot_talk_is_not_counted(world, skill, fields):
    want(world, 1)
    talker("Tess One", skill, **fields)
    assert formats(world)["flash"]["n"] == 0


def test_nobody_talks_with_their_manager_or_with_somebody_they_keep_away_from(world):
    first, second = want(world, 2)
    boss, other = talker("Bea Boss"), talker("Odd Other")
    Profile.objects.filter(pk__in=[first.profile_id, second.profile_id]).update(manager=boss)
    assert formats(world)["flash"]["n"] == 1
    exclusions.exclude(other, [first.profile, second.profile])
    assert formats(world)["flash"]["n"] == 0


def test_where_everybody_has_a_mentor_nothing_is_worked_out(world):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=1)
    want(world, 1)
    assert formats(world) == {}


def url(name, world):
    return reverse(name, args=[world.round.pk])


def test_the_page_says_what_each_would_do(world, sign_in):
    mentor(world.program, "Amy Adler", ("Negotiation",), capacity=1)
    want(world, 5)
    talker("Tess One")
    world.run()
    page = sign_in(world.hana).get(url("round-unmatched", world)).text
    assert "Group mentoring would place 4 of 4, in 1 group" in page
    assert "One talk each would place 2 of 4" in page
    assert page.index("Group mentoring would place") < page.index("One talk each would")
    Coordinator.objects.get_or_create(program=world.program, user=world.cora.user)
    assert "would place" not in sign_in(world.cora).get(url("round-unmatched", world)).text


def test_a_format_that_would_place_nobody_is_said_and_has_no_button(world, sign_in):
    want(world, 2)
    talker("Tess One")
    world.run()
    page = sign_in(world.hana).get(url("round-unmatched", world)).text
    assert "One talk each would place 1 of 2" in page
    assert "Group mentoring would place nobody" in page
    assert page.count(url("start-for-waiting", world)) == 1


def test_the_button_makes_a_draft_for_those_who_wait(world, sign_in):
    amy = mentor(world.program, "Amy Adler", ("Negotiation",), capacity=1)
    people = want(world, 5)
    run = world.run()
    client = sign_in(world.hana)
    response = client.post(url("start-for-waiting", world), {"format": "group"})
    program = Program.objects.get(format="group")
    assert response.url == reverse("hr-program", args=[program.pk])
    assert (program.state, program.audience_kind) == ("draft", "list")
    assert program.name == "Group mentoring, Spring Mentoring"
    members = set(AudienceMember.objects.filter(program=program).values_list("profile", flat=True))
    waiting = set(run.unmatched.values_list("mentee__profile", flat=True))
    assert len(waiting) == 4
    assert members == {amy.profile_id} | waiting
    assert members <= {amy.profile_id, *(person.profile_id for person in people)}
    assert [one.user for one in program.coordinators.all()] == [world.cora.user]
    assert program.policies.get().document["format"] == "group"
    assert AuditEvent.objects.filter(action="program.created").count() == 1


def test_a_draft_of_talks_is_for_those_who_could_give_one(world, sign_in):
    want(world, 2)
    tess = talker("Tess One")
    talker("Sam Sql", "SQL")
    world.run()
    sign_in(world.hana).post(url("start-for-waiting", world), {"format": "flash"})
    program = Program.objects.get(format="flash")
    members = AudienceMember.objects.filter(program=program).values_list("profile__name", flat=True)
    assert set(members) == {tess.name, "Negotiation Learner 0", "Negotiation Learner 1"}


def test_pressed_twice_there_is_one_draft(world, sign_in):
    want(world, 2)
    world.run()
    client = sign_in(world.hana)
    for _n in range(2):
        client.post(url("start-for-waiting", world), {"format": "flash"})
    assert Program.objects.filter(format="flash").count() == 1


@pytest.mark.parametrize("format_", ["", "mentoring", "coaching", "circus"])
def test_other_formats_are_refused(world, sign_in, format_):
    want(world, 2)
    world.run()
    client = sign_in(world.hana)
    response = client.post(url("start-for-waiting", world), {"format": format_}, follow=True)
    assert "Choose a format" in response.text
    assert Program.objects.count() == 1


def test_when_nobody_waits_nothing_is_made(world, sign_in):
    client = sign_in(world.hana)
    response = client.post(url("start-for-waiting", world), {"format": "flash"}, follow=True)
    assert "Nobody waits any more" in response.text
    assert Program.objects.count() == 1
