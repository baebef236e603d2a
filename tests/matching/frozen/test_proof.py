import inspect
from dataclasses import fields, replace

import numpy as np
import pytest

from matching import engine
from matching.engine import DensePoints, Keep, Solution, solve, verify
from matching.frozen import proof
from matching.frozen.archive import UnreadableError

POINTS = DensePoints([[90, 60, 5], [80, 10, 5], [70, -1, 5], [3, 3, 3]])


def solution():
    return solve(
        POINTS, [1, 1, 2], locks=[(3, 2)], forbids=[(0, 0)], overrides=[(3, 2)], floors=[20, 40],
        keep=Keep(((1, 0),), 4), salt=b"salt", allow_mutual=False,
    )  # fmt: skip


def test_every_field_of_the_solution_comes_back():
    before = solution()
    after = proof.unseal(proof.seal(before), b"salt")
    for field in fields(Solution):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if isinstance(was, np.ndarray):
            assert (now.dtype, now.tolist()) == (was.dtype, was.tolist()), field.name
        elif field.name != "pool":
            assert (type(now), now) == (type(was), was), field.name


def test_no_field_of_the_solution_is_forgotten():
    listed = {*proof.ARRAYS, *proof.PAIRS, *proof.PLAIN, *proof.ELSEWHERE}
    assert listed == set(proof.FIELDS)


def test_whatever_the_engine_is_told_is_told_again():
    told = set(inspect.signature(engine.solve).parameters)
    assert set(proof.DECISIONS) == told - {"points", "capacity", "salt", "progress"}


@pytest.mark.parametrize(
    "told", [{"fairness": "total"}, {"fairness": "balanced"}, {"floors": [30, 45]}, {"floors": []}]
)
def test_told_again_the_engine_finds_the_same(told):
    before = solve(POINTS, [1, 1, 2], salt=b"salt", **told)
    kept = proof.unseal(proof.seal(before), b"salt")
    again = solve(POINTS, [1, 1, 2], salt=b"salt", **proof.decisions(kept))
    assert (again.fairness, again.floors) == (before.fairness, before.floors)
    assert again.match.tolist() == before.match.tolist()
    verify(POINTS, [1, 1, 2], kept)


def test_numbers_of_any_length_come_back():
    before = solution()
    prices = np.array([7**6000, 0, 1, 2], object)
    long = replace(before, mentee_price=prices, bonus=11**9000)
    after = proof.unseal(proof.seal(long), b"salt")
    assert after.mentee_price.tolist() == prices.tolist()
    assert (after.bonus, type(after.bonus)) == (11**9000, int)


def test_a_result_without_pairs_to_keep_has_none():
    before = solve(POINTS, [1, 1, 2])
    assert proof.unseal(proof.seal(before), b"").keep is None


def test_other_bytes_are_unreadable():
    with pytest.raises(UnreadableError):
        proof.unseal(b"noise", b"")
