"""Profiles as columns: what the engine knows about mentees and mentors.

Every column but `id` may be unknown, and an unknown value never excludes anyone.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields
from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.arrays import AnyInts, Bools, Ints, Ragged, table

UNKNOWN_OFFSET = -10_000
UNKNOWN = -1
HOURS_OF_WEEK = 168

Column = Ragged | AnyInts | Bools | tuple[object, ...]
# Packed already, or as Python lists.
Lists = Ragged | Sequence[Sequence[int]]
Records = Ragged | Sequence[Sequence[Sequence[int]]]
# column: (type, value when unknown, lowest, highest)
NUMBERS: Mapping[str, tuple[type[np.integer], int, int, int]] = {
    "department": (np.int32, UNKNOWN, -1, 2**31 - 1),
    "site": (np.int32, UNKNOWN, -1, 2**31 - 1),
    "country": (np.int32, UNKNOWN, -1, 2**31 - 1),
    "utc_offset": (np.int32, UNKNOWN_OFFSET, UNKNOWN_OFFSET, 14 * 60),
    "level": (np.int8, 0, 0, 10),
    "waited": (np.int16, 0, 0, 30_000),
    "response": (np.int16, UNKNOWN, -1, 100),
}

GOAL_RANGES = ((0, 2**40), (0, 5), (1, 5), (1, 99))
OFFER_RANGES = ((0, 2**40), (1, 5))


class Columns(TypedDict, total=False):
    """What `People.of` takes beside the ids; a column left out is unknown for everyone."""

    department: ArrayLike
    site: ArrayLike
    country: ArrayLike
    utc_offset: ArrayLike
    level: ArrayLike
    manager: Sequence[str]
    manager2: Sequence[str]
    chain: Sequence[Sequence[str]]
    languages: ArrayLike
    hours: ArrayLike
    goals: Records
    offers: Records
    interests: Lists
    background: Lists
    waited: ArrayLike
    response: ArrayLike
    trained: ArrayLike
    goal_text: Sequence[str]
    help_text: Sequence[str]


@dataclass(frozen=True)
class People:
    """n people in columns; build it with `People.of`. Ids of skills, sites, … are yours."""

    id: tuple[str, ...]
    department: AnyInts  # (n,) -1 unknown
    site: AnyInts  # (n,) -1 unknown
    country: AnyInts  # (n,) -1 unknown
    utc_offset: AnyInts  # (n,) minutes, UNKNOWN_OFFSET
    level: AnyInts  # (n,) 1-10, 0 missing
    manager: tuple[str, ...]  # person id, "" none
    manager2: tuple[str, ...]  # the manager's manager
    chain: tuple[tuple[str, ...], ...]  # whole line upward, () when not given
    languages: NDArray[np.uint64]  # (n,) bit mask, 0 unknown
    hours: Bools  # (n, 168) hours of the week in UTC, Monday 00:00 first
    goals: Ragged  # skill, current 0-5, target 1-5, priority (1 first)
    offers: Ragged  # skill, level 1-5
    interests: Ragged  # interest
    background: Ragged  # department worked in before
    waited: AnyInts  # (n,) times left over (mentees)
    response: AnyInts  # (n,) percent answered, -1 unknown (mentors)
    trained: Bools  # (n,) training done (mentors)
    goal_text: tuple[str, ...]  # goal sentences, "" none (mentees)
    help_text: tuple[str, ...]  # what they write they can help with, "" nothing (mentors)

    @classmethod
    def of(cls, ids: Sequence[str], **given: Unpack[Columns]) -> "People":
        """Check and pack columns; ValueError names the column that does not fit."""
        n = len(ids)
        if len(set(ids)) != n:
            raise ValueError("id must not repeat")
        return cls(
            id=tuple(ids),
            department=_numbers("department", given.get("department"), n),
            site=_numbers("site", given.get("site"), n),
            country=_numbers("country", given.get("country"), n),
            utc_offset=_numbers("utc_offset", given.get("utc_offset"), n),
            level=_numbers("level", given.get("level"), n),
            manager=_names("manager", given.get("manager"), n),
            manager2=_names("manager2", given.get("manager2"), n),
            chain=_chains(given.get("chain"), n),
            languages=_languages(given.get("languages"), n),
            hours=_flags("hours", given.get("hours"), (n, HOURS_OF_WEEK)),
            goals=_records("goals", given.get("goals"), n, GOAL_RANGES),
            offers=_records("offers", given.get("offers"), n, OFFER_RANGES),
            interests=_lists("interests", given.get("interests"), n),
            background=_lists("background", given.get("background"), n),
            waited=_numbers("waited", given.get("waited"), n),
            response=_numbers("response", given.get("response"), n),
            trained=_flags("trained", given.get("trained"), (n,)),
            goal_text=_names("goal_text", given.get("goal_text"), n),
            help_text=_names("help_text", given.get("help_text"), n),
        )

    def __len__(self) -> int:
        return len(self.id)

    def take(self, rows: Ints) -> "People":
        """Some of them, in this order."""
        some = copy(self)
        for field in fields(self):
            object.__setattr__(some, field.name, _taken(getattr(self, field.name), rows))
        return some


def _taken(column: Column, rows: Ints) -> Column:
    if isinstance(column, Ragged):
        return column.take(rows)
    if isinstance(column, tuple):
        return tuple(column[row] for row in rows.tolist()) if column else column
    return column[rows]


@dataclass(frozen=True)
class PairFacts:
    """What is known about single pairs; rows are (mentee row, mentor row[, rank])."""

    mentee_wishes: ArrayLike = ()  # (K, 3) rank 1 is the first wish
    mentor_wishes: ArrayLike = ()  # (K, 3)
    exclusions: ArrayLike = ()  # (K, 2) do-not-match, either side
    forbidden: ArrayLike = ()  # (K, 2) HR's decision
    past: ArrayLike = ()  # (K, 2) earlier pairs of the same format

    def check(self, shape: tuple[int, int]) -> None:
        """ValueError names the kind that does not fit N mentees and M mentors."""
        for kind in fields(self):
            self.rows(kind.name, shape)

    def rows(self, name: str, shape: tuple[int, int]) -> Ints:
        """One kind as int64 (K, 2 or 3), checked against the numbers of people."""
        given: ArrayLike = getattr(self, name)
        rows = table(name, given, 3 if name.endswith("wishes") else 2)
        if len(rows) and (rows.min() < 0 or (rows[:, :2] >= shape).any()):
            raise ValueError(f"{name} names a row out of range")
        if rows.shape[1] == 3 and (rows[:, 2] < 1).any():
            raise ValueError(f"{name} must rank from 1")
        return rows


def _numbers(name: str, given: ArrayLike | None, n: int) -> AnyInts:
    kind, unknown, low, high = NUMBERS[name]
    if given is None:
        return np.full(n, unknown, kind)
    array = np.asarray(given)
    if array.size == 0:
        array = array.astype(np.int64)
    if array.dtype.kind not in "iu" or array.shape != (n,):
        raise ValueError(f"{name} must be {n} whole numbers")
    if n and (array.min() < low or array.max() > high):
        raise ValueError(f"{name} must be from {low} to {high}")
    return array.astype(kind)


def _names(name: str, given: Sequence[str] | None, n: int) -> tuple[str, ...]:
    names = ("",) * n if given is None else tuple(given)
    if len(names) != n:
        raise ValueError(f"{name} must be {n} texts")
    return names


def _chains(given: Sequence[Sequence[str]] | None, n: int) -> tuple[tuple[str, ...], ...]:
    chains = tuple(tuple(line) for line in given or ())
    if chains and len(chains) != n:
        raise ValueError(f"chain must be {n} lists of names")
    return chains


def _languages(given: ArrayLike | None, n: int) -> NDArray[np.uint64]:
    masks = np.zeros(n, np.uint64) if given is None else np.asarray(given, np.uint64)
    if masks.shape != (n,):
        raise ValueError(f"languages must be {n} bit masks")
    return masks


def _flags(name: str, given: ArrayLike | None, shape: tuple[int, ...]) -> Bools:
    flags = np.zeros(shape, bool) if given is None else np.asarray(given).astype(bool)
    if flags.size == 0 and 0 in shape:
        return np.zeros(shape, bool)
    if flags.shape != shape:
        raise ValueError(f"{name} must be yes or no in the shape {shape}")
    return flags


def _records(name: str, given: Records | None, n: int, ranges: Sequence[tuple[int, int]]) -> Ragged:
    records = _packed(name, given, n, len(ranges))
    for column, (low, high) in zip(records.values.T, ranges, strict=True):
        if len(column) and (column.min() < low or column.max() > high):
            raise ValueError(f"{name} must hold numbers from {low} to {high} here")
    return records


def _lists(name: str, given: Lists | None, n: int) -> Ragged:
    return _packed(name, given, n, 1)


def _packed(name: str, given: Records | Lists | None, n: int, width: int) -> Ragged:
    rows = [()] * n if given is None else given
    if len(rows) != n:
        raise ValueError(f"{name} must be {n} lists")
    if isinstance(rows, Ragged):
        return _checked(name, rows, width)
    try:
        return Ragged.of(rows, width)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _checked(name: str, given: Ragged, width: int) -> Ragged:
    start, values = given.start, given.values
    if values.dtype != np.int64 or values.ndim != 2 or values.shape[1] != width:
        raise ValueError(f"{name}: each entry must hold {width} numbers")
    if start[0] != 0 or start[-1] != len(values) or (np.diff(start) < 0).any():
        raise ValueError(f"{name}: the rows must cut all entries in order")
    return given
