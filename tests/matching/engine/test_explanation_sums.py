"""The explanation of every matched pair of three programs, against points, words and reference."""

from dataclasses import replace

import numpy as np
import pytest

from matching.engine import (
    FACTORS,
    DensePoints,
    Part,
    Policy,
    ProfilePoints,
    explain,
    explain_all,
    solve,
)
from tests.matching.engine import reference
from tests.matching.engine.crowd import crowd, packed

PEOPLE = {"mentoring": (240, 150), "reverse": (200, 160), "buddy": (220, 220)}


@pytest.fixture(params=PEOPLE, scope="module")
def program(request):
    """Raw people, policy, points and solution of a program of a few hundred people."""
    n, m = PEOPLE[request.param]
    raw = crowd(n, n, m)
    preset = Policy.for_format(request.param)
    policy = replace(preset, weights={**preset.weights, "closeness": 9})
    mentees, mentors, facts, related = packed(raw)
    points = ProfilePoints(mentees, mentors, policy, facts, related)
    solution = solve(points, np.arange(m) % 3)
    assert solution.matched > n // 2
    return raw, policy, points, solution


def test_the_parts_of_every_pair_add_up_to_its_score(program, monkeypatch):
    raw, policy, points, solution = program
    monkeypatch.setattr(reference, "alike", lambda *_: 0)  # slow; `test_closeness` compares it
    total = 0
    for i, j in solution.pairs:
        parts = explain(points, i, j)
        assert [part.factor for part in parts] == [f for f in FACTORS if policy.weights[f]]
        assert all(0 <= part.points <= part.maximum for part in parts)
        assert sum(part.points for part in parts) == points.score(i, j)
        expected = reference.parts(raw, policy, i, j)
        for part in parts:
            assert part.factor == "closeness" or part.points == expected[part.factor]
        total += sum(part.points for part in parts)
    assert total == solution.total


def test_many_pairs_are_explained_like_one(program):
    _raw, _policy, points, solution = program
    pairs = [*solution.pairs, solution.pairs[0]]
    assert list(explain_all(points, pairs)) == [explain(points, i, j) for i, j in pairs]
    assert list(explain_all(points, [])) == []


def test_a_policy_that_weighs_nothing_explains_nothing(program):
    _raw, policy, points, solution = program
    light = replace(policy, weights=dict.fromkeys(policy.weights, 0))
    bare = ProfilePoints(points.mentees, points.mentors, light)
    assert list(explain_all(bare, solution.pairs[:2])) == [(), ()]


def test_plain_scores_are_explained_too():
    points = DensePoints([[5, -1]])
    assert list(explain_all(points, [(0, 0), (0, 1)])) == [(Part("points", 5, 5),), ()]


def test_the_evidence_of_every_pair_accounts_for_its_points(program):
    raw, policy, points, solution = program
    for i, j in solution.pairs:
        a, b = (reference.person(raw[side], at) for side, at in (("mentees", i), ("mentors", j)))
        for part in explain(points, i, j):
            earned = EARNED[part.factor](part.evidence, a, b, policy, part.maximum)
            assert part.points == earned, part


def test_each_covered_goal_names_the_offer_that_stood_in_and_how_far(program):
    raw, _, points, solution = program
    seen = set()
    for i, j in solution.pairs:
        goals = [goal[:3] for goal in raw["mentees"]["goals"][i]]
        part = next(part for part in explain(points, i, j) if part.factor == "skills")
        told = [*part.evidence["covered"], *part.missing.get("goals", [])]
        assert sorted(goals) == sorted((x["skill"], x["current"], x["target"]) for x in told)
        for goal in part.evidence["covered"]:
            offer = goal["offer_skill"], goal["offer_level"]
            assert offer in raw["mentors"]["offers"][j]
            assert goal["share"] == reference.related(raw, goal["skill"], offer[0])
            fit = reference.fit((0, goal["current"], goal["target"], 1), offer[1])
            assert goal["fit"] == 100 * fit // 60
            assert goal["percent"] == 100 * (goal["share"] * fit // 100) // 60
            seen.add((goal["share"] < 100, goal["fit"] < 100))
    assert len(seen) == 4  # whole and related, full and partial


def covered(evidence):
    """Sixtieths; the percentages are rounded, so they are worked out again from their source."""
    return sum(
        goal["share"]
        * reference.fit((0, goal["current"], goal["target"], 1), goal["offer_level"])
        // 100
        for goal in evidence["covered"]
    )


def skill_share(evidence, goals, weight):
    return reference.share(weight, covered(evidence), 60 * len(goals))


def first_goals(a):
    return [goal for goal in a["goals"] if goal[3] == min(x[3] for x in a["goals"])]


def wished(evidence, weight):
    ranks = (
        (evidence["mentee_rank"], weight - weight // 3),
        (evidence["mentor_rank"], weight // 3),
    )
    return sum(points * max(1, 6 - rank) // 5 for rank, points in ranks if rank)


def near(evidence):
    if evidence["same_site"]:
        return 12
    if evidence["same_country"]:
        return 8
    gap = evidence["gap"]
    return 0 if gap is None or gap > 180 else 6 if gap <= 60 else 3


def steps(evidence, policy):
    gap = evidence["gap"]
    return 0 if gap is None else max(0, 5 - abs(gap - policy.level_ideal))


EARNED = {
    "skills": lambda e, a, b, p, w: skill_share(e, a["goals"], w),
    "goal_priority": lambda e, a, b, p, w: skill_share(e, first_goals(a), w),
    "wishes": lambda e, a, b, p, w: wished(e, w),
    "hours": lambda e, a, b, p, w: w * min(e["full"], len(e["shared"])) // e["full"],
    "place": lambda e, a, b, p, w: w * near(e) // 12,
    "language": lambda e, a, b, p, w: w * min(2, len(e["shared"])) // 2,
    "department": lambda e, a, b, p, w: w * e["crosses"],
    "level": lambda e, a, b, p, w: w * steps(e, p) // 5,
    "interests": lambda e, a, b, p, w: w * min(3, len(e["shared"])) // 3,
    "background": lambda e, a, b, p, w: (
        w * (2 if e["in_mentee_department"] else bool(e["shared"])) // 2
    ),
    "waiting": lambda e, a, b, p, w: w * min(3, e["times"]) // 3,
    "response": lambda e, a, b, p, w: w * (50 if e["percent"] is None else e["percent"]) // 100,
    "closeness": lambda e, a, b, p, w: w * e["percent"] // 100,
    "reciprocal": lambda e, a, b, p, w: w * e["both_ways"],
}
