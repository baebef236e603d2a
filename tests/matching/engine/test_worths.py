import numpy as np
import pytest

from matching.engine import DensePoints, Keep
from matching.engine.worths import Worths

MODES = [("total", ()), ("floors", (3, 6)), ("balanced", ())]


@pytest.mark.parametrize(("fairness", "floors"), MODES)
def test_more_points_are_worth_more(fairness, floors):
    lift = Worths(DensePoints([[9]]), floors=floors, fairness=fairness).lift
    assert len(lift) == 10
    assert lift[0] == 0
    assert (np.diff(lift) > 0).all()


def test_the_lifts_are_what_they_say():
    points = DensePoints([[4]])
    assert Worths(points).lift.tolist() == [0, 1, 2, 3, 4]
    assert Worths(points, floors=(2, 4)).lift.tolist() == [0, 1, 7, 8, 14]
    assert Worths(points, fairness="balanced").lift.tolist() == [0, 7, 12, 15, 16]


@pytest.mark.parametrize(("fairness", "floors"), MODES)
@pytest.mark.parametrize("seed", range(10))
def test_blocks_and_single_pairs_agree(fairness, floors, seed):
    rng = np.random.default_rng(seed)
    n, m = rng.integers(1, 9, 2).tolist()
    scores = rng.integers(-1, 10, (n, m))
    some = {tuple(rng.integers(0, (n, m)).tolist()) for _ in range(5)}
    forbids = {tuple(rng.integers(0, (n, m)).tolist()) for _ in range(3)}
    points = DensePoints(scores)
    worths = Worths(points, forbids, floors, Keep(tuple(some), bonus=2), fairness)
    lift = [*worths.lift.tolist(), -1]
    unit = points.maximum if fairness == "balanced" else 1
    expected = np.array([[lift[s] for s in row] for row in scores.tolist()])
    for i, j in some:
        expected[i, j] += 2 * max(unit, 1) if expected[i, j] >= 0 else 0
    for i, j in forbids:
        expected[i, j] = -1
    rows = rng.permutation(n)
    assert worths.block(rows).tolist() == expected[rows].tolist()
    i, j = np.divmod(np.arange(n * m), m)
    assert worths.of(i, j, scores.astype(np.int16).ravel()).tolist() == expected.ravel().tolist()
    assert expected.max(initial=0) <= worths.maximum


def test_points_beyond_a_table_are_lifted_one_by_one():
    points = DensePoints([[2**40, 3, -1]])
    worths = Worths(points, floors=(5,))
    assert worths.block(np.array([0])).tolist() == [[2**41 + 1, 3, -1]]
    with pytest.raises(ValueError, match="there is no table of what points are worth"):
        _ = worths.lift
    with pytest.raises(ValueError, match="too large for exact 64-bit arithmetic"):
        _ = Worths(points, fairness="balanced").maximum
