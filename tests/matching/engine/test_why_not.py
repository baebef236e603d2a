"""What each rule tells about the pair it blocks."""

from dataclasses import replace

import pytest

from matching.engine import RULES, DensePoints, PairFacts, People, Policy, ProfilePoints, solve
from matching.engine import why_not as ask
from tests.matching.engine import reference
from tests.matching.engine.crowd import crowd, packed

STRICT = replace(Policy.for_format("mentoring"), rules=frozenset(RULES), any_depth=True)


def told(mentee=None, mentor=None, *, policy=STRICT, related=(), **facts):
    """Rule → facts of one mentee "ben" and one mentor "ada"."""
    ben, ada = People.of(["ben"], **mentee or {}), People.of(["ada"], **mentor or {})
    points = ProfilePoints(ben, ada, policy, PairFacts(**facts), related)
    answer = ask(points, solve(points, [1]), 0, 0)
    assert tuple(answer.facts) == answer.rules
    return answer.facts


@pytest.mark.parametrize(
    ("mentee", "mentor", "relation", "above"),
    [
        ({"manager": ["ada"]}, {}, "manager", "mentor"),
        ({}, {"manager": ["ben"]}, "manager", "mentee"),
        ({"manager2": ["ada"]}, {}, "managers_manager", "mentor"),
        ({}, {"manager2": ["ben"]}, "managers_manager", "mentee"),
        ({"manager": ["eve"]}, {"manager": ["eve"]}, "same_manager", None),
        ({"chain": [["eve", "ada"]]}, {}, "line", "mentor"),
        ({}, {"chain": [["eve", "ben"]]}, "line", "mentee"),
    ],
)
def test_the_reporting_line_says_which_relation(mentee, mentor, relation, above):
    assert told(mentee, mentor)["reporting_line"] == {"relation": relation, "above": above}


def test_level_and_clock_say_both_sides_and_the_limit():
    facts = told({"level": [5], "utc_offset": [-480]}, {"level": [5], "utc_offset": [540]})
    assert facts["level_gap"] == {"mentee": 5, "mentor": 5, "gap": 0, "from": 1, "to": 9}
    clock = {"mentee": -480, "mentor": 540, "gap": 420, "limit": 360}
    assert facts["time_zone_gap"] == clock


def test_language_department_site_and_past_say_what_they_saw():
    facts = told(
        {"languages": [0b101], "department": [3], "site": [1]},
        {"languages": [0b010], "department": [3], "site": [2]},
        past=[(0, 0)],
    )
    assert facts["no_shared_language"] == {"mentee": [0, 2], "mentor": [1]}
    assert facts["same_department"] == {"department": 3}
    assert facts["different_site"] == {"mentee": 1, "mentor": 2}
    assert facts["past_pair"] == {"format": "mentoring"}
    assert facts["training_missing"] == {}


def test_an_uncovered_goal_names_the_offers_that_come_near():
    goal, near = (7, 3, 4, 1), (8, 2)
    facts = told({"goals": [[goal]]}, {"offers": [[near, (50, 5)]]}, related=[(7, 8, 60)])
    assert facts["no_goal_covered"] == {
        "goals": [{"skill": 7, "current": 3, "target": 4}],
        "too_low": [{"skill": 7, "current": 3, "offer_skill": 8, "offer_level": 2}],
    }


def test_an_exclusion_never_says_whose():
    assert told(exclusions=[(0, 0)])["exclusion"] == {}
    assert told(forbidden=[(0, 0)])["forbidden"] == {}


def test_every_blocked_pair_of_a_crowd_has_facts_that_hold():
    raw = crowd(3, 40, 30)
    mentees, mentors, facts, related = packed(raw)
    points = ProfilePoints(mentees, mentors, STRICT, facts, related)
    solution = solve(points, [1] * 30)
    seen = set()
    for i in range(40):
        for j in range(30):
            answer = ask(points, solution, i, j)
            assert list(answer.rules) == reference.rules(raw, STRICT, i, j)
            assert tuple(answer.facts) == answer.rules
            for rule, said in answer.facts.items():
                assert HOLDS[rule](said), (rule, said)
                seen.add(rule)
    assert seen == set(RULES) - {"self"} | ({"self"} & seen)


HOLDS = {
    "self": lambda said: said == {},
    "exclusion": lambda said: said == {},
    "forbidden": lambda said: said == {},
    "training_missing": lambda said: said == {},
    "reporting_line": lambda said: bool(said["relation"]),
    "past_pair": lambda said: bool(said["format"]),
    "no_shared_language": lambda said: not {*said["mentee"]} & {*said["mentor"]},
    "time_zone_gap": lambda said: said["gap"] > said["limit"],
    "level_gap": lambda said: not said["from"] <= said["gap"] <= said["to"],
    "same_department": lambda said: said["department"] >= 0,
    "different_site": lambda said: said["mentee"] != said["mentor"],
    "no_goal_covered": lambda said: all(
        near["offer_level"] <= near["current"] or near["skill"] != near["offer_skill"]
        for near in said["too_low"]
    ),
}


def test_a_lock_names_the_mentor_who_holds_the_mentee():
    points = DensePoints([[5, 4], [3, -1]])
    answer = ask(points, solve(points, [1, 1], locks=[(0, 1)]), 0, 0)
    assert (answer.rule, answer.facts) == ("locked", {"locked": {"mentor": 1}})
    assert ask(points, solve(points, [1, 1]), 1, 1).facts == {"not_allowed": {}}
