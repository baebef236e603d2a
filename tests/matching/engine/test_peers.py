import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.engine import DensePoints, Keep, optimum, pair_peers, pool
from matching.engine import best_pairs as best_pairs_module
from matching.engine import peers as peers_module
from matching.engine.both_sides import BothSides
from matching.engine.peer_graph import PeerGraph
from tests.matching.engine.peer_world import check_groups, peers, points_of, possible, scores_of


def pair_the_long_way(scores, **options):
    """Small sets of people go the way of large ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(peers_module, "FEW", 0)
        return pair_peers(DensePoints(scores), **options)


@settings(deadline=None)
@given(peers())
def test_most_people_then_fewest_trios_then_most_points(scores):
    found = pair_peers(DensePoints(scores))
    check_groups(scores, found)
    best = max((2 * p + 3 * t, -t, total) for p, t, total in possible(scores))
    assert (found.placed, -len(found.trios), found.total) == best
    assert found.gap == 0


@settings(deadline=None)
@given(peers(most=7))
def test_the_long_way_pairs_as_many_as_can_be_and_says_a_true_bound(scores):
    found = pair_the_long_way(scores)
    check_groups(scores, found)
    groups = len(found.pairs), len(found.trios)
    outcomes = list(possible(scores))
    most_pairs = max(p for p, t, _ in outcomes if t == 0)
    assert sum(groups) == most_pairs
    assert found.total <= max(total for p, t, total in outcomes if (p, t) == groups) <= found.bound


@settings(deadline=None)
@given(peers(most=8))
def test_the_long_way_is_exact_when_it_needs_no_trio(scores):
    found = pair_the_long_way(scores)
    assume(not found.trios and len(scores) % 2 == 0)
    best = max((p, total) for p, t, total in possible(scores) if t == 0)
    assert (len(found.pairs), found.total) == best
    assert found.gap == 0


@settings(deadline=None)
@given(peers(least=2, most=7, allowed=True))
def test_the_long_way_leaves_nobody_alone_where_all_may_meet(scores):
    found = pair_the_long_way(scores)
    assert len(found.trios) == len(scores) % 2
    assert not found.unplaced
    best = max(total for p, t, total in possible(scores) if 2 * p + 3 * t == len(scores) and t < 2)
    assert found.total <= best <= found.bound


@settings(deadline=None)
@given(peers(most=7))
def test_nobody_is_left_who_could_join_a_pair(scores):
    found = pair_the_long_way(scores)
    for one in found.unplaced:
        assert all(points_of(scores, (*pair, one.row)) is None for pair in found.pairs)


@pytest.mark.parametrize("way", ["short", "long"])
@settings(deadline=None)
@given(scores=peers(least=2), order=st.randoms())
def test_the_order_of_the_rows_does_not_matter(way, scores, order):
    names = [f"p{k}" for k in range(len(scores))]
    rows = np.arange(len(scores))
    first = named(way, scores, names, rows)
    order.shuffle(rows)
    assert named(way, scores, names, rows) == first


def named(way, scores, names, rows):
    ids, cells = [names[i] for i in rows], scores[np.ix_(rows, rows)]
    if way == "short":
        found = pair_peers(DensePoints(cells), ids=ids, salt=b"autumn")
    else:
        found = pair_the_long_way(cells, ids=ids, salt=b"autumn")
    return {frozenset(ids[i] for i in group) for group in (*found.pairs, *found.trios)}


def big(n, seed, density=1.0):
    rng = np.random.default_rng(seed)
    place = rng.random((n, 3))
    far = ((place[:, None] - place) ** 2).sum(axis=-1)
    scores = np.maximum(100 - (60 * far).astype(int), 0)
    open_pairs = np.triu(rng.random((n, n)) < density, 1)
    return np.where(open_pairs | open_pairs.T, scores, -1)


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_people_are_paired_and_proven(seed):
    found = pair_peers(DensePoints(big(100, seed)))
    assert (len(found.pairs), found.gap) == (50, 0)


def test_people_whom_all_rate_highly_change_nothing():
    popular = np.random.default_rng(3).integers(0, 100, 60)
    scores = big(60, 3)
    first = pair_peers(DensePoints(scores))
    found = pair_peers(DensePoints(scores + popular[:, None] + popular))
    assert (found.total, found.gap) == (first.total + popular.sum(), 0)


def test_few_pairs_at_first_lead_to_the_same_result(monkeypatch):
    scores = big(80, 1)
    found = pair_peers(DensePoints(scores))
    monkeypatch.setattr(best_pairs_module, "NEAREST", 1)
    assert pair_peers(DensePoints(scores)).total == found.total


@pytest.mark.parametrize("n", [40, 41])
def test_the_solver_may_look_at_few_pairs_of_each(n, monkeypatch):
    first = pair_peers(DensePoints(big(n, 2)))
    monkeypatch.setattr(pool, "FEW_PAIRS", 0)
    monkeypatch.setattr(optimum, "POOL", 2)
    monkeypatch.setattr(best_pairs_module, "NEAREST", 2)
    found = pair_peers(DensePoints(big(n, 2)))
    assert found.bound == first.bound
    assert found.placed == n


def test_both_sides_of_a_graph_answer_as_points_do():
    scores = scores_of(3, [5, -1, 7])
    sides = BothSides(PeerGraph.of(DensePoints(scores)))
    assert sides.shape == (3, 3)
    assert sides.block(np.arange(3)).tolist() == scores.tolist()
    assert [part.points for part in sides.parts(0, 1)] == [5]
    assert sides.parts(0, 2) == ()
    assert sides.blocked(0)[1].tolist() == [[True, False, True]]
    marks = sides.tables.picked(np.array([2, 1])).picked(np.array([1, 0]))
    assert marks.marks(np.array([0])).tolist() == [[6, 0]]
    assert marks.mentors == 2


def test_an_odd_hundred_makes_one_trio_close_to_the_bound():
    scores = big(101, 4)
    found = pair_peers(DensePoints(scores))
    check_groups(scores, found)
    assert (len(found.pairs), len(found.trios), found.unplaced) == (49, 1, ())
    assert 0 <= found.gap <= found.total // 500


def test_no_exchange_with_the_trio_pays():
    scores = big(31, 5)
    found = pair_peers(DensePoints(scores))
    (trio,) = found.trios
    for pair in found.pairs:
        people = {*trio, *pair}
        best = max(
            points_of(scores, (i, j)) + points_of(scores, tuple(people - {i, j}))
            for i in people
            for j in people
            if i < j
        )
        # only two of the trio changing places at once can be better
        swaps = [
            points_of(scores, ({*trio} - {x}) | {p}) + points_of(scores, ({*pair} - {p}) | {x})
            for x in trio
            for p in pair
        ]
        assert max(swaps) <= points_of(scores, trio) + points_of(scores, pair) <= best


@pytest.mark.parametrize("n", [9, 60, 61])
def test_sparse_rules_name_who_is_left(n):
    scores = big(n, 6, density=1.5 / n)
    scores[0] = scores[:, 0] = -1
    found = pair_peers(DensePoints(scores))
    check_groups(scores, found)
    assert "nobody_allowed" in {one.reason for one in found.unplaced}
    assert found.worth <= found.bound


@pytest.mark.parametrize("n", [8, 40])
def test_forbidden_pairs_do_not_meet_in_either_direction(n):
    scores = big(n, 7)
    first = pair_peers(DensePoints(scores))
    forbids = [(j, i) for i, j in first.pairs]
    found = pair_peers(DensePoints(scores), forbids=forbids)
    assert not {*first.pairs} & {*found.pairs}
    assert found.total <= first.total


@pytest.mark.parametrize("n", [8, 9, 40, 41])
def test_kept_pairs_stay_when_the_bonus_is_worth_it(n):
    scores = big(n, 8)
    kept = [(i, n - 2 - i) for i in range((n - 1) // 2)]
    found = pair_peers(DensePoints(scores), keep=Keep(tuple(kept), bonus=1000))
    together = {pair for group in (*found.pairs, *found.trios) for pair in pairs_in(group)}
    assert {*kept} <= together
    assert found.worth == found.total + 1000 * len(kept) <= found.bound


def pairs_in(group):
    return [(i, j) for i in group for j in group if i < j]


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_hardly_anybody(n):
    found = pair_the_long_way(scores_of(n, np.full(n * (n - 1) // 2, 7)))
    assert found.placed == (n if n > 1 else 0)
    assert found.total == (0, 0, 7, 21)[n]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_hardly_anybody_the_long_way(n):
    found = pair_the_long_way(scores_of(n, np.full(n * (n - 1) // 2, 7)))
    assert found.total == (0, 0, 7, 21)[n]


def test_the_diagonal_is_never_read():
    assert pair_peers(DensePoints([[50, 1], [1, 50]])).pairs == ((0, 1),)


@pytest.mark.parametrize(
    ("points", "options", "says"),
    [
        ([[0, 1], [2, 0]], {}, "alike both ways"),
        ([[0, 1, 1], [1, 0, 1]], {}, "not 2 with 3"),
        ([[0, 1], [1, 0]], {"ids": ["a", "a"]}, "ids must be 2 different names"),
        ([[0, 1], [1, 0]], {"ids": ["a"]}, "ids must be 2 different names"),
        ([[0, 1], [1, 0]], {"forbids": [(0, 2)]}, "forbids names a pair that cannot be: 0-2"),
        ([[0, 1], [1, 0]], {"forbids": [(1, 1)]}, "forbids names a pair that cannot be: 1-1"),
        ([[0, 1], [1, 0]], {"keep": Keep(((0, -1),))}, "keep names a pair that cannot be: -1-0"),
        ([[0, 1], [1, 0]], {"keep": Keep((), bonus=-1)}, "must be 0 or more"),
    ],
)
def test_what_cannot_be_is_named(points, options, says):
    with pytest.raises(ValueError, match=says):
        pair_peers(DensePoints(points), **options)


def test_points_too_large_for_exact_arithmetic_are_refused():
    with pytest.raises(ValueError, match="too large"):
        pair_peers(DensePoints(scores_of(12, np.full(66, 2**60))))


def test_the_whole_matrix_is_never_asked_for():
    class Counted(DensePoints):
        widest = 0

        def block(self, rows):
            self.widest = max(self.widest, len(rows))
            return super().block(rows)

    points = Counted(big(900, 9))
    pair_peers(points)
    assert points.widest < 400
