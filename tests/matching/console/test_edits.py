import pytest

from matching import decisions, engine, publishing, rounds, trail
from matching.console import edits, options, standing, steps
from matching.models import Pair, PairRule, Proposal, Unmatched
from profiles.models import AuditEvent
from tests.matching.console.busy import make_busy_world, now, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_busy_world()


def contested(world, *, moves=1):
    """A proposal and a mentor of somebody else who could be had, and whom that moves."""
    for proposal in Proposal.objects.filter(round=world.round).with_people():
        for option in options.of(proposal, now=now()).best:
            if len(option.effect.shifts) > moves:
                return proposal, option
    raise AssertionError("the round has no contested place")


def as_rows(world):
    fields = ("mentee", "mentor", "decision", "score", "rank", "flags", "is_locked", "reason")
    return sorted(map(str, Proposal.objects.filter(round=world.round).values_list(*fields)))


def proved(world):
    found = standing.of(world.round, now=now(), fresh=True)
    engine.verify(found.problem.points, found.capacity, found.solution)
    return not found.has_drifted


def test_options_say_what_everybody_would_get_and_swap_does_exactly_that(world):
    proposal, option = contested(world)
    before = plan(world)
    staged = edits.swap(proposal, option.mentor, by=world.hana.user, now=now())
    after = plan(world)
    assert staged.effect == option.effect
    moved = {name for name in before if before[name] != after.get(name)}
    assert {staged.effect.names[one.mentee] for one in staged.effect.shifts} >= moved
    assert after[proposal.mentee.profile.first_name] == option.mentor.profile.first_name
    assert proved(world)


def test_the_chosen_pair_is_approved_and_those_who_make_room_wait_for_a_decision(world):
    proposal, option = contested(world)
    staged = edits.swap(proposal, option.mentor, by=world.hana.user, now=now())
    row = world.proposal(proposal.mentee.profile.first_name)
    assert (row.decision, row.decided_by) == ("approved", world.hana.user)
    assert sum(part["points"] for part in row.parts) == row.score
    others = Proposal.objects.filter(round=world.round).exclude(pk=row.pk)
    assert set(others.values_list("decision", flat=True)) == {"pending"}
    told = trail.since(world.round, 0)
    assert sorted(event.action for event in told) == sorted(
        "swap" if one["mentee"] == row.mentee_id else "moved" for one in staged.step.changes
    )
    assert AuditEvent.objects.filter(action="proposal.swap", object_id=row.pk).count() == 1


def test_undo_and_redo_of_a_swap_bring_every_row_back(world):
    before, proposal_option = as_rows(world), contested(world)
    waiting = set(Unmatched.objects.values_list("mentee", "cause"))
    edits.swap(proposal_option[0], proposal_option[1].mentor, by=world.hana.user, now=now())
    after = as_rows(world)
    assert after != before
    assert steps.undo(world.round, by=world.hana.user).conflicts == []
    assert as_rows(world) == before
    assert proved(world)
    assert set(Unmatched.objects.values_list("mentee", "cause")) == waiting
    assert steps.redo(world.round, by=world.hana.user).conflicts == []
    assert as_rows(world) == after
    assert proved(world)


def test_preview_writes_nothing_and_promises_what_swap_does(world):
    proposal, option = contested(world)
    before, version = as_rows(world), world.round.version
    shown = edits.preview(proposal, "swap", option.mentor, now=now())
    world.round.refresh_from_db()
    assert (as_rows(world), world.round.version) == (before, version)
    assert shown.can_do
    assert shown.totals
    staged = edits.swap(proposal, option.mentor, by=world.hana.user, now=now())
    assert (staged.effect.headline, staged.totals) == (shown.effect.headline, shown.totals)


@pytest.mark.parametrize("scope", ["round", "always"])
def test_forbid_gives_the_next_best_and_undo_allows_again(world, scope):
    name = next(iter(plan(world)))
    proposal, before = world.proposal(name), as_rows(world)
    mentor = proposal.mentor
    edits.forbid(proposal, by=world.hana.user, scope=scope, reason="A couple", now=now())
    rule = PairRule.objects.get()
    assert (rule.kind, rule.scope, rule.reason) == ("forbid", scope, "A couple")
    assert plan(world).get(name) != mentor.profile.first_name
    assert trail.rejected(world.round) == [(proposal.mentee_id, mentor.pk)]
    assert proved(world)
    world.run()
    assert plan(world).get(name) != mentor.profile.first_name
    assert PairRule.objects.exists()
    # The new run has looked at everything anew; the step of before is only undone where it fits.
    steps.undo(world.round, by=world.hana.user)
    assert len(as_rows(world)) == len(before)


def test_undo_of_a_forbid_brings_the_pair_back(world):
    name = next(iter(plan(world)))
    before = as_rows(world)
    edits.forbid(world.proposal(name), by=world.hana.user, scope="round", reason="X", now=now())
    steps.undo(world.round, by=world.hana.user)
    assert as_rows(world) == before
    assert not PairRule.objects.exists()
    assert trail.rejected(world.round) == []


def blocked(world, rule):
    """A proposal and a mentor whom only this rule keeps away."""
    for proposal in Proposal.objects.filter(round=world.round).with_people():
        found = standing.of(world.round, now=now(), subject=proposal.mentee_id)
        for j, row in enumerate(found.problem.mentor_rows):
            if edits.broken_rules(found, found.own, j) == [rule]:
                mentor = next(one for one in world.mentors.values() if one.pk == row.pk)
                return proposal, mentor
    raise AssertionError(rule)


def test_a_soft_rule_is_broken_by_force_only_with_the_price_and_a_reason():
    world = make_busy_world(offers=2)
    proposal, mentor = blocked(world, "no_goal_covered")
    shown = edits.preview(proposal, "swap", mentor, now=now())
    assert not shown.can_do
    assert "none of the skills" in shown.refusal
    shown = edits.preview(proposal, "force", mentor, now=now())
    assert shown.can_do
    assert "none of the skills" in shown.lines[0]
    assert shown.effect.headline
    before = as_rows(world)
    edits.force(proposal, mentor, by=world.hana.user, reason="They asked for it", now=now())
    row = world.proposal(proposal.mentee.profile.first_name)
    assert (row.mentor_id, row.decision, row.is_locked) == (mentor.pk, "approved", True)
    assert "by_hand" in row.flags
    assert sum(part["points"] for part in row.parts) == row.score
    rule = PairRule.objects.get()
    assert (rule.kind, rule.is_override, rule.reason) == ("lock", True, "They asked for it")
    assert proved(world)
    world.run()
    assert world.proposal(proposal.mentee.profile.first_name).mentor_id == mentor.pk
    assert len(before) == len(as_rows(world))


def test_a_hard_rule_is_named_and_refused(world):
    proposal = world.proposal(next(iter(plan(world))))
    mentor = next(m for m in world.mentors.values() if m.pk != proposal.mentor_id)
    proposal.mentee.profile.manager = mentor.profile
    proposal.mentee.profile.save()
    before = as_rows(world)
    with pytest.raises(rounds.RoundRefusedError, match="same reporting line"):
        edits.force(proposal, mentor, by=world.hana.user, reason="Please", now=now())
    assert as_rows(world) == before
    assert not PairRule.objects.exists()


def test_a_locked_pair_is_unlocked_first(world):
    proposal, option = contested(world)
    decisions.lock(proposal, by=world.hana.user)
    with pytest.raises(rounds.RoundRefusedError, match="Unlock them first"):
        edits.swap(proposal, option.mentor, by=world.hana.user, now=now())


def test_a_place_held_by_decisions_is_not_given_away(world):
    proposal, option = contested(world)
    Proposal.objects.filter(round=world.round).exclude(pk=proposal.pk).update(decision="approved")
    with pytest.raises(rounds.RoundRefusedError, match="held by a decision"):
        edits.swap(proposal, option.mentor, by=world.hana.user, now=now())


def test_a_person_who_withdrew_is_named(world):
    proposal, option = contested(world)
    proposal.mentee.state = "withdrawn"
    proposal.mentee.save()
    with pytest.raises(rounds.RoundRefusedError, match="takes no part any more"):
        edits.swap(proposal, option.mentor, by=world.hana.user, now=now())


def test_a_forced_pair_is_published():
    world = make_busy_world(offers=2)
    proposal, mentor = blocked(world, "no_goal_covered")
    edits.force(proposal, mentor, by=world.hana.user, reason="They asked for it", now=now())
    world.round.refresh_from_db()
    done = publishing.publish(
        world.round, by=world.hana.user, version=world.round.version, now=now()
    )
    assert (done.pairs, done.held) == (1, [])
    pair = Pair.objects.get()
    assert (pair.mentor_enrollment_id, pair.exception_reason) == (mentor.pk, "They asked for it")
