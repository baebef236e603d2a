"""Pairs that a reviewer must not miss rank High and come first, whatever the policy weighs."""

import datetime as dt

import pytest

from matching import deck, flags
from matching.forms.review import ReviewFilter
from matching.models import Proposal
from tests.matching.rounds_world import make_world, mentee, mentor, yesterday
from tests.people import make_pair

pytestmark = pytest.mark.django_db
BAD = ("Wrong Skill", "Far Away", "Early End")
# Neither the first goal nor the place counts here; a rule of hours would keep them apart.
OTHER_WEIGHTS = {"format": "mentoring", "weights": {"skills": 60, "level": 40}}


def planted(policy):
    """Each of the three can only get the mentor planted for them."""
    world = make_world(policy=policy)
    mentor(world.program, "Cat Wrong", ("Welding", "Pottery"))
    mentee(world.program, "Wrong Skill", ("Astronomy", "Welding"))
    mentor(world.program, "Fei Far", ("Falconry", "Pottery"), time_zone="Asia/Dhaka")
    mentee(world.program, "Far Away", ("Falconry",), time_zone="UTC")
    before = mentor(world.program, "Eva Early", ("Glassblowing", "Pottery"))
    mentee(world.program, "Early End", ("Glassblowing",))
    other = mentee(world.program, "Old Mentee", ("Glassblowing",))
    pair = make_pair(world.program, before, other, state="ended")
    pair.ended_on, pair.ends_on = yesterday(), yesterday() + dt.timedelta(days=90)
    pair.starts_on = yesterday() - dt.timedelta(days=30)
    pair.save()
    world.run()
    return world


@pytest.mark.parametrize("policy", [None, OTHER_WEIGHTS], ids=["preset", "other weights"])
def test_planted_bad_pairs_all_rank_high(policy):
    world = planted(policy)
    rows = Proposal.objects.filter(round=world.round).with_people()
    found = {row.mentee.profile.name: row for row in rows}
    assert set(BAD) <= set(found)
    expected = {
        "Wrong Skill": "key_need_not_met",
        "Far Away": "far_apart",
        "Early End": "ended_early",
    }
    for name, code in expected.items():
        assert code in found[name].flags
        assert flags.FLAGS[code].level == flags.Level.HIGH
    listed = deck.of(rows, ReviewFilter({"tab": "look", "sort": "risk"})).ids
    risky = {row.pk for row in rows if any(code in flags.HIGH for code in row.flags)}
    assert set(listed[: len(risky)]) == risky
    assert {found[name].pk for name in BAD} <= risky


def test_somebody_who_left_the_company_ended_nothing_early():
    world = planted(None)
    pair = world.program.pairs.get()
    pair.end_reason = "left the company"
    pair.save()
    world.run()
    row = Proposal.objects.get(round=world.round, mentee__profile__name="Early End")
    assert "ended_early" not in row.flags
