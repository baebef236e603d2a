import numpy as np
import pytest

from matching.engine import (
    DensePoints,
    Keep,
    LockConflict,
    People,
    Policy,
    ProfilePoints,
    optimum,
    pool,
    solve,
    verify,
)
from tests.matching.engine.crowd import crowd, packed
from tests.matching.engine.instances import BORDERS, instance, oracle


def ids(prefix, n):
    return [f"{prefix}{k}" for k in range(n)]


@pytest.mark.parametrize("seed", range(120))
def test_as_many_matches_and_points_as_scipy_finds(seed):
    scores, capacity, locks, forbids = instance(seed)
    points = DensePoints(scores)
    solution = solve(points, capacity, locks=locks, forbids=forbids)
    assert (solution.matched, solution.total) == oracle(scores, capacity, locks, forbids)
    verify(points, capacity, solution)


@pytest.mark.parametrize("seed", range(20))
def test_profiles_are_solved_like_their_matrix(seed):
    mentees, mentors, facts, related = packed(crowd(seed))
    policy = Policy.from_document({"format": "mentoring", "allow_mutual": True})
    points = ProfilePoints(mentees, mentors, policy, facts, related)
    capacity = np.arange(9) % 3
    solution = solve(points, capacity)
    verify(points, capacity, solution)
    assert (solution.matched, solution.total) == oracle(
        points.block(np.arange(12)).astype(int), capacity
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("small", [False, True])
def test_row_order_does_not_matter_when_people_have_ids(seed, small, monkeypatch):
    if small:
        monkeypatch.setattr(pool, "FEW_PAIRS", 0)
        monkeypatch.setattr(optimum, "POOL", 2)
    rng = np.random.default_rng(seed)
    n, m = 30, 20
    scores, capacity = rng.integers(-1, 4, (n, m)), rng.integers(0, 3, m)
    mentees, mentors = ids("a", n), ids("b", m)
    found = named_pairs(scores, capacity, mentees, mentors, range(n), range(m))
    for _ in range(3):
        rows, columns = rng.permutation(n), rng.permutation(m)
        assert named_pairs(scores, capacity, mentees, mentors, rows, columns) == found


def named_pairs(scores, capacity, mentees, mentors, rows, columns):
    rows, columns = np.array(rows), np.array(columns)
    names = [mentees[i] for i in rows], [mentors[j] for j in columns]
    solution = solve(
        DensePoints(scores[rows][:, columns], *names), capacity[columns], salt=b"run 7"
    )
    return {(names[0][i], names[1][j]) for i, j in solution.pairs}


def test_the_salt_moves_ties_but_not_the_result():
    points = DensePoints(np.zeros((30, 30), int), ids("a", 30), ids("b", 30))
    one, other = (solve(points, [1] * 30, salt=salt) for salt in (b"1", b"2"))
    assert one.match.tolist() != other.match.tolist()
    assert (one.matched, one.total) == (other.matched, other.total) == (30, 0)


@pytest.mark.parametrize(("scores", "capacity", "match"), BORDERS)
def test_nobody_nothing_and_one(scores, capacity, match):
    points = DensePoints(scores)
    solution = solve(points, capacity)
    assert solution.match.tolist() == match
    verify(points, capacity, solution)


def test_one_more_match_is_worth_more_than_any_points():
    points = DensePoints([[100, 0], [100, -1]])
    solution = solve(points, [1, 1])
    assert solution.match.tolist() == [1, 0]
    assert (solution.matched, solution.total) == (2, 100)


def test_points_too_large_for_exact_arithmetic_are_refused():
    with pytest.raises(ValueError, match="too large for exact 64-bit arithmetic"):
        solve(DensePoints([[2**60, 1], [3, 4]]), [1, 1])
    points = DensePoints([[2**53, 1], [2**53 - 1, 0]])
    assert solve(points, [1, 1]).total == 2**53


@pytest.mark.parametrize(
    ("array", "says"),
    [
        ([[-2]], "must be -1"),
        ([[0.5]], "must be whole numbers"),
        ([1, 2], "two dimensions"),
    ],
)
def test_scores_that_cannot_be_are_refused(array, says):
    with pytest.raises(ValueError, match=says):
        DensePoints(array)


@pytest.mark.parametrize("capacity", [[1], [1, -1], [0.5, 1], [[1, 1]]])
def test_capacities_that_cannot_be_are_refused(capacity):
    with pytest.raises(ValueError, match="capacity must be"):
        solve(DensePoints([[1, 2]]), capacity)


def test_ids_must_fit_and_differ():
    for names in (["a"], ["a", "a"]):
        with pytest.raises(ValueError, match="mentor_ids must be 2 different names"):
            DensePoints([[1, 2]], mentor_ids=names)


@pytest.mark.parametrize(
    ("locks", "forbids", "code", "pairs"),
    [
        ([(0, 1)], [], "breaks_rule", ((0, 1),)),
        ([(0, 0), (0, 2)], [], "two_locks", ((0, 0), (0, 2))),
        ([(0, 0), (1, 0)], [], "over_capacity", ((0, 0), (1, 0))),
        ([(0, 0)], [(0, 0)], "locked_and_forbidden", ((0, 0),)),
        ([(2, 0)], [], "out_of_range", ((2, 0),)),
        ([], [(0, -1)], "out_of_range", ((0, -1),)),
    ],
)
def test_locks_that_cannot_hold_name_their_offenders(locks, forbids, code, pairs):
    with pytest.raises(LockConflict) as caught:
        solve(DensePoints([[1, -1, 1], [1, 1, 1]]), [1, 1, 1], locks=locks, forbids=forbids)
    assert [(c.code, c.pairs) for c in caught.value.conflicts] == [(code, pairs)]


def test_the_broken_rule_is_named():
    level = {"a": 8, "b": 2}
    people = [People.of([name], level=[level[name]]) for name in "ab"]
    with pytest.raises(LockConflict, match="breaks the rule level_gap: 0-0"):
        solve(ProfilePoints(*people, Policy.for_format("mentoring")), [1], locks=[(0, 0)])


def test_an_accepted_override_holds_and_counts_no_points():
    points = DensePoints([[-1, 5], [7, 6]])
    solution = solve(points, [1, 1], locks=[(0, 0)], overrides=[(0, 0)])
    assert solution.match.tolist() == [0, 1]
    assert solution.total == 6
    verify(points, [1, 1], solution)


def test_floors_lift_the_weakest_pairs():
    points = DensePoints([[100, 60], [50, 0]])
    assert solve(points, [1, 1]).match.tolist() == [1, 0]
    points = DensePoints([[100, 40], [90, 20]])
    plain, lifted = solve(points, [1, 1]), solve(points, [1, 1], floors=[30])
    assert plain.total == 130 == lifted.total
    points = DensePoints([[100, 35], [75, 20]])
    plain, lifted = solve(points, [1, 1]), solve(points, [1, 1], floors=[30])
    assert plain.match.tolist() == [0, 1]
    assert lifted.match.tolist() == [1, 0]
    assert (plain.total, lifted.total) == (120, 110)
    verify(points, [1, 1], lifted)


def test_kept_pairs_win_ties_and_small_differences():
    points = DensePoints([[10, 11], [11, 10]])
    keep = Keep(((0, 0), (1, 1)), bonus=2)
    solution = solve(points, [1, 1], keep=keep)
    assert solution.match.tolist() == [0, 1]
    assert solution.total == 20
    verify(points, [1, 1], solution)
    assert solve(points, [1, 1], keep=Keep(keep.pairs, bonus=0)).match.tolist() == [1, 0]


def test_two_people_do_not_mentor_each_other():
    points = DensePoints([[-1, 9, 2], [8, -1, 1]], ["ann", "bob"], ["ann", "bob", "cy"])
    both_ways = solve(points, [1, 1, 1])
    assert both_ways.match.tolist() == [1, 0]
    one_way = solve(points, [1, 1, 1], allow_mutual=False)
    assert one_way.match.tolist() == [1, 2]
    assert one_way.mutual == ((1, 0),)
    verify(points, [1, 1, 1], one_way)


def test_the_policy_decides_about_mentoring_each_other():
    people = [People.of(["ann", "bob"], level=[5, 5])] * 2
    buddy = Policy.for_format("buddy").to_document()
    for allowed, matched in ((False, 1), (True, 2)):
        policy = Policy.from_document({**buddy, "allow_mutual": allowed})
        assert solve(ProfilePoints(*people, policy), [1, 1]).matched == matched


def test_locks_of_both_directions_are_hrs_word():
    points = DensePoints([[-1, 9], [8, -1]], ["ann", "bob"], ["ann", "bob"])
    solution = solve(points, [1, 1], locks=[(0, 1), (1, 0)], allow_mutual=False)
    assert solution.matched == 2
    solution = solve(points, [1, 1], locks=[(1, 0)], allow_mutual=False)
    assert solution.match.tolist() == [-1, 0]


def test_progress_is_told_and_never_falls_back_within_a_stage():
    heard = []
    solve(DensePoints([[1]]), [1], progress=lambda stage, done: heard.append((stage, done)))
    assert [stage for stage, _ in heard] == ["score", "solve", "prove", "prove"]
    assert heard[-1] == ("prove", 1.0)


def test_without_ids_nobody_is_known_to_be_on_both_sides():
    points = DensePoints([[-1, 9], [8, -1]])
    assert solve(points, [1, 1], allow_mutual=False).matched == 2


def test_a_negative_bonus_for_kept_pairs_is_refused():
    with pytest.raises(ValueError, match="must be 0 or more"):
        solve(DensePoints([[1]]), [1], keep=Keep(((0, 0),), bonus=-1))
