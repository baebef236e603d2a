import json
from dataclasses import replace

import pytest

from matching.engine import FACTORS, RULES, Policy
from matching.engine.policy import LEVELS, WEIGHTS


@pytest.mark.parametrize("name", list(WEIGHTS))
def test_a_preset_scores_to_100_and_round_trips(name):
    policy = Policy.for_format(name)
    assert policy.maximum == 100
    assert Policy.from_document(json.loads(json.dumps(policy.to_document()))) == policy


def test_every_format_says_which_levels_fit():
    assert set(LEVELS) == set(WEIGHTS)
    assert all(low <= ideal <= high for (low, high), ideal in LEVELS.values())


def test_a_document_holds_plain_values_in_fixed_order():
    document = Policy.for_format("mentoring").to_document()
    assert document["rules"] == [
        code
        for code in RULES
        if code not in ("same_department", "different_site", "training_missing")
    ]
    assert list(document["weights"]) == list(FACTORS)
    assert document["level_gap"] == [1, 9]


def test_what_a_document_leaves_out_is_the_preset():
    policy = Policy.from_document({"format": "buddy", "weights": {"skills": 40}})
    assert policy == replace(
        Policy.for_format("buddy"), weights={**Policy.for_format("buddy").weights, "skills": 40}
    )


def test_self_is_always_a_rule():
    assert Policy.from_document({"format": "mentoring", "rules": []}).rules == {"self"}


def test_a_negative_department_weight_counts_as_points_to_win():
    policy = Policy.from_document({"format": "buddy", "weights": {"department": -20}})
    assert policy.maximum == 115


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "circle"}, "format: 'circle' is not known"),
        ({"format": None}, "format must be text"),
        ({"rule": []}, "policy: 'rule' is not known"),
        ({"rules": ["height"]}, "rules: 'height' is not known"),
        ({"rules": "self"}, "rules must be a list of codes"),
        ({"rules": [3]}, "rules must be text"),
        ({"weights": {"luck": 3}}, "weights: 'luck' is not known"),
        ({"weights": [3]}, "weights must be an object"),
        ({"weights": {"skills": -1}}, "weights.skills must be from 0 to 1000"),
        ({"weights": {"skills": 1.5}}, "weights.skills must be a whole number"),
        ({"weights": {"skills": True}}, "weights.skills must be a whole number"),
        ({"level_gap": [3, 1]}, "level_gap must be from"),
        ({"level_gap": [1, 10]}, "level_gap must be from"),
        ({"level_gap": 3}, "level_gap must be two numbers"),
        ({"max_time_zone_gap": 721}, "max_time_zone_gap must be from 0 to 720"),
        ({"hours_full": 0}, "hours_full must be from 1 to 40"),
        ({"fairness": "nice"}, "fairness: 'nice' is not known"),
        ({"fairness": None}, "fairness must be text"),
        ({"floors": 30}, "floors must be two numbers"),
        ({"floors": [30]}, "floors must be two numbers"),
        ({"floors": [30, 45.5]}, "floors must be a whole number"),
        ({"floors": [-1, 45]}, "floors must be from 0 to 100"),
        ({"floors": [30, 101]}, "floors must be from 30 to 100"),
        ({"floors": [45, 30]}, "floors must be from 45 to 100"),
        ({"any_depth": 1}, "any_depth must be true or false"),
    ],
)
def test_a_bad_document_is_refused_by_name(change, says):
    with pytest.raises(ValueError, match=says):
        Policy.from_document({"format": "mentoring", **change})


def test_a_document_must_be_an_object():
    with pytest.raises(ValueError, match="the policy must be an object"):
        Policy.from_document([])


def test_floors_are_the_fairness_of_documents_that_name_none():
    policy = Policy.from_document({"format": "mentoring"})
    assert (policy.fairness, policy.floors, policy.floor_points) == ("floors", (20, 30), (20, 30))


def test_floors_are_percent_of_a_perfect_pair():
    policy = Policy.from_document(
        {"format": "buddy", "weights": {"skills": 12}, "floors": [10, 50]}
    )
    assert policy.maximum == 107
    assert policy.floor_points == (11, 54)
    assert replace(policy, fairness="leximin").floor_points is None


@pytest.mark.parametrize("fairness", ["total", "floors", "balanced", "leximin"])
def test_fairness_round_trips(fairness):
    policy = replace(Policy.for_format("reverse"), fairness=fairness, floors=(0, 100))
    document = json.loads(json.dumps(policy.to_document()))
    assert (document["fairness"], document["floors"]) == (fairness, [0, 100])
    assert Policy.from_document(document) == policy
