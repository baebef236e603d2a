"""Families of assignment problems whose optimum is a formula, from their published definitions.

Machol, Wien, "A hard assignment problem", Operations Research 24 (1976): points i * j.
Hoffman, "On simple linear programming problems", Proc. Symp. Pure Math. 7 (1963): arrays with
    Monge's property are solved by filling from one corner, also where places differ.
Diaconis, Graham, "Spearman's footrule as a measure of disarray", J. R. Stat. Soc. B 39 (1977): how
    far two orders can be apart.
König, "Über Graphen und ihre Anwendung ...", Math. Annalen 77 (1916): a graph between two sides in
    which all have equally many neighbours pairs everybody; so do Latin squares by each symbol.
"""

from itertools import combinations

import numpy as np
import pytest

from matching.engine import DensePoints, solve, verify
from tests.matching.engine.small_pool import pool_of

SIZES = [1, 2, 7, 40, 120]
LARGEST = 300


def optimum_of(points, capacity=None, pool=None):
    """(matched, total), proven."""
    points = DensePoints(points)
    capacity = np.ones(points.shape[1], int) if capacity is None else capacity
    if pool is None:
        found = solve(points, capacity)
    else:
        with pool_of(pool):
            found = solve(points, capacity)
    verify(points, capacity, found)
    return found.matched, found.total


def grid(n):
    return np.meshgrid(np.arange(1, n + 1), np.arange(1, n + 1), indexing="ij")


@pytest.mark.parametrize("n", [*SIZES, LARGEST])
def test_machol_and_wien_at_its_highest_and_lowest(n):
    i, j = grid(n)
    assert optimum_of(i * j) == (n, n * (n + 1) * (2 * n + 1) // 6)
    lowest = n * (n + 1) * (n + 2) // 6
    assert optimum_of(n * n - i * j) == (n, n**3 - lowest)


@pytest.mark.parametrize("pool", [1, 8])
@pytest.mark.parametrize("n", [7, 60])
def test_machol_and_wien_from_a_pool_that_must_grow(n, pool):
    i, j = grid(n)
    assert optimum_of(i * j, pool=pool) == (n, n * (n + 1) * (2 * n + 1) // 6)


@pytest.mark.parametrize("n", [*SIZES, LARGEST])
def test_two_orders_as_far_apart_as_can_be(n):
    i, j = grid(n)
    assert optimum_of(abs(i - j)) == (n, n * n // 2)
    assert optimum_of((i - j) ** 2) == (n, n * (n * n - 1) // 3)


@pytest.mark.parametrize("n", [*SIZES, LARGEST])
def test_monge_arrays_are_best_on_a_diagonal(n):
    """Sums of anything not negative over all upper left corners, from both sides."""
    rng = np.random.default_rng(n)
    corner = rng.integers(0, 3, (n, n)) * (rng.random((n, n)) < 0.2)
    rising = corner.cumsum(axis=0).cumsum(axis=1)
    order = rng.permutation(n)  # the diagonal need not look like one
    assert optimum_of(rising[:, order]) == (n, int(np.trace(rising)))
    falling = rising.max() - rising
    assert optimum_of(falling[order]) == (n, int(np.trace(falling[:, ::-1])))


@pytest.mark.parametrize("m", [1, 3, 20, 90])
def test_monge_arrays_with_several_places_are_filled_from_the_corner(m):
    rng = np.random.default_rng(m)
    capacity = rng.integers(0, 6, m)
    n = int(capacity.sum())
    rising = rng.integers(0, 3, (n, m)).cumsum(axis=0).cumsum(axis=1)
    filled = np.repeat(np.arange(m), capacity)
    assert optimum_of(rising, capacity) == (n, int(rising[np.arange(n), filled].sum()))


@pytest.mark.parametrize("n", SIZES)
def test_points_on_a_line_are_paired_in_their_order(n):
    rng = np.random.default_rng(n)
    one, other = rng.integers(0, 1000, (2, n))
    apart = int(abs(np.sort(one) - np.sort(other)).sum())
    assert optimum_of(1000 - abs(one[:, None] - other)) == (n, 1000 * n - apart)


@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_powers_are_best_on_the_diagonal(n):
    """Vandermonde's matrix: x_i to the power of j."""
    powers = np.arange(1, n + 1)[:, None] ** np.arange(n)
    assert optimum_of(powers) == (n, sum((k + 1) ** k for k in range(n)))


@pytest.mark.parametrize("n", [*SIZES, LARGEST])
def test_a_latin_square_gives_everybody_the_best_symbol(n):
    i, j = grid(n)
    square = (i + j) % n
    assert optimum_of(square) == (n, n * (n - 1))
    assert optimum_of(np.where(square < 1, square, -1)) == (n, 0)


@pytest.mark.parametrize(("things", "few"), [(5, 2), (7, 3), (9, 4)])
def test_every_set_finds_one_that_shares_nothing(things, few):
    """Kneser's graph from both sides: all sets have equally many neighbours."""
    sets = [set(some) for some in combinations(range(things), few)]
    apart = np.array([[0 if one.isdisjoint(other) else -1 for other in sets] for one in sets])
    assert optimum_of(apart) == (len(sets), 0)


@pytest.mark.parametrize("n", [2, 9, 100])
def test_everybody_but_one_finds_another_place_in_a_crown(n):
    """All may meet but the opposite one; and a half of the graph in which k see k - 1."""
    i, j = grid(n)
    assert optimum_of(np.where(i == j, -1, 1)) == (n, n)
    assert optimum_of(np.where(j < i, 1, -1)) == (n - 1, n - 1)
