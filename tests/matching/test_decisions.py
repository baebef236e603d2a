import pytest

from matching import decisions, rounds, trail
from matching.models import PairRule, Proposal
from profiles.models import AuditEvent
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.run()
    return world


def test_approve_writes_decision_trail_audit_and_version(world):
    ben, version = world.proposal("Ben"), world.round.version
    decisions.approve(ben, by=world.cora.user)
    world.round.refresh_from_db()
    assert (ben.decision, ben.decided_by) == ("approved", world.cora.user)
    assert world.round.version == version + 1
    event = trail.of(ben).get()
    assert (event.action, event.before, event.after) == ("approve", "pending", "approved")
    assert AuditEvent.objects.filter(action="proposal.approve", object_id=ben.pk).count() == 1


def test_the_second_reviewer_sees_who_decided(world):
    mine, theirs = world.proposal("Ben"), world.proposal("Ben")
    decisions.approve(mine, by=world.cora.user)
    with pytest.raises(decisions.AlreadyDecidedError, match="Cora Lind has approved this pair"):
        decisions.reject(theirs, by=world.hana.user, reason="No")
    assert world.proposal("Ben").decision == "approved"
    assert trail.of(mine).count() == 1


def test_reject_needs_no_lock_and_keeps_its_reason(world):
    ben = world.proposal("Ben")
    decisions.lock(ben, by=world.hana.user)
    decisions.reject(ben, by=world.hana.user, reason="Same team next month")
    assert (ben.decision, ben.reason, ben.is_locked) == ("rejected", "Same team next month", False)
    assert not PairRule.objects.exists()
    with pytest.raises(decisions.AlreadyDecidedError, match="rejected"):
        decisions.lock(ben, by=world.hana.user)


def test_lock_and_unlock_twice_are_harmless(world):
    ben = world.proposal("Ben")
    for _ in range(2):
        decisions.lock(ben, by=world.hana.user)
    assert PairRule.objects.filter(kind="lock", round=world.round).count() == 1
    for _ in range(2):
        decisions.unlock(ben, by=world.hana.user)
    assert not PairRule.objects.exists()
    assert [event.action for event in trail.of(ben)] == ["unlock", "lock"]


def test_bulk_approve_skips_high_rows_and_counts_them(world):
    Proposal.objects.update(flags=[])
    risky = world.proposal("Omar")
    Proposal.objects.filter(pk=risky.pk).update(flags=["only_option"])
    done = decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    assert (done.approved, done.skipped) == (2, 1)
    assert world.proposal("Omar").decision == "pending"
    again = decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    assert again == decisions.Bulk(approved=0, skipped=1)


def test_nothing_is_decided_while_matching_runs_or_after_the_end(world):
    from django.utils import timezone

    from matching import runs

    runs.request(world.round, by=world.hana.user)
    with pytest.raises(rounds.RoundRefusedError, match="running"):
        decisions.approve(world.proposal("Ben"), by=world.hana.user)
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    with pytest.raises(rounds.RoundRefusedError, match="no longer open"):
        decisions.approve(world.proposal("Ben"), by=world.hana.user)
    assert rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now()) is False


def test_a_proposal_that_got_another_mentor_is_not_decided_blindly(world):
    stale = world.proposal("Ben")
    other = world.mentors["Jonas"]
    Proposal.objects.filter(pk=stale.pk).update(mentor=other)
    with pytest.raises(rounds.RoundRefusedError, match="no longer proposed"):
        decisions.approve(stale, by=world.hana.user)


def test_one_round_is_open_at_a_time(world):
    again, is_new = rounds.open_round(world.program, by=world.cora.user)
    assert (again.pk, is_new) == (world.round.pk, False)
