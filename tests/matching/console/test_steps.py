import pytest

from matching import decisions, runs, trail
from matching.console import steps
from matching.models import PairRule, Proposal
from tests.matching.console.busy import make_busy_world, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_busy_world()


@pytest.fixture
def names(world):
    rows = Proposal.objects.filter(round=world.round).with_people()
    return [row.mentee.profile.first_name for row in rows]


def decided(world):
    rows = Proposal.objects.filter(round=world.round).order_by("mentee")
    return list(rows.values_list("mentee", "decision", "reason", "is_locked", "decided_by"))


def test_a_session_is_undone_step_by_step_and_done_again(world, names):
    states = [decided(world)]
    by = world.hana.user
    for act in (
        lambda: decisions.approve(world.proposal(names[0]), by=by),
        lambda: decisions.reject(world.proposal(names[1]), by=by, reason="No"),
        lambda: decisions.lock(world.proposal(names[2]), by=by),
        lambda: decisions.approve_all(world.round, Proposal.objects.all(), by=by),
        lambda: decisions.undo(world.proposal(names[0]), by=by),
        lambda: decisions.unlock(world.proposal(names[2]), by=by),
    ):
        act()
        states.append(decided(world))
    for state in reversed(states[:-1]):
        assert steps.undo(world.round, by=by).conflicts == []
        assert decided(world) == state
    assert steps.undo(world.round, by=by) is None
    assert not PairRule.objects.exists()
    for state in states[1:]:
        assert steps.can_redo(world.round, by)
        assert steps.redo(world.round, by=by).conflicts == []
        assert decided(world) == state
    assert steps.redo(world.round, by=by) is None


def test_a_new_step_ends_what_could_be_done_again(world, names):
    by = world.hana.user
    decisions.approve(world.proposal(names[0]), by=by)
    steps.undo(world.round, by=by)
    decisions.approve(world.proposal(names[1]), by=by)
    assert not steps.can_redo(world.round, by)
    assert steps.redo(world.round, by=by) is None


def test_undo_of_a_rejection_lets_the_pair_be_proposed_again(world, names):
    decisions.reject(world.proposal(names[0]), by=world.hana.user, reason="No")
    assert len(trail.rejected(world.round)) == 1
    steps.undo(world.round, by=world.hana.user)
    assert trail.rejected(world.round) == []
    steps.redo(world.round, by=world.hana.user)
    assert len(trail.rejected(world.round)) == 1


def test_each_reviewer_takes_back_their_own_steps(world, names):
    decisions.approve(world.proposal(names[0]), by=world.hana.user)
    decisions.approve(world.proposal(names[1]), by=world.cora.user)
    said = steps.undo(world.round, by=world.hana.user)
    assert names[0] in said.text
    assert world.proposal(names[1]).decision == "approved"


def test_what_somebody_else_changed_since_stays_and_is_named(world, names):
    Proposal.objects.update(flags=[])
    decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    decisions.undo(world.proposal(names[0]), by=world.cora.user)
    decisions.reject(world.proposal(names[0]), by=world.cora.user, reason="No")
    said = steps.undo(world.round, by=world.hana.user)
    assert len(said.conflicts) == 1
    assert "Cora Lind has rejected this pair" in said.conflicts[0]
    assert world.proposal(names[0]).decision == "rejected"
    assert world.proposal(names[1]).decision == "pending"


def test_undo_of_a_lock_takes_the_rule_with_it(world, names):
    decisions.lock(world.proposal(names[0]), by=world.hana.user)
    assert PairRule.objects.count() == 1
    steps.undo(world.round, by=world.hana.user)
    assert not PairRule.objects.exists()
    steps.redo(world.round, by=world.hana.user)
    assert PairRule.objects.get().kind == "lock"


def test_while_matching_runs_nothing_is_taken_back(world, names):
    from matching import rounds

    decisions.approve(world.proposal(names[0]), by=world.hana.user)
    runs.request(world.round, by=world.hana.user)
    with pytest.raises(rounds.RoundRefusedError, match="Matching is running"):
        steps.undo(world.round, by=world.hana.user)
    assert world.proposal(names[0]).decision == "approved"


def test_after_a_new_run_a_step_that_fits_no_more_is_left(world, names):
    decisions.reject(world.proposal(names[0]), by=world.hana.user, reason="No")
    world.run()
    said = steps.undo(world.round, by=world.hana.user)
    row = Proposal.objects.filter(round=world.round, mentee=world.mentees[names[0]]).first()
    assert bool(said.conflicts) == (row is None or row.decision != "pending")


def test_bulk_is_one_step_in_words_and_in_few_queries(world, django_assert_max_num_queries):
    Proposal.objects.update(flags=[])
    with django_assert_max_num_queries(16):
        decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    step = steps.last(world.round, world.hana.user)
    assert steps.in_words(step) == f"Approved: {len(step.changes)} pairs"
    with django_assert_max_num_queries(24):
        steps.undo(world.round, by=world.hana.user)
    assert not Proposal.objects.approved().exists()


def test_rejecting_a_selection_leaves_the_locked_ones(world, names):
    decisions.lock(world.proposal(names[0]), by=world.hana.user)
    done = decisions.reject_all(
        world.round, Proposal.objects.all(), by=world.hana.user, reason="Other team"
    )
    assert (done.approved, done.skipped) == (len(names) - 1, 1)
    assert world.proposal(names[0]).decision == "pending"
    assert world.proposal(names[1]).reason == "Other team"
    assert now()


def test_locking_a_selection_is_one_step(world, names):
    done = decisions.lock_all(world.round, Proposal.objects.all(), by=world.hana.user)
    assert done.approved == len(names) == PairRule.objects.count()
    steps.undo(world.round, by=world.hana.user)
    assert not PairRule.objects.exists()
    assert not Proposal.objects.filter(is_locked=True).exists()
