from dataclasses import replace

import numpy as np
import pytest

from matching.engine import FACTORS, RULES, PairFacts, People, Policy, ProfilePoints
from tests.matching.engine import reference
from tests.matching.engine.crowd import crowd, packed

PRESETS = [Policy.for_format(name) for name in ("mentoring", "reverse", "buddy")]
POLICIES = [
    *PRESETS,
    replace(PRESETS[0], rules=frozenset()),
    replace(PRESETS[0], rules=frozenset(RULES), any_depth=True),
    replace(PRESETS[1], rules=frozenset(), weights=dict.fromkeys(FACTORS, 7)),
    replace(PRESETS[2], rules=frozenset(), weights={"department": -9}, max_time_zone_gap=30),
    replace(PRESETS[0], rules=frozenset(), weights=dict.fromkeys(FACTORS, 1000), hours_full=40),
]


def whole(points):
    return points.block(np.arange(points.shape[0]))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("policy", POLICIES)
def test_block_equals_the_plain_reference(policy, seed):
    raw = crowd(seed)
    points = ProfilePoints(*packed(raw)[:2], policy, *packed(raw)[2:])
    expected = [[reference.score(raw, policy, i, j) for j in range(9)] for i in range(12)]
    assert whole(points).tolist() == expected


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("policy", POLICIES)
def test_parts_and_rules_equal_the_reference_pair_by_pair(policy, seed):
    raw = crowd(seed + 100, n=5, m=4)
    points = ProfilePoints(*packed(raw)[:2], policy, *packed(raw)[2:])
    for i in range(5):
        codes, blocked = points.blocked(i)
        for j in range(4):
            parts = {part.factor: part.points for part in points.parts(i, j)}
            expected = reference.parts(raw, policy, i, j)
            assert parts == {code: expected[code] for code in FACTORS if policy.weights[code]}
            broken = [code for code, row in zip(codes, blocked, strict=True) if row[j]]
            assert broken == reference.rules(raw, policy, i, j)
            assert points.score(i, j) == (-1 if broken else sum(parts.values()))


def test_every_rule_and_factor_occurs_in_the_reference_runs():
    policy = POLICIES[4]
    seen = {
        code
        for seed in range(6)
        for i in range(12)
        for j in range(9)
        for raw in [crowd(seed)]
        for code in (
            *reference.rules(raw, policy, i, j),
            *(c for c, p in reference.parts(raw, POLICIES[5], i, j).items() if p),
        )
    }
    assert seen == {*RULES, *FACTORS}


def test_a_perfect_pair_earns_exactly_the_maximum():
    policy = Policy.for_format("reverse")
    hours = [[True] * 168]
    both = {
        "department": [1],
        "site": [1],
        "languages": [3],
        "hours": hours,
        "interests": [[1, 2, 3]],
    }
    mentee = People.of(
        ["a"], **both, level=[6], waited=[3], goals=[[(1, 1, 3, 1)]], offers=[[(2, 5)]]
    )
    both["department"] = [2]
    mentor = People.of(
        ["b"],
        **both,
        level=[3],
        background=[[1]],
        offers=[[(1, 3)]],
        goals=[[(2, 1, 4, 1)]],
    )
    facts = PairFacts(mentee_wishes=[(0, 0, 1)], mentor_wishes=[(0, 0, 1)])
    points = ProfilePoints(mentee, mentor, policy, facts)
    assert points.score(0, 0) == policy.maximum == points.maximum == 100
    assert [part.points for part in points.parts(0, 0)] == [w for w in policy.weights.values() if w]


def test_a_person_of_whom_nothing_is_known_is_excluded_from_nobody():
    points = ProfilePoints(People.of(["a"]), People.of(["b"]), Policy.for_format("mentoring"))
    assert points.score(0, 0) == 0


def test_reverse_mentoring_wants_the_junior_to_teach():
    people = {"junior": 2, "senior": 8}
    rows = {name: People.of([name], level=[level]) for name, level in people.items()}
    reverse = Policy.for_format("reverse")
    assert ProfilePoints(rows["senior"], rows["junior"], reverse).score(0, 0) >= 0
    assert ProfilePoints(rows["junior"], rows["senior"], reverse).score(0, 0) == -1
    mentoring = Policy.for_format("mentoring")
    assert ProfilePoints(rows["senior"], rows["junior"], mentoring).score(0, 0) == -1


def test_the_matrix_is_never_held():
    import tracemalloc

    mentees, mentors = (People.of([f"{s}{k}" for k in range(3000)]) for s in "ab")
    points = ProfilePoints(mentees, mentors, Policy.for_format("mentoring"))
    tracemalloc.start()
    for at in range(0, 3000, 60):
        points.block(np.arange(at, at + 60))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3000 * 3000


def test_many_classes_of_mentees_score_the_same_as_few():
    mentees = People.of([f"a{k}" for k in range(1500)], department=list(range(1500)))
    mentors = People.of(["b", "c"], department=[3, 2000])
    points = ProfilePoints(mentees, mentors, Policy.for_format("mentoring"))
    assert whole(points)[:5].tolist() == [[5, 5], [5, 5], [5, 5], [0, 5], [5, 5]]


def test_rows_of_facts_and_shares_must_exist():
    people = People.of(["a"]), People.of(["b"])
    policy = Policy.for_format("mentoring")
    with pytest.raises(ValueError, match="past names a row out of range"):
        ProfilePoints(*people, policy, PairFacts(past=[(0, 1)]))
    with pytest.raises(ValueError, match="related must share from 0 to 100"):
        ProfilePoints(*people, policy, related=[(1, 2, 101)])


def test_a_relation_has_a_direction_and_goes_back_the_same_unless_told():
    wants, offers = People.of(["a"], goals=[[(1, 0, 3, 1)]]), People.of(["b"], offers=[[(2, 5)]])
    policy = Policy.from_document({"format": "buddy", "weights": {"skills": 100}})
    for related, points in (
        ([(1, 2, 40)], 40),
        ([(2, 1, 40)], 40),
        ([(1, 2, 40), (2, 1, 80)], 40),
        ([(1, 2, 40), (1, 2, 60), (2, 1, 80)], 60),
        ([(1, 2, 0), (2, 1, 80)], 0),
    ):
        parts = ProfilePoints(wants, offers, policy, related=related).parts(0, 0)
        assert next(part.points for part in parts if part.factor == "skills") == points
