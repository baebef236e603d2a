"""Every edit, repaired in a pool too small for it, against solving the edited problem anew."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import (
    DensePoints,
    Forbid,
    Keep,
    Lock,
    LockConflict,
    MorePlaces,
    Pause,
    Swap,
    edits,
    price_of,
    solve,
)
from matching.engine.standing import Standing
from tests.matching.engine.brute import value
from tests.matching.engine.draws import decided, often
from tests.matching.engine.instances import instance
from tests.matching.engine.small_pool import pool_of

FLOORS = (3, 12)


@st.composite
def modes(draw, shape):
    """Arguments of `solve` beside locks and forbids, and the same for `brute.value`."""
    mode = draw(st.sampled_from(("total", "floors", "balanced")))
    cell = st.tuples(*(st.integers(0, size - 1) for size in shape))
    kept, bonus = draw(st.lists(cell, max_size=3)), draw(st.integers(0, 5))
    floors = FLOORS if mode == "floors" else ()
    arguments = {"fairness": mode, "keep": Keep(tuple(kept), bonus) if kept else None}
    if floors:
        arguments["floors"] = floors
    return arguments, (mode, floors, set(kept), bonus)


def every_edit(n, m):
    cells = [(i, j) for i in range(n) for j in range(m)]
    return [
        *(Lock(*cell) for cell in cells),
        *(Forbid(*cell) for cell in cells),
        *(Swap(i, k) for i in range(n) for k in range(i)),
        *(MorePlaces(j, places) for j in range(m) for places in (-2, -1, 1, 2)),
        *(Pause(i) for i in range(n)),
    ]


def edited(problem, solution, edit):
    """The problem that an edit makes, from its words: somebody paused may have nobody."""
    scores, capacity, locks, forbids = problem
    locks, forbids, capacity = set(locks), set(forbids), capacity.copy()
    match = solution.match.tolist()
    match edit:
        case Lock(i, j):
            locks.add((i, j))
        case Forbid(i, j):
            forbids.add((i, j))
        case Swap(i, k):
            traded = {(i, match[k]), (k, match[i])}
            locks |= {pair for pair in traded if pair[1] >= 0}
            held = {(i, match[i]), (k, match[k])}
            forbids |= {pair for pair in held - locks if pair[1] >= 0}
        case MorePlaces(j, places):
            capacity[j] += places
        case Pause(i):
            locks = {pair for pair in locks if pair[0] != i}
            forbids |= {(i, j) for j in range(len(capacity))}
    return scores, capacity, sorted(locks), sorted(forbids)


def check(problem, solution, edit, arguments, judged):
    """The price of an edit is what solving anew says; who moves makes a result that may be."""
    points, capacity = DensePoints(problem[0]), problem[1]
    after = edited(problem, solution, edit)
    try:
        expected = solve(points, after[1], locks=after[2], forbids=after[3], **arguments)
    except (LockConflict, ValueError) as error:
        with pytest.raises(type(error)):
            price_of(points, capacity, solution, edit)
        return
    price = price_of(points, capacity, solution, edit)
    match = solution.match.copy()
    for move in price.moved:
        assert move.before != move.after
        assert (-1 if move.before is None else move.before) == match[move.mentee]
        match[move.mentee] = -1 if move.after is None else move.after
    allowed(after, match)
    assert worth(problem[0], match, judged) == worth(problem[0], expected.match, judged)
    assert price.matched == (match >= 0).sum() - solution.matched
    assert price.total == points_of(problem[0], match) - solution.total


def allowed(problem, match):
    scores, capacity, locks, forbids = problem
    pairs = [(i, j) for i, j in enumerate(match.tolist()) if j >= 0]
    assert all(scores[pair] >= 0 for pair in pairs)
    assert (np.bincount(match[match >= 0], minlength=len(capacity)) <= capacity).all()
    assert set(locks) <= set(pairs)
    assert not set(forbids) & set(pairs)


def worth(scores, match, judged):
    mode, floors, kept, bonus = judged
    return value(mode, scores, match.tolist(), max(0, int(scores.max())), floors, kept, bonus)


def points_of(scores, match):
    return sum(int(scores[i, j]) for i, j in enumerate(match.tolist()) if j >= 0)


@often
@given(st.data(), decided(), st.integers(1, 3))
def test_an_edit_costs_what_solving_anew_says(data, problem, size):
    scores, capacity, locks, forbids = problem
    arguments, judged = data.draw(modes(scores.shape))
    edit = data.draw(st.sampled_from(every_edit(*scores.shape)))
    with pool_of(size):
        found = solve(DensePoints(scores), capacity, locks=locks, forbids=forbids, **arguments)
        if data.draw(st.booleans()):
            found = replace(found, pool=None)  # as read back from the database
        check(problem, found, edit, arguments, judged)


@pytest.mark.parametrize("seed", range(4))
def test_every_edit_of_a_program_costs_what_solving_anew_says(seed):
    rng = np.random.default_rng(seed)
    scores, capacity = rng.integers(-1, 9, (9, 7)), rng.integers(0, 3, 7)
    mode = ("total", "floors", "balanced", "total")[seed]
    arguments = {"fairness": mode, **({"floors": FLOORS} if mode == "floors" else {})}
    judged = mode, arguments.get("floors", ()), set(), 0
    with pool_of(3):
        found = solve(DensePoints(scores), capacity, **arguments)
        for edit in every_edit(9, 7):
            check((scores, capacity, [], []), found, edit, arguments, judged)


def test_edits_of_larger_problems_with_locks_and_forbids():
    for seed in range(60):
        problem, rng = instance(seed), np.random.default_rng(seed)
        scores, capacity, locks, forbids = problem
        with pool_of(3):
            found = solve(DensePoints(scores), capacity, locks=locks, forbids=forbids)
            for edit in rng.choice(np.array(every_edit(*scores.shape), object), 6):
                check(problem, found, edit, {}, ("total", (), set(), 0))


def test_small_pools_are_truly_repaired_and_widened(monkeypatch):
    """Most edits are mended, not solved anew, and some need pairs from outside the pool."""
    mended, widened = [], []
    repaired, widen = edits._repaired, Standing._widen
    monkeypatch.setattr(edits, "_repaired", lambda *of: mended.append(repaired(*of)) or mended[-1])
    monkeypatch.setattr(Standing, "_widen", lambda *of: widened.append(widen(*of)))
    rng = np.random.default_rng(1)
    scores = rng.integers(0, 60, 20) + rng.integers(0, 30, (30, 20))  # many want the same
    capacity = np.ones(20, int)
    with pool_of(3):
        found = solve(DensePoints(scores), capacity)
        for pair in found.pairs:
            price_of(DensePoints(scores), capacity, found, Forbid(*pair))
            price_of(DensePoints(scores), capacity, found, MorePlaces(pair[1], 2))
    assert all(match is not None for match in mended)
    assert widened
