"""Array types and the few index tricks shared by the engine's modules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
AnyInts = NDArray[np.integer]
Bools = NDArray[np.bool_]
Numbers = NDArray[Any]  # whole: int64, or Python's own of any length (leximin)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Ragged:
    """Lists of different lengths: the entries of row i are `values[start[i]:start[i + 1]]`.

    `start` is int64 (n + 1); `values` is int64 (K, width), one line per entry.
    """

    start: Ints
    values: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[int | Sequence[int]]], width: int = 1) -> "Ragged":
        """Pack lists of numbers (width 1) or of tuples of `width` numbers."""
        counts = np.fromiter((len(row) for row in rows), np.int64, len(rows))
        flat = [entry for row in rows for entry in row]
        values = np.array(flat, np.int64).reshape(len(flat), -1) if flat else no_rows(width)
        if values.shape[1] != width:
            raise ValueError(f"each entry must hold {width} numbers")
        return cls(np.concatenate(([0], np.cumsum(counts))), values)

    @classmethod
    def packed(cls, owners: Ints, values: Ints, n: int) -> "Ragged":
        """Entries (K, width) whose owners (K,) are rows 0..n-1 in any order; each row keeps the
        order of its entries."""
        order = np.argsort(owners, kind="stable")
        return cls(starts(owners, n), values[order])

    def __len__(self) -> int:
        return len(self.start) - 1

    def row(self, i: int) -> Ints:
        """Entries of row i, (k, width)."""
        return self.values[self.start[i] : self.start[i + 1]]

    def pick(self, rows: Ints) -> tuple[Ints, Ints]:
        """Entries of some rows (k, width), and which of these rows each belongs to (k,)."""
        count = self.start[rows + 1] - self.start[rows]
        return self.values[expand(self.start[rows], count)], np.repeat(np.arange(len(rows)), count)

    def take(self, rows: Ints) -> "Ragged":
        """The lists of these rows, in this order."""
        count = self.start[rows + 1] - self.start[rows]
        start: Ints = np.concatenate(([0], np.cumsum(count)))
        return Ragged(start, self.values[expand(self.start[rows], count)])

    def owners(self) -> Ints:
        """Row number of every entry, (K,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))


def no_rows(width: int) -> Ints:
    return np.zeros((0, width), np.int64)


def table(name: str, given: ArrayLike, width: int) -> Ints:
    """An int64 (K, width) copy of what was given; ValueError names it when it cannot be one."""
    array = np.asarray(given)
    if array.size == 0:
        return no_rows(width)
    if array.ndim != 2 or array.shape[1] != width or array.dtype.kind not in "iu":
        raise ValueError(f"{name} must be whole numbers in {width} columns")
    return array.astype(np.int64)


def starts(owners: Ints, n: int) -> Ints:
    """Row starts (n + 1) of entries sorted by owner."""
    return np.concatenate(([0], np.cumsum(np.bincount(owners, minlength=n))))


def expand(first: Ints, count: Ints) -> Ints:
    """first[0], first[0]+1, … (count[0] of them), then first[1], …"""
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    numbers: Ints = np.repeat(first, count) + offset
    return numbers


def join(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All (i, j) with left[i] == right[j]; negative codes meet nobody."""
    order = np.argsort(right, kind="stable")
    ranked = right[order]
    first = np.searchsorted(ranked, left, side="left")
    count = np.where(left >= 0, np.searchsorted(ranked, left, side="right") - first, 0)
    return np.repeat(np.arange(len(left)), count), order[expand(first, count)]


def distinct(columns: Sequence[AnyInts]) -> tuple[Ints, Ints]:
    """The first row of each class of rows equal in all columns, and the class of every row."""
    first, key = np.unique(columns[0], return_index=True, return_inverse=True)[1:]
    for column in columns[1:]:
        values, other = np.unique(column, return_inverse=True)
        both = key * len(values) + other
        first, key = np.unique(both, return_index=True, return_inverse=True)[1:]
    return first, key.reshape(-1)


def row_blocks(n: int, width: int) -> list[Ints]:
    """Row numbers 0..n-1 cut into blocks of about 200,000 cells."""
    step = max(1, 200_000 // max(width, 1))
    return [np.arange(at, min(at + step, n)) for at in range(0, n, step)]
