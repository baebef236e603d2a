import numpy as np
import pytest

from matching.engine import CertificateError, DensePoints, FairnessLimit, leximin, solve, verify
from matching.engine import ladder as ladders
from matching.engine.fairness import MOST_MENTEES
from matching.engine.instance import Arcs
from matching.engine.ladder_prices import Board, prove
from matching.engine.problem import Problem
from tests.matching.engine.brute import best_value, tiny, value
from tests.matching.engine.instances import BORDERS


@pytest.fixture
def _small(monkeypatch):
    """A pool that must grow, and one step of the ladder per flow."""
    monkeypatch.setattr(leximin, "FEW_PAIRS", 0)
    monkeypatch.setattr(leximin, "POOL", 1)
    monkeypatch.setattr(leximin, "_digits", lambda base, nodes: 1)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("seed", range(40))
def test_a_small_pool_and_short_stages_reach_the_same(seed):
    scores, capacity, locks, forbids, _ = problem = tiny(seed)
    points = DensePoints(scores)
    found = solve(points, capacity, locks=locks, forbids=forbids, fairness="leximin")
    verify(points, capacity, found)
    assert value("leximin", scores, found.match.tolist(), 0) == best_value(
        "leximin", (*problem[:4], [])
    )


@pytest.mark.parametrize("seed", range(6))
def test_many_small_steps_agree_with_few_long_ones(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    scores, capacity = rng.integers(-1, 40, (60, 40)), rng.integers(0, 3, 40)
    points = DensePoints(scores)
    one = solve(points, capacity, fairness="leximin")
    monkeypatch.setattr(leximin, "FEW_PAIRS", 0)
    monkeypatch.setattr(leximin, "POOL", 3)
    monkeypatch.setattr(leximin, "_digits", lambda base, nodes: 2)
    other = solve(points, capacity, fairness="leximin")
    verify(points, capacity, other)
    assert own(scores, one) == own(scores, other)
    assert other.rounds > 1


def own(scores, solution):
    return sorted(int(scores[i, j]) for i, j in solution.pairs)


def test_row_order_does_not_matter_when_people_have_ids():
    rng = np.random.default_rng(5)
    scores, capacity = rng.integers(-1, 4, (20, 15)), rng.integers(0, 3, 15)
    names = np.array([f"a{k}" for k in range(20)]), np.array([f"b{k}" for k in range(15)])
    found = set()
    for _ in range(4):
        rows, columns = rng.permutation(20), rng.permutation(15)
        points = DensePoints(scores[rows][:, columns], names[0][rows], names[1][columns])
        solution = solve(points, capacity[columns], salt=b"7", fairness="leximin")
        found.add(frozenset((names[0][rows][i], names[1][columns][j]) for i, j in solution.pairs))
    assert len(found) == 1


def test_numbers_longer_than_64_bits_are_exact():
    n = 40
    points = DensePoints(np.arange(n * n).reshape(n, n) % 997)
    solution = solve(points, np.ones(n, int), fairness="leximin")
    verify(points, np.ones(n, int), solution)
    assert solution.bonus > 2**1000
    assert solution.split(int(max(solution.mentor_price)))[0] in (0, 1)


@pytest.mark.parametrize(("scores", "capacity", "match"), BORDERS)
def test_nobody_nothing_and_one(scores, capacity, match):
    points = DensePoints(scores)
    solution = solve(points, capacity, fairness="leximin")
    assert solution.match.tolist() == match
    verify(points, capacity, solution)


def test_all_equal_points_match_everybody():
    points = DensePoints(np.full((400, 300), 7))
    solution = solve(points, np.full(300, 2), fairness="leximin")
    assert (solution.matched, solution.total) == (400, 2800)
    verify(points, np.full(300, 2), solution)


def test_two_people_do_not_mentor_each_other():
    points = DensePoints([[-1, 9, 2], [8, -1, 1]], ["ann", "bob"], ["ann", "bob", "cy"])
    one_way = solve(points, [1, 1, 1], allow_mutual=False, fairness="leximin")
    assert one_way.match.tolist() == [1, 2]
    verify(points, [1, 1, 1], one_way)


@pytest.mark.parametrize("seed", range(12))
def test_the_price_of_a_place_is_what_one_more_brings(seed):
    scores, capacity, _, _, _ = tiny(seed)
    points = DensePoints(scores)
    before = solve(points, capacity, fairness="leximin")
    ladder = Problem.of(points, capacity, fairness="leximin").worths

    def worth(solution):
        return sum(
            solution.bonus * 0 + int(ladder.block(np.array([i]))[0, j]) for i, j in solution.pairs
        )

    for j in range(scores.shape[1]):
        more = capacity + (np.arange(len(capacity)) == j)
        after = solve(points, more, fairness="leximin")
        gain = after.matched - before.matched, worth(after) - worth(before)
        assert before.split(before.mentor_price[j]) == gain


def test_more_mentees_than_leximin_is_for_are_refused():
    points = DensePoints(np.zeros((MOST_MENTEES + 1, 1), int))
    with pytest.raises(FairnessLimit, match="up to 2,000 mentees, here are 2,001: choose floors"):
        solve(points, [1], fairness="leximin")


def test_more_different_scores_than_leximin_tells_apart_are_refused(monkeypatch):
    monkeypatch.setattr(ladders, "MOST_STEPS", 3)
    with pytest.raises(FairnessLimit, match="up to 3 different scores, here are 4: choose"):
        solve(DensePoints([[1, 2, 3, 4]]), [1] * 4, fairness="leximin")
    assert solve(DensePoints([[1, 2, 3, -1]]), [1] * 4, fairness="leximin").total == 3


@pytest.mark.parametrize("match", [[1, 0], [-1, 1], [-1, -1], [0, -1]])
def test_a_matching_that_is_not_optimal_cannot_be_proved(match):
    problem = Problem.of(DensePoints([[9, 4], [8, 7]]), [1, 1], fairness="leximin")
    board = Board.of(problem, b"")
    every = Arcs(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), board.steps.ravel())
    assert prove(board, every, np.array([0, 1])).price[1] == 0
    with pytest.raises(CertificateError):
        prove(board, every, np.array(match))


def test_progress_is_told():
    heard = []
    points = DensePoints([[1]])
    solve(points, [1], fairness="leximin", progress=lambda stage, done: heard.append(stage))
    assert heard == ["score", "solve", "prove", "prove"]
