"""What each rule does, in words, on the people of a program."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import loading
from matching.models import Policy, Program
from matching.setup import rule_counts
from profiles.models import DoNotMatch, Profile
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.people import make_program

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def world():
    """Four mentees and three mentors in one language; nobody offers Rust."""
    return make_world()


def lines(program) -> dict[str, str]:
    counted = rule_counts.count(program, now=timezone.now())
    return {str(rule.label): rule.effect for rule in counted.rules}


def test_pairs_and_people_in_words(world):
    found = lines(world.program)
    assert found["Never inside the reporting line"] == "Keeps nobody apart today."
    # Ben: one offers nothing of it. Omar: one. Rust Fan: all three.
    goals = "Keeps 5 pairs apart; 1 person has no possible mentor because of it."
    assert found["At least one goal covered"] == goals
    boss = world.mentors["Sofia"].profile
    Profile.objects.filter(pk=world.mentees["Ben"].profile_id).update(manager=boss)
    found = lines(world.program)
    assert found["Never inside the reporting line"] == (
        "Keeps 1 pair apart; nobody loses every mentor."
    )
    counted = rule_counts.count(world.program, now=timezone.now())
    assert counted.summary == (
        "4 mentees wait for a mentor. 6 of 12 pairs are possible. 1 person has no possible mentor."
    )


def test_a_rule_that_takes_every_mentor_says_so(world):
    Profile.objects.filter(pk=world.mentees["Omar"].profile_id).update(languages=["ja"])
    assert lines(world.program)["At least one language in common"] == (
        "Keeps 3 pairs apart; 1 person has no possible mentor because of it."
    )


def test_rules_that_are_off_say_what_they_would_do(world):
    assert lines(world.program)["Different departments"] == "Off. It would change nothing today."
    Profile.objects.filter(pk=world.mentees["Omar"].profile_id).update(department="Product")
    assert lines(world.program)["Different departments"] == (
        "Off. It would keep 2 more pairs apart; 1 person would lose every mentor."
    )


def test_private_exclusions_change_no_number(world, sign_in):
    before = rule_counts.count(world.program, now=timezone.now())
    for one in world.mentors.values():
        DoNotMatch.objects.create(author=world.mentees["Omar"].profile, other=one.profile)
    assert rule_counts.count(world.program, now=timezone.now()) == before
    url = reverse("program-rule-counts", args=[world.program.pk])
    page = sign_in(world.hana).get(url).content.decode()
    assert "How many there are is nobody's to know" in page


def test_a_large_program_is_sampled_and_says_so(world, monkeypatch, sign_in):
    monkeypatch.setattr(rule_counts, "MOST_PAIRS", 1)
    monkeypatch.setattr(rule_counts, "SMALLEST_SAMPLE", 2)
    counted = rule_counts.count(world.program, now=timezone.now())
    assert (counted.sample, counted.mentees) == (2, 4)
    assert counted.summary.startswith("4 mentees wait for a mentor. About ")
    assert "of 12 pairs are possible." in counted.summary
    assert counted == rule_counts.count(world.program, now=timezone.now())
    url = reverse("program-rule-counts", args=[world.program.pk])
    page = sign_in(world.hana).get(url).content.decode()
    assert "Counted on 2 mentees drawn at random from 4" in page


def test_without_people_the_rules_stand_in_words(sign_in, world):
    empty = make_program("Empty", state=Program.State.DRAFT)
    assert rule_counts.count(empty, now=timezone.now()) is None
    page = sign_in(world.hana).get(reverse("program-rule-counts", args=[empty.pk]))
    text = page.content.decode()
    assert "Numbers appear once a mentee waits and a mentor takes part." in text
    assert "At most 6 hours apart." in text
    assert "from 1 to 9" in text


def test_the_numbers_of_the_policy_are_said(world):
    document = {"format": "mentoring", "max_time_zone_gap": 60, "level_gap": [2, 4]}
    Policy.objects.create(program=world.program, version=2, document=document)
    hints = [str(rule.hint) for rule in rule_counts.listed(rule_counts.policy_of(world.program))]
    assert "At most 1 hour apart." in hints
    assert "The mentor's level minus the mentee's is from 2 to 4." in hints


def test_only_people_who_can_be_matched_now_are_counted(world):
    later = timezone.now().date() + dt.timedelta(days=9)
    Profile.objects.filter(pk=world.mentees["Rust"].profile_id).update(paused_until=later)
    counted = rule_counts.count(world.program, now=timezone.now())
    assert (counted.mentees, counted.mentors) == (3, 3)
    assert "Everybody has at least one possible mentor." in counted.summary


def test_the_part_and_the_page_ask_a_constant_number_of_questions(world, sign_in):
    client, url = sign_in(world.cora), reverse("program-rule-counts", args=[world.program.pk])
    counts = []
    for n in range(3):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            part = client.get(url, headers={"HX-Request": "true"})
        counts.append(len(queries))
        assert b"<html" not in part.content
        mentee(world.program, f"Mentee {n}", ("SQL",))
        mentor(world.program, f"Mentor {n}", ("SQL",))
    assert counts[0] == counts[2]
    assert loading.size(world.program, now=timezone.now()) == (7, 6)
