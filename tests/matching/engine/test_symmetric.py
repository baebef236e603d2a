import random
import sys
from itertools import product

import numpy as np
import pytest

from matching.engine import DensePoints, Policy, ProfilePoints, pair_peers, symmetric
from tests.matching.engine.crowd import columns, packed


def cohort(n, seed=0, **policy):
    chance = random.Random(seed)
    names = [f"p{k}" for k in range(n)]
    side = columns(chance, names, {name: chance.choice(["", *names]) for name in names})
    facts = {
        "mentee_wishes": [(chance.randrange(n), chance.randrange(n), 1) for _ in range(n)],
        "mentor_wishes": [],
        "exclusions": [(0, 1)],
        "forbidden": [(3, 2)],
        "past": [],
    }
    people, same, facts, related = packed(
        {"mentees": side, "mentors": side, "facts": facts, "related": []}
    )
    policy = Policy.from_document({"format": "buddy", **policy})
    return ProfilePoints(people, same, policy, facts, related)


@pytest.mark.parametrize("n", [5, 40, 700])
def test_both_directions_are_added_where_both_are_allowed(n):
    points = cohort(n)
    both = symmetric(points)
    given = points.block(np.arange(n)).astype(int)
    found = both.block(np.arange(n))
    allowed = (given >= 0) & (given.T >= 0)
    assert (found == np.where(allowed, given + given.T, -1)).all()
    assert both.maximum == 200
    assert found.dtype == np.int16


def test_one_direction_that_is_not_allowed_keeps_both_apart():
    points = cohort(6)
    both = symmetric(points).block(np.arange(6))
    assert both[0, 1] == both[1, 0] == both[2, 3] == both[3, 2] == -1
    assert (np.diag(both) == -1).all()


def test_large_points_are_added_in_larger_numbers():
    scores = np.array([[0, 30_000], [20_000, 0]])
    ids = ["a", "b"]
    both = symmetric(DensePoints(scores, ids, ids)).block(np.arange(2))
    assert both.tolist() == [[-1, 50_000], [50_000, -1]]


@pytest.mark.parametrize("n", [8, 21])
def test_a_cohort_is_paired_with_itself(n):
    points = cohort(n, rules=["self", "exclusion", "forbidden"])
    found = pair_peers(symmetric(points))
    assert found.placed == n
    together = [
        (i, j)
        for group in (*found.pairs, *found.trios)
        for i, j in product(group, repeat=2)
        if i != j
    ]
    assert found.total == sum(points.score(i, j) for i, j in together)


@pytest.mark.parametrize(
    ("mentees", "mentors"), [(["a", "b"], ["b", "a"]), (["a", "b"], ["a", "c"]), (["a", "b"], None)]
)
def test_two_different_sides_are_refused(mentees, mentors):
    with pytest.raises(ValueError, match="the same people in the same order"):
        symmetric(DensePoints(np.zeros((2, 2), int), mentees, mentors))


def test_more_people_than_fit_are_refused(monkeypatch):

    monkeypatch.setattr(sys.modules["matching.engine.symmetric"], "MOST_PEOPLE", 2)
    with pytest.raises(ValueError, match="at most 2 people"):
        symmetric(DensePoints(np.zeros((3, 3), int)))
