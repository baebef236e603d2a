from dataclasses import replace

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from matching import frozen
from matching.engine.arrays import Ragged
from matching.frozen import archive
from matching.models import FrozenInput
from tests.matching.frozen.kept import kept_run
from tests.matching.rounds_world import make_world, mentee

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return kept_run()


@pytest.fixture
def refused(capsys, kept):
    """What verify says when it refuses the run."""

    def _refused():
        with pytest.raises(CommandError, match="The stored result is not proven") as refusal:
            call_command("verify", str(kept.run.pk))
        assert refusal.value.returncode == 1
        return capsys.readouterr().out

    return _refused


def test_the_stored_result_is_proven_again(kept, capsys):
    call_command("verify", str(kept.run.pk))
    points = kept.run.receipt["certificate"]["points"]
    told = capsys.readouterr().out.splitlines()
    assert told[1] == (
        "Proven: no other matching of these 4 mentees and 3 mentors (3 places) is better than its "
        f"3 pairs with {points} points, over 12 possible pairs."
    )
    assert told[2].startswith("Better means more mentees matched, then more points")
    assert told[3].startswith("It took ")


@pytest.mark.parametrize(
    ("fairness", "says"),
    [
        ("total", "then more points."),
        ("floors", "then more points after the floors of 20 and 30 points that mentees reach."),
        ("balanced", "then more points, those of mentees who have few counting more."),
        ("leximin", "then a higher lowest fit, then a higher next lowest, and so on."),
    ],
)
def test_every_kind_of_fairness_is_proven_and_reproduced(capsys, fairness, says):
    world = make_world(policy={"format": "mentoring", "fairness": fairness})
    run = world.run()
    call_command("verify", str(run.pk))
    assert says in capsys.readouterr().out
    call_command("replay", str(run.pk))
    assert "Identical: the same 3 pairs" in capsys.readouterr().out
    frozen.erase_person(world.mentors["Ada"].profile, now=timezone.now())
    call_command("verify", str(run.pk))
    assert "Proven for the rest" in capsys.readouterr().out


def test_nothing_is_solved(kept, monkeypatch):
    monkeypatch.setattr("matching.engine.solve", None)
    call_command("verify", str(kept.run.pk))


@pytest.mark.parametrize("side", ["mentee_price", "mentor_price"])
@pytest.mark.parametrize("change", [-1, 1])
def test_one_price_changed(kept, refused, side, change):
    prices = getattr(kept.solution(), side).copy()
    prices[prices.argmax()] += change
    kept.change_solution(**{side: prices})
    assert "Not proven: " in refused()


def test_two_mentors_swapped(kept, refused):
    match = kept.solution().match.copy()
    one, other = np.flatnonzero(match >= 0)[:2]
    match[[one, other]] = match[[other, one]]
    kept.change_solution(match=match)
    assert "Not proven: " in refused()


def test_one_point_changed(kept, refused):
    """A level in the inputs that makes one matched pair score differently."""
    problem, (i, j) = kept.problem(), kept.solution().pairs[0]
    before = problem.points.score(i, j)
    level = problem.mentors.level.copy()
    level[j] -= 1
    kept.change_problem(mentors=replace(problem.mentors, level=level))
    assert kept.problem().points.score(i, j) != before
    assert "Not proven: " in refused()


def test_a_pair_that_became_better_is_found(kept, refused):
    problem = kept.problem()
    left = int(np.flatnonzero(kept.solution().match < 0)[0])
    goals = [problem.mentees.goals.row(i).tolist() for i in range(4)]
    goals[left] = [[int(problem.mentors.offers.values[0, 0]), 1, 3, 1]]
    changed = replace(problem.mentees, goals=Ragged.of(goals, 4), waited=np.full(4, 3, np.int16))
    kept.change_problem(mentees=changed)
    assert "Not proven: " in refused()


def test_one_more_place(kept, refused):
    mentee(kept.world.program, "Mei Chen", ("Negotiation", "SQL", "Presenting"))
    kept.run = kept.world.run()
    problem, dear = kept.problem(), int(kept.solution().mentor_price.argmax())
    capacity = problem.capacity.copy()
    capacity[dear] += 1
    kept.change_problem(capacity=capacity)
    assert "Not proven: the result is worth" in refused()


@pytest.mark.parametrize("match", [[9, 9, 9, 9], [-2, 0, 1, 2], [0, 1, 2]])
def test_a_match_with_nobody(kept, refused, match):
    kept.change_solution(match=np.array(match))
    assert "Not proven: match names nobody" in refused()


def test_facts_about_nobody(kept, refused):
    head, parts = archive.unpack(bytes(kept.inputs.data), 1)
    parts["facts.past"] = np.array([[99, 0]])
    kept._write(FrozenInput, "inputs", archive.pack(1, head, parts))
    assert "Not proven: past names a row out of range" in refused()


def test_a_rule_of_the_policy_changed(kept, refused):
    policy = kept.problem().policy
    kept.change_problem(policy=replace(policy, level_gap=(8, 9)))
    assert "Not proven: " in refused()


def test_bytes_that_are_not_those_of_the_receipt(kept, refused):
    kept.run.receipt["digests"] = {}
    kept.run.save()
    told = refused()
    assert "The frozen inputs are not those of the receipt" in told
    assert "The stored match and prices are not those of the receipt" in told
