"""Why not, samples, comments, selections and pace."""

import datetime as dt

import pytest

from matching import decisions, options
from matching.console import comments, desk, edits, pace, sampling, steps, why_not
from matching.console import options as console_options
from matching.models import Proposal, ReviewStep, SampledPair
from profiles import search
from profiles.models import DoNotMatch
from tests.matching.console.busy import make_busy_world, now, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_busy_world()


@pytest.fixture
def first(world):
    return world.proposal(next(iter(plan(world))))


def test_why_not_answers_for_every_mentor_as_the_options_do(world, first):
    shown = {one.mentor.pk: one for one in console_options.of(first, now=now()).best}
    assert shown
    for mentor in world.mentors.values():
        answer = why_not.answer(first, mentor, now=now())
        assert answer.title
        if mentor.pk in shown:
            assert answer.effect == shown[mentor.pk].effect
            assert str(shown[mentor.pk].percent) in answer.title
        if mentor.pk == first.mentor_id:
            assert "is the proposal" in answer.title


def test_an_exclusion_is_named_and_neither_who_nor_why(world, first):
    mentor = next(m for m in world.mentors.values() if m.pk != first.mentor_id)
    DoNotMatch.objects.create(author=first.mentee.profile, other=mentor.profile)
    answer = why_not.answer(first, mentor, now=now())
    assert (answer.title, answer.can_force) == ("An exclusion applies.", False)
    assert first.mentee.profile.name not in " ".join([answer.title, *answer.lines])


def test_search_finds_mentors_of_the_program_by_a_typo(world):
    for mentor in world.mentors.values():
        search.refresh(mentor.profile)
    assert [row.profile.name for row in why_not.search(world.round, "Cloe Park")] == ["Cleo Park"]
    assert why_not.search(world.round, "  ") == []
    assert why_not.search(world.round, world.hana.name) == []


def test_options_are_the_best_that_can_be_had(world, first):
    found = console_options.of(first, now=now())
    assert found.current.mentor.pk == first.mentor_id
    assert found.current.is_current
    fits = [option.percent for option in found.best]
    assert fits == sorted(fits, reverse=True)
    assert [option.number for option in found.best] == list(range(2, 2 + len(fits)))
    plain = options.next_best(world.round, first.mentee, now=now(), without=first.mentor_id)
    assert {one.mentor.pk for one in found.best} <= {one.mentor.pk for one in plain}


def test_a_sample_is_drawn_from_what_was_approved_in_bulk(world):
    Proposal.objects.update(flags=[])
    assert sampling.draw(world.round, by=world.hana.user) == 0
    rows = list(Proposal.objects.filter(round=world.round).with_people())
    decisions.approve(rows[0], by=world.hana.user)
    decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    assert sampling.draw(world.round, by=world.hana.user) == len(rows) - 1
    assert sampling.draw(world.round, by=world.hana.user) == 0
    waiting = sampling.waiting(world.round)
    assert rows[0] not in waiting
    assert sampling.keep(waiting[0], by=world.hana.user, now=now())
    assert not sampling.keep(waiting[0], by=world.hana.user, now=now())
    rate = sampling.rate(world.round)
    assert (rate.drawn, rate.looked, rate.rejected) == (len(rows) - 1, 1, 0)


def test_turning_a_sampled_pair_down_is_the_verdict_and_undo_takes_it_back(world):
    Proposal.objects.update(flags=[])
    decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    sampling.draw(world.round, by=world.hana.user)
    down, other = sampling.waiting(world.round)[:2]
    decisions.undo(down, by=world.hana.user)
    decisions.reject(down, by=world.hana.user, reason="No")
    edits.forbid(other, by=world.hana.user, scope="round", reason="No", now=now())
    rate = sampling.rate(world.round)
    assert (rate.looked, rate.rejected, rate.percent) == (2, 2, 100)
    assert "2 turned down (100%)" in rate.words
    steps.undo(world.round, by=world.hana.user)
    assert sampling.rate(world.round).rejected == 1
    assert SampledPair.objects.filter(verdict="waiting").count() == len(world.mentors) - 1


def test_a_sample_is_twenty_at_most():
    mentors = [f"Mentor{n} X" for n in range(24)]
    world = make_busy_world(mentors=mentors, mentees=[f"Mentee{n} Y" for n in range(30)])
    Proposal.objects.update(flags=[])
    decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    assert sampling.draw(world.round, by=world.hana.user) == 20


def test_a_comment_asks_the_reviewer_it_names(world, first):
    plain = comments.add(first, by=world.hana.user, text="Tuesday only, but both said it is safe.")
    asked = comments.add(first, by=world.hana.user, text="Do you know them, @cora lind?")
    assert (plain.mentioned, asked.mentioned) == (None, world.cora.user)
    assert list(comments.of(first)) == [plain, asked]
    assert not comments.settle(asked, by=world.hana.user, now=now())
    assert comments.settle(asked, by=world.cora.user, now=now())
    assert not comments.settle(asked, by=world.cora.user, now=now())
    to_self = comments.add(first, by=world.cora.user, text="@Cora and @nobody")
    assert to_self.mentioned is None


def test_a_selection_holds_across_pages_and_knows_only_its_round(world, first):
    ids = list(Proposal.objects.filter(round=world.round).values_list("pk", flat=True))
    assert desk.select(world.round, world.hana.user, ids[:2], on=True) == 2
    assert desk.select(world.round, world.hana.user, [ids[2], 10**9], on=True) == 3
    assert desk.select(world.round, world.hana.user, ids[:1], on=False) == 2
    assert desk.selected(world.round, world.hana.user) == set(ids[1:3])
    assert desk.selected(world.round, world.cora.user) == set()
    assert desk.select_all(world.round, world.hana.user, Proposal.objects.all()) == len(ids)
    desk.clear(world.round, world.hana.user)
    assert desk.selected(world.round, world.hana.user) == set()


def test_pace_is_the_median_between_decisions_one_by_one(world):
    rows = list(Proposal.objects.filter(round=world.round).with_people())
    start = now()
    for number, row in enumerate(rows[:4]):
        if number == 3:
            step = decisions.reject(row, by=world.hana.user, reason="No")
        else:
            step = decisions.approve(row, by=world.hana.user)
        at = start + dt.timedelta(seconds=[0, 20, 50, 5000][number])
        ReviewStep.objects.filter(pk=step.pk).update(at=at)
    Proposal.objects.update(flags=[])
    decisions.approve_all(world.round, Proposal.objects.all(), by=world.hana.user)
    found = pace.of(world.round, world.hana.user)
    assert (found.decisions, found.in_bulk) == (4, len(rows) - 4)
    assert (found.seconds_each, found.per_hour, found.approve_share) == (25, 144, 75)
    nobody = pace.of(world.round, world.cora.user)
    assert (nobody.decisions, nobody.seconds_each, nobody.approve_share) == (0, None, None)
