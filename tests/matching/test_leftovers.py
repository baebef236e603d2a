from dataclasses import replace

import pytest
from django.urls import reverse

from matching import leftovers, policies, rounds
from matching.models import Enrollment, Unmatched
from profiles import exclusions
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.people import make_offer


@pytest.fixture
def world(db):
    return make_world()


def left(world, name):
    """What a new run says about somebody it leaves without a mentor."""
    return world.run().unmatched.get(mentee__profile__name=name)


def read(world):
    """Name → the sentence about them, and all fixes."""
    found = leftovers.causes(rounds.unmatched(world.round))
    people = {who.profile.name: " ".join(lines) for cause in found for who, lines in cause.people}
    return people, [fix for cause in found for fix in cause.fixes]


def test_one_more_place_is_named_and_would_do(world):
    mentee(world.program, "Lena Fox", ("Negotiation",), level=2)
    row = left(world, "Lena Fox")
    assert (row.cause, row.facts["options"], row.facts["full"]) == ("outbid", 2, 0)
    asked = Enrollment.objects.get(pk=row.facts["places"][0])
    people, fixes = read(world)
    assert "2 fit, but their places went to better fits" in people["Lena Fox"]
    assert f"One more place with {asked.profile.name}" in people["Lena Fox"]
    assert f"One more place with {asked.profile.name} would give 1 person here a mentor." in fixes
    Enrollment.objects.filter(pk=asked.pk).update(capacity=2)
    assert not world.run().unmatched.filter(mentee__profile__name="Lena Fox").exists()


def test_the_distance_to_the_nearest_place_is_in_points_of_a_hundred(world):
    mentee(world.program, "Lena Fox", ("Negotiation",), level=2)
    row = left(world, "Lena Fox")
    fits = {p.mentor_id: p.score * 100 // p.maximum for p in world.round.proposals.all()}
    assert 0 < row.facts["behind"] < max(fits.values())
    assert f"{row.facts['behind']} points short of a place" in read(world)[0]["Lena Fox"]


def test_the_rule_that_keeps_most_mentors_away_is_named_and_would_open_them(world):
    mentee(world.program, "Lena Fox", ("SQL",), level=9)
    row = left(world, "Lena Fox")
    assert row.cause == "no_mentor_allowed"
    assert row.facts["without"] == {"level_gap": 2}
    people, fixes = read(world)
    label = policies.RULES["level_gap"].label
    assert f"Without “{label}” 2 mentors would be possible" in people["Lena Fox"]
    assert f"Without the rule “{label}”, 1 person here would have a possible mentor." in fixes
    policy = policies.engine_policy(policies.current(world.program))
    softer = replace(policy, rules=policy.rules - {"level_gap"})
    policies.save_version(world.program, softer, by=None)
    after = world.run().unmatched.filter(mentee__profile__name="Lena Fox").first()
    assert after is None or after.facts["options"] == 2


def test_a_new_mentor_who_would_do_is_described_and_does(world):
    for name in ("Lena Fox", "Noor Vos"):
        mentee(world.program, name, ("Kotlin",), site="Madrid", languages=["en", "es"])
    row = left(world, "Lena Fox")
    wanted = row.facts["recruit"]
    assert (row.cause, row.facts["without"]) == ("not_offered", {})
    assert (wanted["skill"], wanted["site"], wanted["language"]) == ("Kotlin", "Madrid", "en")
    who = f"offers Kotlin at 3 or more, Madrid, level {wanted['level']}, English"
    fix = f"A new mentor ({who}) would give 2 people here a mentor."
    assert fix in read(world)[1]
    new = mentor(world.program, "Kim Lee", (), capacity=2, level=wanted["level"], site="Madrid")
    make_offer(new.profile, "Kotlin", level=wanted["offer_level"])
    assert set(world.run().unmatched.values_list("mentee__profile__name", flat=True)) == {
        "Rust Fan"
    }


def test_of_a_new_mentor_of_whom_nothing_matters_anyone_will_do(world):
    Unmatched.objects.filter(run=world.run()).update(
        cause="outbid",
        facts={"recruit": {"skill": "", "offer_level": 0, "site": "", "level": 0, "language": ""}},
    )
    assert read(world)[1] == ["A new mentor (anyone) would give 1 person here a mentor."]


def test_an_exclusion_is_never_put_in_question(world):
    lena = mentee(world.program, "Lena Fox", ("SQL",))
    for enrolled in world.mentors.values():
        exclusions.exclude(enrolled.profile, [lena.profile])
    row = left(world, "Lena Fox")
    # Ada offers no SQL; whoever else stands away is an exclusion, which is not counted.
    assert (row.facts["without"], row.facts["places"]) == ({}, [])
    assert read(world)[0]["Lena Fox"] == "An exclusion applies"


def test_mentors_who_fit_but_are_full_are_told_apart(world):
    mentors = world.program.enrollments.mentors()
    mentors.update(used=1)
    mentee(world.program, "Lena Fox", ("Negotiation",))
    row = left(world, "Lena Fox")
    assert (row.cause, row.facts["options"], row.facts["full"]) == ("outbid", 2, 2)
    assert "2 fit, but have no place left" in read(world)[0]["Lena Fox"]
    assert "better fits" not in read(world)[0]["Lena Fox"]


def test_facts_of_an_earlier_run_are_still_read(world):
    run = world.run()
    Unmatched.objects.filter(run=run).update(
        cause="outbid", facts={"options": 3, "blocked": {"level_gap": 1}, "not_offered": []}
    )
    words = "3 fit, but their places went to better fits 1 mentor: "
    assert read(world) == ({"Rust Fan": words + str(policies.BROKEN["level_gap"])}, [])


def test_a_mentor_who_has_left_is_not_named(world):
    mentee(world.program, "Lena Fox", ("Negotiation",), level=2)
    row = left(world, "Lena Fox")
    Unmatched.objects.filter(pk=row.pk).update(facts={**row.facts, "places": [0]})
    people, fixes = read(world)
    assert "One more place" not in people["Lena Fox"]
    assert not [fix for fix in fixes if "One more place" in fix]


def test_the_page_takes_the_same_queries_for_one_and_for_three(
    world, sign_in, django_assert_max_num_queries
):
    client, counts = sign_in(world.hana), []
    for names in (["Lena Fox"], ["Noor Vos", "Max Lund"]):
        for name in names:
            mentee(world.program, name, ("Negotiation",), level=2)
        world.run()
        url = reverse("round-unmatched", args=[world.round.pk])
        client.get(url)
        with django_assert_max_num_queries(15) as queries:
            text = client.get(url).content.decode()
        assert "One more place with" in text
        counts.append(len(queries))
    assert counts[0] == counts[1]
