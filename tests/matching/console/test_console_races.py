"""Reviewers at the same pairs at the same moment: nothing is decided twice, no place is given away
twice, and the result on the table is proved after all of it."""

import contextlib
import random
from collections import Counter

import pytest

from matching import decisions, rounds
from matching.console import edits, options, sampling, staging, steps
from matching.models import Proposal, ReviewStep, Round, SampledPair
from tests.matching.console.busy import make_busy_world, now
from tests.matching.test_round_races import ROUNDS, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("races"),
]
REFUSALS = (rounds.RoundRefusedError, decisions.AlreadyDecidedError)


def rows(world):
    return list(Proposal.objects.filter(round=world.round).with_people().order_by("pk"))


def check_table(world):
    """One proposal a mentee (the database holds it), nobody over their places, all of it proved."""
    kept = Proposal.objects.filter(round=world.round).exclude(decision="rejected")
    taken = Counter(kept.values_list("mentor_id", flat=True))
    for mentor in world.mentors.values():
        assert taken[mentor.pk] <= mentor.capacity
    staging.prove(Round.objects.get(pk=world.round.pk), now=now())


def expect_refusals_only(results):
    for result in results:
        assert not isinstance(result, Exception) or isinstance(result, REFUSALS), result


def give(row, mentor, by):
    return lambda: edits.swap(row, mentor, by=by.user, now=now())


def test_two_reviewers_want_the_same_place():
    world = make_busy_world()
    for _ in range(ROUNDS):
        found = rows(world)
        mentor = options.of(found[0], now=now()).best[0].mentor
        wanted = [row for row in found if row.mentor_id != mentor.pk][:2]
        reviewers = (world.hana, world.cora)
        results = together(
            *[give(row, mentor, by) for row, by in zip(wanted, reviewers, strict=True)]
        )
        expect_refusals_only(results)
        approved = Proposal.objects.filter(round=world.round, mentor=mentor, decision="approved")
        assert approved.count() == 1
        check_table(world)
        for by in reviewers:
            steps.undo(world.round, by=by.user)


def test_two_tabs_undo_at_once_each_step_is_undone_once():
    world = make_busy_world()
    for _ in range(ROUNDS):
        for row in rows(world)[:2]:
            decisions.approve(row, by=world.hana.user)
        results = together(*[lambda: steps.undo(world.round, by=world.hana.user)] * 2)
        expect_refusals_only(results)
        assert len({said.step.pk for said in results}) == 2
        assert not Proposal.objects.approved().exists()
        assert not ReviewStep.objects.filter(undone_at__isnull=True).exists()


def test_a_sample_drawn_twice_at_once_holds_no_pair_twice():
    world = make_busy_world()
    Proposal.objects.update(flags=[])
    decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    drawn = together(*[lambda: sampling.draw(world.round, by=world.hana.user)] * 4)
    assert sorted(drawn) == [0, 0, 0, len(rows(world))]
    assert SampledPair.objects.count() == len(rows(world))


def anything(world, by, dice):
    """One act of a reviewer who looks at nothing."""
    found = rows(world)
    row, mentor = dice.choice(found), dice.choice(list(world.mentors.values()))
    acts = [
        lambda: decisions.approve(row, by=by),
        lambda: decisions.reject(row, by=by, reason="No"),
        lambda: decisions.undo(row, by=by),
        lambda: decisions.lock(row, by=by),
        lambda: decisions.unlock(row, by=by),
        lambda: edits.swap(row, mentor, by=by, now=now()),
        lambda: edits.force(row, mentor, by=by, reason="Yes", now=now()),
        lambda: edits.forbid(row, by=by, scope="round", reason="No", now=now()),
        lambda: steps.undo(world.round, by=by),
        lambda: steps.undo(world.round, by=by),
        lambda: steps.redo(world.round, by=by),
    ]
    with contextlib.suppress(*REFUSALS):
        dice.choice(acts)()


def test_four_reviewers_who_look_at_nothing_leave_a_proved_result():
    world = make_busy_world()

    def session(seed, by):
        dice = random.Random(seed)
        for _ in range(ROUNDS):
            anything(world, by, dice)

    reviewers = (world.hana.user, world.cora.user) * 2
    results = together(*[lambda n=n, by=by: session(n, by) for n, by in enumerate(reviewers)])
    assert results == [None] * 4
    check_table(world)
