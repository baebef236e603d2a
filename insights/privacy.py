"""Which figures may be told. Pure: counts of people in, names of cells out.

    hide({"Sales": 12, "Legal": 3, "Finance": 6})     # {"Sales"}: Legal is 3, Finance covers it
    safe([[1, 1, 1], [1, 1, 0]], [7, 6, 5])           # no sum or difference is about 1 to 4 people

A **cell** is a set of people whose sum is told. Whoever reads several cells can add them up and
subtract them from one another, so it is not enough that each has five people: no combination at
all may leave out everybody but one to four. Decisions look at who is where, never at an answer, so
that what is left out tells nothing either.
"""

from collections.abc import Hashable, Mapping, Sequence
from itertools import chain, combinations
from math import comb
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

LEAST = 5
# More sets of people than that are not gone through one by one: the cells are not told then.
MOST_SETS = 60_000
ZERO, NOTHING = 1e-7, 1e-10

Name = TypeVar("Name", bound=Hashable)
Cells = Sequence[Sequence[bool]] | NDArray[np.float64]


def hide(cells: Mapping[Name, int], *, least: int = LEAST) -> set[Name]:
    """The cells of one table that may be told beside their total.

    Small ones go, and the next smallest with them until all that is left out is `least` people or
    nobody: otherwise total minus the rest would tell the small one.
    """
    if sum(cells.values()) < least:
        return set()
    order = sorted(cells, key=lambda name: (cells[name], str(name)))
    gone = [name for name in order if cells[name] < least]
    kept = order[len(gone) :]
    while gone and kept and sum(cells[name] for name in gone) < least:
        gone.append(kept.pop(0))
    return set(kept)


def safe(cells: Cells, sizes: Sequence[int], *, least: int = LEAST) -> bool:
    """Whether no combination of the sums of these cells is about 1 to `least` - 1 people.

    One row per cell, one column per group of people, 1 where the group is in the cell; `sizes` are
    the people of each group. A combination is a vector of the row space; one that is zero outside a
    set S of groups exists exactly if the matrix I - P, P the projection onto the row space, is
    singular within S.
    """
    matrix = np.asarray(cells, dtype=np.float64)
    if not matrix.size:
        return True
    merged, where = np.unique(matrix, axis=1, return_inverse=True)
    people = np.bincount(where.ravel(), weights=sizes).astype(int)
    inside = merged.any(axis=0)
    return _no_small_support(merged[:, inside], people[inside], least)


def _no_small_support(matrix: NDArray[np.float64], sizes: NDArray[np.int_], least: int) -> bool:
    small = np.flatnonzero(sizes < least)
    if not small.size:
        return True
    gaps = np.eye(small.size) - _projection(matrix)[np.ix_(small, small)]
    return all(_regular(gaps, sizes[small], n, least) for n in range(1, min(least, small.size + 1)))


def _projection(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Onto the row space, by the small matrix of cells with cells, whose numbers are whole."""
    values, vectors = np.linalg.eigh(matrix @ matrix.T)
    real = values > NOTHING * max(1.0, values[-1])
    rows = (vectors[:, real] / np.sqrt(values[real])).T @ matrix
    return np.asarray(rows.T @ rows)


def rank(matrix: NDArray[np.float64]) -> int:
    """Of a matrix of zeros and ones."""
    if not matrix.size:
        return 0
    values = np.linalg.eigvalsh(matrix @ matrix.T)
    return int((values > NOTHING * max(1.0, values[-1])).sum())


def _regular(gaps: NDArray[np.float64], sizes: NDArray[np.int_], n: int, least: int) -> bool:
    """No n groups of fewer than `least` people together have a combination of their own.

    In a singular set some group is outweighed by the others of the set (Gershgorin), so that only
    groups which some n - 1 others can outweigh are looked at.
    """
    apart = np.abs(gaps - np.diag(np.diag(gaps)))
    others = np.sort(apart, axis=1)[:, ::-1][:, : n - 1].sum(axis=1)
    candidates = np.flatnonzero(others >= np.diag(gaps) - ZERO)
    if not candidates.size:
        return True
    if candidates.size * comb(len(sizes) - 1, n - 1) > MOST_SETS:
        return False
    sets = np.concatenate([_sets_with(int(first), len(sizes), n) for first in candidates])
    sets = sets[sizes[sets].sum(axis=1) < least]
    if not sets.size:
        return True
    blocks = gaps[sets[:, :, None], sets[:, None, :]]
    return bool((np.linalg.eigvalsh(blocks)[:, 0] > ZERO).all())


def _sets_with(first: int, all_: int, n: int) -> NDArray[np.int_]:
    """All sets of n of 0 … all_ - 1 with `first` in them, one a row."""
    others = [at for at in range(all_) if at != first]
    flat = np.fromiter(chain.from_iterable(combinations(others, n - 1)), dtype=int)
    rest = flat.reshape(-1, n - 1) if n > 1 else np.empty((1, 0), dtype=int)
    return np.column_stack([np.full(len(rest), first), rest])
