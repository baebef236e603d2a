import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from matching import decisions, receipts, runs
from matching.models import FrozenInput, PairRule, Proposal, RunProof, Wish
from profiles import exclusions
from profiles.models import Profile, SkillRelation
from tests.matching.frozen.kept import kept_run
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.people import make_offer, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def replay(capsys):
    """The words of the command; its refusal is raised as a CommandError."""

    def _replay(run):
        call_command("replay", str(getattr(run, "pk", run)))
        return capsys.readouterr().out

    return _replay


@pytest.fixture
def failed_replay(capsys):
    def _replay(run):
        with pytest.raises(CommandError, match="The run was not reproduced") as refusal:
            call_command("replay", str(run.pk))
        assert refusal.value.returncode == 1
        return capsys.readouterr().out

    return _replay


def test_a_run_is_reproduced_pair_by_pair(replay):
    kept = kept_run()
    points = kept.run.receipt["certificate"]["points"]
    told = replay(kept.run)
    assert told.splitlines() == [
        f"Run {kept.run.pk}: run 1 of round 1, Spring Mentoring, policy version 1.",
        f"Identical: the same 3 pairs with {points} points.",
    ]


def test_everything_that_can_reach_the_engine_is_reproduced(replay):
    """Wishes, exclusions, forbids, locks, related skills, lines upward and people on both sides."""
    world = make_world(policy={"format": "mentoring", "any_depth": True, "allow_mutual": False})
    ada, jonas = world.mentors["Ada"].profile, world.mentors["Jonas"].profile
    ben, omar = world.mentees["Ben"].profile, world.mentees["Omar"].profile
    for n in range(12):
        mentee(
            world.program, f"Twin{n} One", ("Negotiation", "SQL"), manager=ada if n % 3 else None
        )
        mentor(world.program, f"Twin{n} Two", ("Negotiation", "SQL"), capacity=n % 3)
    Wish.objects.create(enrollment=world.mentees["Ben"], wished=jonas, rank=1)
    Wish.objects.create(enrollment=world.mentors["Ada"], wished=omar, rank=2)
    exclusions.exclude(ada, [ben])
    rule = {"program": world.program, "scope": "always"}
    PairRule.objects.create(mentor=jonas, mentee=omar, kind="lock", **rule)
    PairRule.objects.create(mentor=jonas, mentee=ben, kind="forbid", **rule)
    SkillRelation.objects.create(skill=make_skill("Rust"), related=make_skill("SQL"), share=60)
    make_offer(ben, "Presenting")
    first = world.run()
    decisions.approve(
        Proposal.objects.filter(round=world.round, is_locked=False).first(), by=world.hana.user
    )
    second = world.run()
    assert second.receipt["people"]["locks"] == 2
    for run in (first, second):
        assert "Identical: " in replay(run)


def test_people_who_could_mentor_each_other_are_reproduced(replay):
    """Buddies: of A with B and B with A one direction is left out, the same one again."""
    world = make_world(format="buddy", policy={"format": "buddy"})
    for n in range(6):
        one = mentee(world.program, f"Buddy{n} Lee", ("SQL",), level=5)
        make_offer(one.profile, "SQL")
        world.program.enrollments.create(profile=one.profile, role="mentor", capacity=1)
    assert "Identical: " in replay(world.run())


def test_what_happened_since_plays_no_part(replay):
    kept = kept_run()
    world = kept.world
    decisions.reject(world.proposal("Omar"), by=world.hana.user, reason="They share an office")
    Profile.objects.filter(pk=world.mentees["Ben"].profile_id).update(level=9, department="Other")
    mentor(world.program, "Mei Chen", ("Presenting",))
    world.run()
    assert "Identical: the same 3 pairs" in replay(kept.run)


def test_a_run_of_nobody_is_reproduced(replay):
    world = make_world()
    world.program.enrollments.all().delete()
    assert "Identical: the same 0 pairs with 0 points." in replay(world.run())


def test_other_pairs_are_named(failed_replay):
    kept = kept_run()
    match = kept.solution().match.copy()
    i = match.argmax()
    match[i] = -1
    kept.change_solution(match=match, matched=2)
    told = failed_replay(kept.run)
    ids = kept.problem().mentees.id
    assert "Different: the mentors of 1 mentee differ." in told
    assert f"Mentee {i} ({ids[i][:8]}): nobody stored, mentor " in told
    assert "Stored: 2 pairs" in told


def test_other_points_for_the_same_pairs_are_a_difference(failed_replay):
    kept = kept_run()
    kept.change_solution(total=7)
    told = failed_replay(kept.run)
    assert "the mentors of 0 mentees differ" in told
    assert "Stored: 3 pairs with 7 points; now: 3 pairs" in told


def test_a_result_of_other_people_is_told(failed_replay):
    kept = kept_run()
    kept.change_solution(match=kept.solution().match[:-1])
    assert "The stored result is one of 3 mentees, the inputs have 4." in failed_replay(kept.run)


def test_inputs_that_were_changed_are_told_even_when_the_pairs_are_the_same(failed_replay):
    kept = kept_run()
    kept.run.receipt["digests"]["inputs"] = "0" * 64
    kept.run.save()
    told = failed_replay(kept.run)
    assert "The frozen inputs are not those of the receipt: they were changed." in told
    assert "Identical" in told


def test_inputs_that_cannot_be_solved_are_told(failed_replay):
    kept = kept_run()
    kept.change_solution(locks=((0, 0), (0, 1)))
    assert "The frozen inputs cannot be solved: one mentee is locked to several" in failed_replay(
        kept.run
    )


def test_another_version_is_named(replay, monkeypatch):
    kept = kept_run()
    now = receipts.versions()
    monkeypatch.setattr(receipts, "versions", lambda: {**now, "engine": "99", "numpy": "9.9"})
    told = replay(kept.run)
    assert f"Made with engine {now['engine']}, checked with engine 99." in told
    assert f"Made with numpy {now['numpy']}, checked with numpy 9.9." in told
    assert "ortools" not in told


@pytest.mark.parametrize("command", ["replay", "verify"])
def test_a_run_there_is_not(command):
    for number in ("77", str(10**30)):
        with pytest.raises(CommandError, match=f"There is no run {number}"):
            call_command(command, number)
    with pytest.raises(CommandError, match="invalid int value"):
        call_command(command, "first")


@pytest.mark.parametrize("command", ["replay", "verify"])
def test_a_run_without_a_result(command):
    world = make_world()
    run, _ = runs.request(world.round, by=world.hana.user)
    with pytest.raises(CommandError, match="has no result to check: waiting for a worker"):
        call_command(command, str(run.pk))


@pytest.mark.parametrize("command", ["replay", "verify"])
def test_a_run_from_before_inputs_were_kept(command):
    kept = kept_run()
    FrozenInput.objects.all().delete()
    RunProof.objects.all().delete()
    with pytest.raises(CommandError, match="made before they were kept"):
        call_command(command, str(kept.run.pk))


@pytest.mark.parametrize("command", ["replay", "verify"])
def test_deleted_inputs(command):
    kept = kept_run()
    day = dt.datetime(2027, 11, 24, 3, 0, tzinfo=dt.UTC)
    FrozenInput.objects.update(data=None, deleted_at=day)
    with pytest.raises(CommandError, match="were deleted on 24 November 2027"):
        call_command(command, str(kept.run.pk))


@pytest.mark.parametrize("command", ["replay", "verify"])
def test_bytes_nobody_can_read(command):
    kept = kept_run()
    kept._write(FrozenInput, "inputs", b"noise")
    with pytest.raises(CommandError, match="left behind cannot be read"):
        call_command(command, str(kept.run.pk))
