import dataclasses

import pytest

from matching import flags
from matching.models import Pair, Proposal
from tests.matching.rounds_world import make_world, mentor, yesterday
from tests.people import make_pair

CALM = flags.Standing(
    in_lowest=False,
    good_others=3,
    close_and_free=0,
    takes_last_place=False,
    ended_early=False,
    both_new=False,
    by_hand=False,
    goals=2,
    offers=3,
)
PARTS = [
    {"factor": "goal_priority", "evidence": {"covered": [{"skill": "SQL"}]}, "missing": {}},
    {"factor": "hours", "evidence": {"shared": [1, 2, 3]}, "missing": {}},
    {"factor": "place", "evidence": {"gap": 60}, "missing": {}},
    {"factor": "level", "evidence": {}, "missing": {}},
]


def with_part(factor, **changes):
    return [{**part, **changes} if part["factor"] == factor else part for part in PARTS]


def test_a_calm_pair_has_no_flag():
    assert flags.found(PARTS, CALM) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"in_lowest": True}, "stretch"),
        ({"good_others": 0}, "only_option"),
        ({"close_and_free": 1}, "easy_to_improve"),
        ({"takes_last_place": True}, "mentor_full"),
        ({"ended_early": True}, "ended_early"),
        ({"both_new": True}, "both_new"),
        ({"by_hand": True}, "by_hand"),
        ({"goals": 0}, "thin_profile"),
        ({"offers": 1}, "thin_profile"),
    ],
)
def test_each_standing_has_its_flag(changes, code):
    assert flags.found(PARTS, dataclasses.replace(CALM, **changes)) == [code]


@pytest.mark.parametrize(
    ("factor", "changes", "codes"),
    [
        ("goal_priority", {"evidence": {"covered": []}}, ["key_need_not_met"]),
        ("hours", {"evidence": {"shared": [1]}}, ["few_hours"]),
        ("hours", {"evidence": {"shared": []}, "missing": {"mentor": True}}, []),
        ("place", {"evidence": {"gap": 360}}, ["far_apart"]),
        ("place", {"evidence": {"gap": None}}, []),
        ("level", {"missing": {"mentee": True}}, ["level_missing"]),
    ],
)
def test_each_part_has_its_flag(factor, changes, codes):
    assert flags.found(with_part(factor, **changes), CALM) == codes


def test_the_highest_flag_comes_first():
    assert [
        flag.level for flag in flags.of(["mentor_full", "nonsense", "few_hours", "stretch"])
    ] == [
        flags.Level.HIGH,
        flags.Level.MEDIUM,
        flags.Level.LOW,
    ]


@pytest.mark.django_db
def test_a_run_finds_the_only_option_and_history():
    world = make_world()
    ended = make_pair(world.program, world.mentors["Ada"], world.mentees["Ben"])
    Pair.objects.filter(pk=ended.pk).update(state="ended", ended_on=yesterday())
    for enrollment in (world.mentors["Ada"], world.mentees["Ben"]):
        type(enrollment).objects.filter(pk=enrollment.pk).update(used=0)
    world.run()
    # Ada and Ben were a pair before: Sofia is Ben's only option left.
    found = world.proposal("Ben")
    assert found.mentor == world.mentors["Sofia"]
    assert {"only_option", "ended_early", "mentor_full"} <= set(found.flags)
    mentor(world.program, "Mei Chen", ("Negotiation", "Excel"))
    world.run()
    assert "only_option" not in Proposal.objects.get(mentee=world.mentees["Ben"]).flags
