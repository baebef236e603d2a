import itertools

import numpy as np
import pytest

from matching import decisions, engine
from matching.console import standing
from matching.models import Proposal
from tests.matching.console.busy import make_busy_world, now, plan
from tests.matching.rounds_world import mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_busy_world()


def total(found, match):
    return sum(found.problem.points.score(i, int(j)) for i, j in enumerate(match) if j >= 0)


def best_total(found, held=(), apart=()):
    """By trying everything."""
    n, m = found.problem.points.shape
    best = (-1, -1)
    for order in itertools.permutations([*range(m), *([-1] * max(n - m, 0))], n):
        if any(order[i] != j for i, j in held) or any(order[i] == j for i, j in apart):
            continue
        scores = [found.problem.points.score(i, j) for i, j in enumerate(order) if j >= 0]
        if min(scores, default=0) >= 0:
            best = max(best, (len(scores), sum(scores)))
    return best


def test_the_plan_on_the_table_is_what_is_proposed_and_is_proved(world):
    found = standing.of(world.round, now=now())
    assert (found.plan == found.shown(found.solution.match)).all()
    assert int((found.plan >= 0).sum()) == Proposal.objects.filter(round=world.round).count()
    engine.verify(found.problem.points, found.capacity, found.solution)
    assert not found.has_drifted


def test_every_lock_and_forbid_is_as_good_as_trying_everything():
    world = make_busy_world(
        mentors=("Ada Obi", "Bo Lund", "Cleo Park", "Dora Silva"),
        mentees=("Gil Ros", "Hal Ito", "Ida Berg", "Jan Novak", "Kim Lee"),
        policy={"format": "mentoring", "fairness": "total"},
    )
    found = standing.of(world.round, now=now())
    assert best_total(found) == (int((found.plan >= 0).sum()), total(found, found.plan))
    for i, j in np.argwhere(found.problem.points.block(np.arange(5)) >= 0).tolist():
        after = found.locked(i, j)
        matched = int((after >= 0).sum())
        exact = best_total(found, held=[(i, j)])
        # Keeping pairs together is worth two points each, so that few people move.
        assert matched == exact[0]
        assert after[i] == j
        assert exact[1] - 2 * len(after) <= total(found, after) <= exact[1]
    i = int(np.flatnonzero(found.plan >= 0)[0])
    after = found.apart(i, int(found.plan[i]))
    exact = best_total(found, apart=[(i, int(found.plan[i]))])
    assert int((after >= 0).sum()) == exact[0]
    assert after[i] != found.plan[i]


def test_approved_pairs_do_not_move_and_a_subject_may(world):
    names = plan(world)
    for mentee in list(names)[1:]:
        decisions.approve(world.proposal(mentee), by=world.hana.user)
    subject = world.mentees[next(iter(names))]
    found = standing.of(world.round, now=now(), subject=subject.pk)
    for j in range(len(found.capacity)):
        if found.problem.points.score(found.own, j) < 0:
            continue
        try:
            after = found.locked(found.own, j)
        except engine.LockConflict:
            assert found.free(j) == 0
            continue
        others = np.arange(len(after)) != found.own
        assert (after == found.plan)[others].all()
    approved = world.mentees[list(names)[1]]
    assert standing.of(world.round, now=now(), subject=approved.pk).own is not None


def test_a_rejected_pair_waits_on_its_place(world):
    first, *others = plan(world)
    before = standing.of(world.round, now=now())
    decisions.reject(world.proposal(first), by=world.hana.user, reason="No")
    found = standing.of(world.round, now=now())
    row = found.problem.mentee_place(world.mentees[first].pk)
    assert found.plan[row] == -1
    assert not found.has_drifted
    rest = np.arange(len(found.plan)) != row
    assert (found.plan == before.plan)[rest].all()
    assert set(plan(world)) == set(others)


def test_the_rejected_mentor_is_no_option_and_others_are(world):
    first = next(iter(plan(world)))
    proposal = world.proposal(first)
    decisions.reject(proposal, by=world.hana.user, reason="No")
    found = standing.of(world.round, now=now(), subject=proposal.mentee_id)
    with pytest.raises(engine.LockConflict):
        found.locked(found.own, found.problem.mentor_place(proposal.mentor_id))
    given = [
        found.locked(found.own, j)[found.own]
        for j in engine.best_for(found.problem.points, found.own, 6)
        if j != found.problem.mentor_place(proposal.mentor_id)
    ]
    assert given


def test_a_withdrawal_holds_the_place_and_moves_nobody(world):
    names = plan(world)
    gone = world.mentees[next(iter(names))]
    gone.state = "withdrawn"
    gone.save()
    found = standing.of(world.round, now=now(), fresh=True)
    assert found.problem.mentee_place(gone.pk) is None
    assert not found.has_drifted


def test_somebody_new_is_for_a_new_run(world):
    before = plan(world)
    waiting = len(world.mentees) - len(before)
    assert waiting
    mentor(world.program, "Zoe New", ("Negotiation", "Presenting", "SQL", "Hiring"), capacity=3)
    found = standing.of(world.round, now=now(), fresh=True)
    assert found.has_drifted
    assert int((found.plan >= 0).sum()) == len(before)
    assert (found.plan == found.shown(found.solution.match)).all()


def test_a_round_never_matched_has_nothing_to_stand_on(world):
    Proposal.objects.all().delete()
    world.round.runs.all().delete()
    with pytest.raises(standing.NoStandingError, match="not matched yet"):
        standing.of(world.round, now=now())
