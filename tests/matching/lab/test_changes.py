import pytest

from matching import decisions
from matching.lab import change_rows, changes, pair_lists
from matching.lab.changes import Kind, between
from matching.lab.pair_lists import Place
from matching.models import RunPairs
from tests.matching.rounds_world import make_world, mentee, mentor

NOBODY = Place(0, 0)


def kinds(before, after):
    return {one.mentee: one.kind for one in between(before, after)}


def test_every_kind_of_change():
    before = {1: Place(10, 60), 2: Place(11, 60), 3: Place(12, 60), 4: Place(13, 60), 5: NOBODY}
    after = {1: Place(10, 64), 2: Place(11, 65), 3: Place(14, 60), 4: NOBODY, 5: Place(13, 50)}
    assert kinds(before, after) == {
        1: Kind.SAME,
        2: Kind.FIT,
        3: Kind.MENTOR,
        4: Kind.GONE,
        5: Kind.NEW,
    }


def test_whoever_signed_up_or_left_in_between():
    assert kinds({1: Place(10, 60), 2: NOBODY}, {3: Place(10, 70), 4: NOBODY}) == {
        1: Kind.GONE,
        3: Kind.NEW,
    }


def test_the_largest_effect_of_a_kind_comes_first():
    before = {n: Place(10 + n, 60) for n in range(3)}
    after = {0: Place(20, 62), 1: Place(21, 30), 2: Place(22, 80)}
    assert [one.mentee for one in between(before, after)] == [1, 2, 0]


@pytest.mark.django_db
def test_a_run_keeps_what_it_proposed_and_loses_it_with_itself():
    world = make_world()
    first = world.run()
    proposed = {row.mentee_id: row.mentor_id for row in first.proposals.all()}
    scores = {row.mentee_id: row.score for row in first.proposals.all()}
    mentor(world.program, "Mei Chen", ("Rust",))
    second = world.run()
    kept = RunPairs.objects.get(run=first)
    assert {m: p.mentor for m, p in pair_lists.read(kept).items() if p.is_matched} == proposed
    assert {m: s for m, s in zip(kept.mentees, kept.scores, strict=True) if s} == scores
    assert sorted(kept.mentors) == sorted(row.pk for row in world.mentors.values())
    found = between(pair_lists.read(kept), pair_lists.read(second.pair_list))
    rust = world.mentees["Rust"].pk
    assert [one.mentee for one in found if one.kind == Kind.NEW] == [rust]
    assert changes.sign_ups(kept, second.pair_list) == changes.SignUps(joined=1, left=0)
    first.delete()
    assert not RunPairs.objects.filter(pk=kept.pk).exists()


@pytest.mark.django_db
def test_a_changed_pair_needs_a_look_with_the_old_answer():
    world = make_world()
    world.run()
    omar = world.proposal("Omar")
    decisions.reject(omar, by=world.hana.user, reason="They share an office")
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    mentor(world.program, "Mei Chen", ("Presenting",))
    mentee(world.program, "Nia New", ("SQL",))
    for _again in range(2):
        world.run()
        after = world.proposal("Omar")
        assert after.decision == "pending"
        assert "changed" in after.flags
        assert change_rows.old_answer(after) == (
            f"With {omar.mentor.profile.name}: Rejected by Hana Suzuki: They share an office"
        )
    assert "changed" not in world.proposal("Ben").flags
