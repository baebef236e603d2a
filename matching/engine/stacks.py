"""Rows over the mentors that are added up, or of which the highest counts, for each mentee.

A goal, an interest or a department asked for by a mentee is one row of answers by all mentors;
equal questions share a row.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Bools, Ints, starts

Table = NDArray[np.uint8]
Counts = NDArray[np.uint16]


@dataclass(frozen=True)
class Stack:
    """Mentee i asks for the rows `key[start[i]:start[i + 1]]` of `table`, uint8 (questions, M)."""

    table: Table
    start: Ints
    key: Ints

    @classmethod
    def of(cls, table: Table, owners: Ints, key: Ints, n: int) -> "Stack":
        """`owners` says which of the n mentees asks for the row `key`, in any order."""
        order = np.argsort(owners, kind="stable")
        return cls(table, starts(owners, n), key[order])

    def where(self, keep: Bools) -> "Stack":
        """Some of the questions."""
        owners = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        return Stack.of(self.table, owners[keep], self.key[keep], len(self.start) - 1)

    def beside(self, other: "Stack") -> "Stack":
        """The questions of both."""
        n = len(self.start) - 1
        owners = [np.repeat(np.arange(n), np.diff(stack.start)) for stack in (self, other)]
        key = np.concatenate([self.key, other.key + len(self.table)])
        table = np.concatenate([self.table, other.table])
        return Stack.of(table, np.concatenate(owners), key, n)

    def asked(self, rows: Ints) -> Ints:
        """Number of questions of these mentees."""
        return self.start[rows + 1] - self.start[rows]

    def sums(self, rows: Ints) -> Counts:
        """Rows of each mentee added up, (len(rows), M)."""
        return self._combined(rows, np.add)

    def highest(self, rows: Ints) -> Counts:
        """The highest of each mentee's rows, (len(rows), M)."""
        return self._combined(rows, np.maximum)

    def _combined(self, rows: Ints, combine: Callable[[Counts, Table], Counts]) -> Counts:
        out: Counts = np.zeros((len(rows), self.table.shape[1]), np.uint16)
        first, count = self.start[rows], self.asked(rows)
        for at in range(int(count.max(initial=0))):
            some = np.flatnonzero(count > at)
            out[some] = combine(out[some], self.table[self.key[first[some] + at]])
        return out


def members(asked: tuple[Ints, Ints], n: int, held: tuple[Ints, Ints], m: int) -> Stack:
    """Rows of 0 and 1: which mentors hold the value that a mentee asks for.

    Both are (owner, value); a value asked for twice counts once.
    """
    values, number = np.unique(held[1], return_inverse=True)
    table = np.zeros((len(values), m), np.uint8)
    table[number.reshape(-1), held[0]] = 1
    owners, wanted = np.unique(np.column_stack(asked), axis=0).T
    known = np.isin(wanted, values)
    return Stack.of(table, owners[known], np.searchsorted(values, wanted[known]), n)
