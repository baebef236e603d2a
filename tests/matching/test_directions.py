"""Who teaches whom: reverse mentoring, learning both ways, and never two pairs of the same two."""

import numpy as np
import pytest
from django.utils import timezone

from matching import engine, loading, policies, reasons, review, rounds, runs
from matching.models import PairRule, Proposal
from tests.matching.rounds_world import mentee, mentor, yesterday
from tests.people import (
    enroll,
    make_goal,
    make_hr,
    make_offer,
    make_pair,
    make_person,
    make_program,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class Scene:
    def __init__(self, format_, **policy):
        self.program = make_program(format=format_, policy={"format": format_, **policy})
        self.hana = make_hr()
        self.round, _ = rounds.open_round(self.program, by=self.hana.user)

    def load(self):
        policy = policies.current(self.program)
        return loading.load(self.round, policy=policy, now=NOW)

    def run(self):
        runs.request(self.round, by=self.hana.user)
        return runs.execute_next("test", now=NOW)

    def pairs(self):
        rows = Proposal.objects.filter(round=self.round).with_people()
        return {(row.mentee.profile.first_name, row.mentor.profile.first_name) for row in rows}


def both(program, name, **fields):
    """Somebody who learns and teaches in the same program."""
    person = make_person(name, mentoring_limit=3, **fields)
    return person, enroll(program, person), enroll(program, person, "mentor")


def blocked(problem, learner, teacher):
    i, j = problem.mentee_place(learner.pk), problem.mentor_place(teacher.pk)
    codes, rows = problem.points.blocked(i)
    return [codes[n] for n in np.flatnonzero(rows[:, j])]


def parts(problem, learner, teacher):
    i, j = problem.mentee_place(learner.pk), problem.mentor_place(teacher.pk)
    return {part.factor: part for part in engine.explain(problem.points, i, j)}


def test_reverse_mentoring_wants_the_junior_to_teach_the_senior():
    scene = Scene("reverse")
    senior = mentee(scene.program, "Vera Holm", ("AI tools",), level=9)
    junior = mentor(scene.program, "Juno Park", ("AI tools",), level=3)
    peer = mentor(scene.program, "Otto Lang", ("AI tools",), level=9)
    boss = mentor(scene.program, "Cleo Dahl", ("AI tools",), level=10)
    problem = scene.load()
    assert blocked(problem, senior, junior) == []
    assert blocked(problem, senior, peer) == ["level_gap"]
    assert blocked(problem, senior, boss) == ["level_gap"]
    scene.run()
    assert scene.pairs() == {("Vera", "Juno")}


def test_reverse_mentoring_takes_its_skills_from_what_the_junior_offers():
    scene = Scene("reverse")
    senior = mentee(scene.program, "Vera Holm", ("AI tools",), level=9)
    make_offer(senior.profile, "Strategy", 5)
    knows = mentor(scene.program, "Juno Park", ("AI tools",), level=3)
    knows_not = mentor(scene.program, "Nils Berg", ("Gardening",), level=3)
    make_goal(knows_not.profile, "Strategy")
    problem = scene.load()
    assert blocked(problem, senior, knows_not) == ["no_goal_covered"]
    part = parts(problem, senior, knows)["skills"]
    assert part.points == part.maximum
    assert parts(problem, senior, knows_not)["skills"].points == 0


def test_learning_both_ways_earns_its_points_and_shows():
    scene = Scene("reverse")
    senior = mentee(scene.program, "Vera Holm", ("AI tools", "Python"), level=9)
    make_offer(senior.profile, "Strategy", 5)
    one_way = mentor(scene.program, "Juno Park", ("AI tools", "Python"), level=3)
    two_ways = mentor(scene.program, "Mia Sand", ("AI tools", "Python"), level=3)
    make_goal(two_ways.profile, "Strategy")
    problem = scene.load()
    assert parts(problem, senior, one_way)["reciprocal"].points == 0
    assert parts(problem, senior, two_ways)["reciprocal"].points == 10
    scene.run()
    proposal = Proposal.objects.with_people().get(round=scene.round)
    assert proposal.mentor == two_ways
    (shown,) = [x for x in review.parts(proposal) if x["factor"] == "reciprocal"]
    assert (shown["label"], shown["evidence"]) == (
        "Learning both ways",
        "Vera can teach Mia: Strategy",
    )
    mia, vera = two_ways.profile, senior.profile
    said = {
        reader: reasons.sentences(proposal.reasons, mia, vera, reader) for reader in (mia, vera)
    }
    assert "You offer Strategy, which Mia wants to learn." in said[vera]
    assert "Vera offers Strategy, which you want to learn." in said[mia]


def test_teaching_back_alone_earns_nothing():
    scene = Scene("reverse", rules=[])
    senior = mentee(scene.program, "Vera Holm", ("AI tools",), level=9)
    make_offer(senior.profile, "Strategy", 5)
    junior = mentor(scene.program, "Nils Berg", ("Gardening",), level=3)
    make_goal(junior.profile, "Strategy")
    assert parts(scene.load(), senior, junior)["reciprocal"].points == 0


def test_of_two_directions_only_the_better_is_proposed():
    scene = Scene("buddy")
    ann, *_ = both(scene.program, "Ann Lee", level=5)
    bob, *_ = both(scene.program, "Bob Roy", level=5)
    make_goal(ann, "Excel")
    make_offer(bob, "Excel", 5)
    run = scene.run()
    assert (run.state, run.error) == ("done", "")
    assert scene.pairs() == {("Ann", "Bob")}
    assert run.receipt["certificate"]["verified"]


def test_the_policy_may_allow_both_directions():
    scene = Scene("buddy", allow_mutual=True)
    both(scene.program, "Ann Lee", level=5)
    both(scene.program, "Bob Roy", level=5)
    scene.run()
    assert scene.pairs() == {("Ann", "Bob"), ("Bob", "Ann")}


def test_three_people_find_a_way_round():
    scene = Scene("buddy")
    for name in ("Ann Lee", "Bob Roy", "Cy Moe"):
        both(scene.program, name, level=5)
    scene.run()
    found = scene.pairs()
    assert len(found) == 3
    assert not {(one, other) for one, other in found if (other, one) in found}


def test_a_locked_direction_keeps_the_other_away():
    scene = Scene("buddy")
    ann, *_ = both(scene.program, "Ann Lee", level=5)
    bob, *_ = both(scene.program, "Bob Roy", level=5)
    make_goal(ann, "Excel")
    make_offer(bob, "Excel", 5)
    PairRule.objects.create(
        program=scene.program, mentor=ann, mentee=bob, kind="lock", scope="always"
    )
    run = scene.run()
    assert (run.state, run.error) == ("done", "")
    assert scene.pairs() == {("Bob", "Ann")}


@pytest.mark.parametrize("state", ["scheduled", "offered", "active", "away"])
def test_whoever_is_a_pair_already_is_none_the_other_way_round(state):
    scene = Scene("buddy")
    _, ann_learns, ann_teaches = both(scene.program, "Ann Lee", level=5)
    _, bob_learns, bob_teaches = both(scene.program, "Bob Roy", level=5)
    make_pair(scene.program, ann_teaches, bob_learns, state=state)
    assert blocked(scene.load(), ann_learns, bob_teaches) == ["forbidden"]


def test_roles_may_turn_after_a_pair_has_ended_or_where_both_are_allowed():
    for fields, state in (({}, "ended"), ({"allow_mutual": True}, "active")):
        scene = Scene("buddy", **fields)
        ended = {"ended_on": yesterday()} if state == "ended" else {}
        _, ann_learns, ann_teaches = both(scene.program, f"Ann {state}", level=5)
        _, bob_learns, bob_teaches = both(scene.program, f"Bob {state}", level=5)
        make_pair(scene.program, ann_teaches, bob_learns, state=state, **ended)
        assert blocked(scene.load(), ann_learns, bob_teaches) == []
        scene.hana.user.delete()
