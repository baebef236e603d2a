"""Rows over the mentors that are added up, or of which the highest counts, for each mentee.

A goal, an interest or a department asked for by a mentee is one row of answers by all mentors;
equal questions share a row. The last row of a table is all zero: it stands in for "no further
question", so that a whole block of mentees is gathered and added in a few long strides.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Bools, Ints, distinct, starts

WIDE = 4096  # mentors: from here on one call per row costs less than gathering rows first
Table = NDArray[np.uint8]
Counts = NDArray[np.unsignedinteger]


@dataclass(frozen=True)
class Stack:
    """Mentee i asks for the rows `key[start[i]:start[i + 1]]` of `table`, uint8 (rows, M)."""

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
        key = np.concatenate([self.key, other.key + len(self.table) - 1])
        table = np.concatenate([self.table[:-1], other.table])
        return Stack.of(table, np.concatenate(owners), key, n)

    def picked(self, mentors: Ints) -> "Stack":
        """The answers of these mentors only, in this order."""
        return Stack(np.take(self.table, mentors, axis=1), self.start, self.key)

    def asked(self, rows: Ints) -> Ints:
        """Number of questions of these mentees."""
        return self.start[rows + 1] - self.start[rows]

    @cached_property
    def kind(self) -> type[np.unsignedinteger]:
        """The smallest type that holds the sum of anybody's rows."""
        most = int(np.diff(self.start).max(initial=0)) * int(self.table.max(initial=0))
        return np.uint8 if most < 2**8 else np.uint16

    def sums(self, rows: Ints) -> Counts:
        """Rows of each mentee added up, (len(rows), M)."""
        return self._combined(rows, np.add, self.kind)

    def highest(self, rows: Ints) -> Counts:
        """The highest of each mentee's rows, (len(rows), M)."""
        return self._combined(rows, np.maximum, np.uint8)

    def _combined(self, rows: Ints, combine: np.ufunc, kind: type[np.unsignedinteger]) -> Counts:
        out: Counts = np.zeros((len(rows), self.table.shape[1]), kind)
        if self.table.shape[1] >= WIDE:
            for line, i in zip(out, rows.tolist(), strict=True):
                for key in self.key[self.start[i] : self.start[i + 1]].tolist():
                    combine(line, self.table[key], out=line)
            return out
        first, count = self.start[rows], self.asked(rows)
        nothing = len(self.table) - 1
        for at in range(int(count.max(initial=0))):
            more = count > at
            key = np.where(more, self.key[np.where(more, first + at, 0)], nothing)
            combine(out, np.take(self.table, key, axis=0), out=out)
        return out


def members(asked: tuple[Ints, Ints], n: int, held: tuple[Ints, Ints], m: int) -> Stack:
    """Rows of 0 and 1: which mentors hold the value that a mentee asks for.

    Both are (owner, value); a value asked for twice counts once.
    """
    values, number = np.unique(held[1], return_inverse=True)
    table = np.zeros((len(values) + 1, m), np.uint8)
    table[number.reshape(-1), held[0]] = 1
    known = np.isin(asked[1], values)
    once, _ = distinct([column[known] for column in asked])
    owners, wanted = (column[known][once] for column in asked)
    return Stack.of(table, owners, np.searchsorted(values, wanted), n)
