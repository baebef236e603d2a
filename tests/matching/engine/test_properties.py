"""What must hold of every result, on problems small enough to look at all there is."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import DensePoints, Keep, Policy, ProfilePoints, place_values, solve, verify
from tests.matching.engine.brute import best_value, value
from tests.matching.engine.crowd import crowd, packed
from tests.matching.engine.draws import decided, often, scored, sometimes
from tests.matching.engine.instances import instance, oracle
from tests.matching.engine.small_pool import pool_of

MODES = ("total", "floors", "balanced", "leximin")
FLOORS = {"floors": (3, 12)}


def solved(mode, scores, capacity, locks=(), forbids=(), keep=None):
    points = DensePoints(scores)
    found = solve(
        points,
        capacity,
        locks=locks,
        forbids=forbids,
        keep=keep,
        fairness=mode,
        floors=FLOORS.get(mode),
    )
    verify(points, capacity, found)
    return found


def worth(mode, scores, found):
    highest = max(0, int(scores.max()))
    return value(mode, scores, found.match.tolist(), highest, FLOORS.get(mode, ()))


@often
@given(decided(), st.integers(1, 3))
def test_any_pool_finds_what_scipy_finds_and_prices_every_mentor(problem, size):
    """Also mentors without a place, whom the solver leaves out."""
    with pool_of(size):
        found = solved("total", *problem)
    assert (found.matched, found.total) == oracle(*problem)
    scores, capacity, locks, forbids = problem
    for one in place_values(found):
        more = capacity + (np.arange(len(capacity)) == one.mentor)
        matched, total = oracle(scores, more, locks, forbids)
        assert (one.matches, one.points) == (matched - found.matched, total - found.total)


def test_larger_pools_that_must_grow_find_what_scipy_finds():
    grown = 0
    for seed in range(60):
        problem, size = instance(seed), 1 + seed % 3
        with pool_of(size):
            found = solved("total", *problem)
        assert (found.matched, found.total) == oracle(*problem)
        grown += found.pool is not None and np.diff(found.pool.start).max(initial=0) > size
    assert grown > 5


@often
@given(decided(most=5), st.sampled_from(MODES), st.integers(1, 3), st.data())
def test_every_mode_finds_the_best_there_is_from_any_pool(problem, mode, size, data):
    cells = st.tuples(*(st.integers(0, side - 1) for side in problem[0].shape))
    pairs, bonus = data.draw(st.lists(cells, max_size=3, unique=True)), data.draw(st.integers(0, 5))
    with pool_of(size):
        found = solved(mode, *problem, keep=Keep(tuple(pairs), bonus))
    floors, highest = FLOORS.get(mode, ()), max(0, int(problem[0].max()))
    own = value(mode, problem[0], found.match.tolist(), highest, floors, set(pairs), bonus)
    assert own == best_value(mode, (*problem, pairs), floors, bonus)


@sometimes
@given(scored(), st.sampled_from(MODES), st.data())
def test_one_more_mentor_never_lowers_the_objective(problem, mode, data):
    scores, capacity = problem
    highest = int(scores.max())
    column = st.lists(st.integers(-1, max(highest, -1)), min_size=len(scores), max_size=len(scores))
    wider = np.column_stack([scores, data.draw(column)])
    before = solved(mode, scores, capacity)
    after = solved(mode, wider, [*capacity, data.draw(st.integers(0, 2))])
    assert worth(mode, wider, after) >= worth(mode, scores, before)


@sometimes
@given(scored(), st.sampled_from(MODES), st.data())
def test_one_more_forbid_never_raises_the_objective(problem, mode, data):
    scores, capacity = problem
    cells = [(i, j) for i in range(len(scores)) for j in range(len(capacity))]
    first, more = (
        data.draw(st.lists(st.sampled_from(cells), max_size=3)),
        data.draw(st.sampled_from(cells)),
    )
    before = solved(mode, scores, capacity, forbids=first)
    after = solved(mode, scores, capacity, forbids=[*first, more])
    assert worth(mode, scores, after) <= worth(mode, scores, before)
    assert after.match[more[0]] != more[1]


@sometimes
@given(scored(), st.sampled_from(MODES), st.integers(1, 3), st.data())
def test_the_order_of_people_does_not_matter(problem, mode, size, data):
    scores, capacity = problem
    n, m = scores.shape
    rows, columns = (data.draw(st.permutations(range(k))) for k in (n, m))
    with pool_of(size):
        straight = named(mode, scores, capacity, range(n), range(m))
        assert named(mode, scores, capacity, rows, columns) == straight


def named(mode, scores, capacity, rows, columns):
    rows, columns = np.array(rows), np.array(columns)
    names = [f"a{i}" for i in rows], [f"b{j}" for j in columns]
    points = DensePoints(scores[np.ix_(rows, columns)], *names)
    found = solve(points, capacity[columns], salt=b"7", fairness=mode, floors=FLOORS.get(mode))
    return {(names[0][i], names[1][j]) for i, j in found.pairs}


@pytest.mark.parametrize("format_", ["mentoring", "reverse", "buddy"])
def test_neither_the_numbers_of_skills_nor_the_order_of_anything_matters(format_):
    policy = Policy.for_format(format_)
    for seed in range(6):
        raw, chance = crowd(seed, 24, 18), random.Random(seed)
        capacity = np.arange(18) % 3
        straight = pairs_of(raw, policy, capacity)
        assert len(straight) > 3
        assert pairs_of(renumbered(raw, chance), policy, capacity) == straight
        rows, columns = chance.sample(range(24), 24), chance.sample(range(18), 18)
        turned = reordered(raw, rows, columns)
        assert pairs_of(turned, policy, capacity[columns]) == straight


def pairs_of(raw, policy, capacity):
    mentees, mentors, facts, related = packed(raw)
    points = ProfilePoints(mentees, mentors, policy, facts, related)
    found = solve(points, capacity, salt=b"7")
    return {(mentees.id[i], mentors.id[j]) for i, j in found.pairs}


def renumbered(raw, chance):
    """Skills under other numbers, and everybody's goals and offers in another order."""
    number = dict(enumerate(chance.sample(range(50), 8)))

    def told(lists):
        return [chance.sample([(number[x[0]], *x[1:]) for x in one], len(one)) for one in lists]

    sides = {
        side: {**raw[side], "goals": told(raw[side]["goals"]), "offers": told(raw[side]["offers"])}
        for side in ("mentees", "mentors")
    }
    related = [(number[one], number[other], share) for one, other, share in raw["related"]]
    return {**raw, **sides, "related": related}


def reordered(raw, rows, columns):
    sides = {
        side: {name: [values[k] for k in order] for name, values in raw[side].items()}
        for side, order in (("mentees", rows), ("mentors", columns))
    }
    facts = {
        name: [(rows.index(i), columns.index(j), *rest) for i, j, *rest in lines]
        for name, lines in raw["facts"].items()
    }
    return {**raw, **sides, "facts": facts}
