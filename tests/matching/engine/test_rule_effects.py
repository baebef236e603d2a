"""Counts of rules against a count by hand, pair by pair."""

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from matching import engine

# The function hides its module of the same name.
module = import_module("matching.engine.rule_effects")
RULES = frozenset(engine.RULES) - {"training_missing", "exclusion"}
ON = RULES - {"same_department", "different_site"}


def crowd(n, m, seed):
    dice = np.random.default_rng(seed)

    def side(prefix, size):
        return engine.People.of(
            [f"{prefix}{k}" for k in range(size)],
            department=dice.integers(0, 3, size).tolist(),
            site=dice.integers(0, 3, size).tolist(),
            country=[0] * size,
            utc_offset=(dice.integers(-8, 9, size) * 60).tolist(),
            level=dice.integers(1, 9, size).tolist(),
            manager=[f"b{k}" for k in dice.integers(0, 3, size)],
            manager2=[""] * size,
            languages=dice.integers(1, 4, size).tolist(),
            goals=[[(int(dice.integers(0, 3)), 1, 3, 1)] for _ in range(size)],
            offers=[[(int(dice.integers(0, 3)), 4)] for _ in range(size)],
        )

    policy = replace(engine.Policy.for_format("mentoring"), rules=RULES)
    return engine.ProfilePoints(side("e", n), side("o", m), policy)


def by_hand(points, on):
    n, m = points.shape
    pairs, people = {}, {}
    blocked = []
    for i in range(n):
        codes, masks = points.blocked(i)
        blocked.append({c: masks[k] for k, c in enumerate(codes)})
    allowed = [
        [not any(row[c][j] for c in on) for j in range(m)]
        for row in blocked
    ]  # fmt: skip
    for code in RULES | {"self"}:
        if code in on:
            others = on - {code}
            pairs[code] = sum(int(row[code].sum()) for row in blocked)
            people[code] = sum(
                not any(allowed[i]) and any(not any(row[c][j] for c in others) for j in range(m))
                for i, row in enumerate(blocked)
            )
        else:
            pairs[code] = sum(
                bool(row[code][j]) and allowed[i][j]
                for i, row in enumerate(blocked)
                for j in range(m)
            )
            people[code] = sum(
                any(allowed[i]) and not any(allowed[i][j] and not row[code][j] for j in range(m))
                for i, row in enumerate(blocked)
            )
    return pairs, people, sum(map(sum, allowed)), sum(not any(row) for row in allowed)


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_those_of_every_single_pair(seed, monkeypatch):
    points = crowd(23, 4 + seed, seed)
    found = engine.rule_effects(points, ON | {"self"})
    pairs, people, allowed, nobody = by_hand(points, ON | {"self"})
    assert {one.rule: one.pairs for one in found.rules} == pairs
    assert {one.rule: one.people for one in found.rules} == people
    assert (found.allowed, found.nobody) == (allowed, nobody)
    assert any(people.values())
    # In however many blocks the mentees are counted.
    monkeypatch.setattr(module, "row_blocks", lambda n, _width: [np.array([i]) for i in range(n)])
    assert engine.rule_effects(points, ON | {"self"}) == found


def test_nobody_is_counted_as_nobody():
    found = engine.rule_effects(crowd(0, 3, 1), ON)
    assert (found.mentees, found.allowed, found.nobody) == (0, 0, 0)
    assert {one.pairs for one in found.rules} == {0}
