import numpy as np
import pytest

from matching.engine import (
    DensePoints,
    Keep,
    PairFacts,
    Part,
    People,
    Policy,
    ProfilePoints,
    Rank,
    best_for,
    blocked_counts,
    explain,
    price_of,
    rank_of,
    solve,
    why_not,
)
from matching.engine.edits import Lock

MONDAY_9, TUESDAY_14 = 9, 24 + 14


def week(*hours):
    return [hour in hours for hour in range(168)]


@pytest.fixture
def points():
    """Ben (0) and Eve (1) learn; Ada (0), Mo (1), Lu (2) and Ben himself (3) could mentor."""
    mentees = People.of(
        ["ben", "eve"],
        department=[10, 11],
        site=[1, 2],
        country=[5, 5],
        utc_offset=[60, 0],
        level=[3, 0],
        manager=["mo", ""],
        languages=[0b11, 0b01],
        hours=[week(MONDAY_9, TUESDAY_14), week()],
        goals=[[(7, 1, 3, 1), (8, 0, 4, 2)], [(9, 0, 2, 1)]],
        interests=[[41, 42], []],
        background=[[12], []],
        waited=[2, 0],
    )
    mentors = People.of(
        ["ada", "mo", "lu", "ben"],
        department=[11, 10, -1, 10],
        site=[1, 1, 3, 1],
        country=[5, 5, 6, 5],
        utc_offset=[60, 60, 600, 60],
        level=[5, 6, 0, 3],
        manager=["", "", "", "mo"],
        languages=[0b01, 0b11, 0b01, 0b11],
        hours=[week(TUESDAY_14), week(), week(), week(MONDAY_9)],
        offers=[[(7, 2), (70, 5)], [(7, 5)], [(7, 5)], []],
        interests=[[42], [], [], []],
        background=[[10, 12], [], [], []],
        response=[80, -1, -1, -1],
    )
    facts = PairFacts(mentee_wishes=[(0, 0, 2)], exclusions=[(1, 0)])
    document = {"format": "mentoring", "weights": {"skills": 32, "response": 3}}
    policy = Policy.from_document(document)
    return ProfilePoints(mentees, mentors, policy, facts, related=[(8, 70, 50)])


def test_the_parts_carry_what_earned_them_and_what_is_missing(points):
    parts = {part.factor: part for part in explain(points, 0, 0)}
    first = {
        "skill": 7,
        "current": 1,
        "target": 3,
        "offer_skill": 7,
        "offer_level": 2,
        "share": 100,
        "fit": 50,
        "percent": 50,
    }
    near = {
        "skill": 8,
        "current": 0,
        "target": 4,
        "offer_skill": 70,
        "offer_level": 5,
        "share": 50,
        "fit": 100,
        "percent": 50,
    }
    assert parts["skills"] == Part("skills", 16, 32, {"covered": [first, near]}, {})
    assert parts["goal_priority"] == Part("goal_priority", 4, 8, {"covered": [first]}, {})
    assert parts["wishes"] == Part("wishes", 8, 15, {"mentee_rank": 2, "mentor_rank": None}, {})
    assert parts["hours"] == Part("hours", 3, 10, {"shared": [TUESDAY_14], "full": 3}, {})
    assert parts["place"] == Part(
        "place", 5, 5, {"same_site": True, "same_country": True, "gap": 0}, {}
    )
    assert parts["language"] == Part("language", 1, 3, {"shared": [0]}, {})
    assert parts["department"] == Part(
        "department", 5, 5, {"mentee": 10, "mentor": 11, "crosses": True}, {}
    )
    assert parts["level"] == Part("level", 7, 7, {"mentee": 3, "mentor": 5, "gap": 2}, {})
    assert parts["interests"] == Part("interests", 1, 4, {"shared": [42]}, {})
    assert parts["background"] == Part(
        "background", 4, 4, {"in_mentee_department": True, "shared": [12]}, {}
    )
    assert parts["waiting"] == Part("waiting", 2, 4, {"times": 2}, {})
    assert parts["response"] == Part("response", 2, 3, {"percent": 80}, {})
    assert sum(part.points for part in parts.values()) == points.score(0, 0)


def test_what_is_missing_is_as_plain_as_what_fits(points):
    parts = {part.factor: part for part in explain(points, 1, 2)}
    assert parts["skills"].missing == {"goals": [{"skill": 9, "current": 0, "target": 2}]}
    assert parts["hours"].missing == {"mentee": True, "mentor": True}
    assert parts["level"].missing == {"mentee": True, "mentor": True}
    assert parts["level"].evidence["gap"] is None
    assert parts["department"].evidence == {"mentee": 11, "mentor": None, "crosses": False}
    assert parts["response"].evidence == {"percent": None}


def test_what_the_mentee_can_teach_back_is_shown():
    senior = People.of(["s"], level=[8], goals=[[(1, 0, 2, 1)]], offers=[[(2, 4)]])
    junior = People.of(["j"], level=[2], goals=[[(2, 1, 4, 1)]], offers=[[(1, 2)]])
    points = ProfilePoints(senior, junior, Policy.for_format("reverse"))
    part = explain(points, 0, 0)[-1]
    taught = {"skill": 2, "current": 1, "target": 4, "offer_skill": 2, "offer_level": 4}
    whole = {"share": 100, "fit": 100, "percent": 100}
    assert part == Part(
        "reciprocal", 10, 10, {"covered": [{**taught, **whole}], "both_ways": True}, {}
    )


def test_each_mentor_counts_at_the_first_rule_that_blocks(points):
    assert blocked_counts(points, 0) == {"self": 1, "reporting_line": 1, "time_zone_gap": 1}
    assert blocked_counts(points, 1) == {"exclusion": 1, "time_zone_gap": 1, "no_goal_covered": 2}


def test_why_not_names_the_rules_in_order(points):
    solution = solve(points, [1, 1, 1, 1])
    answer = why_not(points, solution, 0, 1)
    assert (answer.rule, answer.rules, answer.score) == ("reporting_line", ("reporting_line",), -1)
    assert (answer.own_mentor, answer.own_score) == (0, points.score(0, 0))
    assert answer.cost is None
    assert sum(part.points for part in answer.parts) > 0
    assert why_not(points, solution, 0, 3).rules == (
        "self",
        "reporting_line",
        "level_gap",
        "no_goal_covered",
    )


def test_why_not_names_hrs_word():
    points = DensePoints([[5, 4], [3, -1]])
    solution = solve(points, [1, 1], forbids=[(0, 1)], locks=[(1, 0)])
    assert why_not(points, solution, 0, 1).rule == "forbidden"
    assert why_not(points, solution, 1, 1).rules == ("not_allowed", "locked")
    assert why_not(points, solution, 0, 0).own_mentor is None
    assert why_not(points, solution, 1, 0).cost == (0, 0)


def test_why_not_names_the_other_direction():
    points = DensePoints([[-1, 9], [8, -1]], ["ann", "bob"], ["ann", "bob"])
    solution = solve(points, [1, 1], allow_mutual=False)
    assert why_not(points, solution, 1, 0).rule == "mutual"


@pytest.mark.parametrize(
    "change", [{}, {"floors": [4]}, {"keep": Keep(((2, 1),), 2)}, {"fairness": "balanced"}]
)
def test_the_cost_of_a_pair_is_never_more_than_the_exact_price(change):
    rng = np.random.default_rng(5)
    points = DensePoints(rng.integers(0, 9, (6, 5)))
    capacity = [1, 1, 2, 1, 0]
    solution = solve(points, capacity, **change)
    for i in range(6):
        for j in range(4):
            matches, cost = why_not(points, solution, i, j).cost
            price = price_of(points, capacity, solution, Lock(i, j))
            assert matches >= 0
            if not change:
                assert (matches, cost) <= (-price.matched, -price.total)


def test_ranks_and_best_mentors():
    points = DensePoints([[5, 9, -1, 9, 0]])
    assert rank_of(points, 0, 1) == rank_of(points, 0, 3) == Rank(1, 4)
    assert rank_of(points, 0, 0) == Rank(3, 4)
    assert rank_of(points, 0, 2) == Rank(5, 4)
    assert best_for(points, 0, 3) == [1, 3, 0]
    assert best_for(points, 0, 9) == [1, 3, 0, 4]
