from dataclasses import replace

import pytest

from insights.learning import proposal
from insights.learning.proposal import Change
from insights.learning.regression import Effect
from matching.engine import Policy

POLICY = Policy.for_format("mentoring")


def sure(value):
    return Effect(value, value - 0.01, value + 0.01, is_sure=True)


@pytest.mark.parametrize(
    ("value", "share"), [(0.3, 0.25), (0.9, 0.25), (0.12, 0.1), (-0.12, -0.1), (-3, -0.25)]
)
def test_a_step_grows_with_the_effect_to_a_quarter_and_no_further(value, share):
    assert proposal.steps({"skills": sure(value)}) == {"skills": share}


def test_only_sure_effects_make_a_step():
    unsure = Effect(0.4, -0.1, 0.9)
    assert proposal.steps({"skills": unsure, "hours": None, "place": sure(0.3)}) == {"place": 0.25}


@pytest.mark.parametrize(
    ("factor", "weight", "share", "after"),
    [
        ("skills", 35, 0.25, 43),
        ("skills", 35, -0.25, 27),
        ("skills", 35, 9.0, 43),  # a document changed by hand
        ("language", 3, 0.1, 4),
        ("language", 1, -0.25, 1),
        ("response", 0, 0.25, 0),  # never switched on
        ("department", -20, 0.25, -25),
        ("department", -20, -0.25, -15),
    ],
)
def test_a_weight_moves_by_a_point_to_a_quarter_and_keeps_its_sign(factor, weight, share, after):
    policy = replace(POLICY, weights={**POLICY.weights, factor: weight})
    assert proposal.changed(policy, {factor: share}).weights[factor] == after


def test_nothing_but_weights_is_touched():
    wanted = proposal.changed(POLICY, dict.fromkeys(POLICY.weights, 0.25))
    assert replace(wanted, weights=POLICY.weights) == POLICY


def test_changes_name_what_moves():
    found = proposal.changes(POLICY, {"skills": 0.2, "place": -0.25, "response": 0.25})
    assert found == [Change("skills", 35, 42), Change("place", 5, 4)]
