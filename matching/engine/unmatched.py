"""Why a mentee got nobody: what the rules removed, by what they were outbid, what would help.

Mentors are counted one mentee at a time; no table of all pairs is built. `capacity` (M,), when
given, adds NO_PLACE as the last rule: mentors who could not take anybody in the first place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import Bools, Ints
from matching.engine.openings import Openings
from matching.engine.points import Points
from matching.engine.slack import NO_PAIR, Slack, loose
from matching.engine.solution import Solution

NO_PLACE = "no_place"
# Promises to people: never proposed as something to relax.
KEPT = frozenset({"self", "exclusion"})
FEW = 3


@dataclass(frozen=True)
class Removed:
    """Mentors one rule keeps from a mentee: `first` are those it is the first to block, in the
    order of the rules (they add up to all removed); `alone` those that no other rule blocks,
    so many more would be allowed without it."""

    rule: str
    first: int
    alone: int


@dataclass(frozen=True)
class Outbid:
    """The allowed mentor (column) whose place was nearest.

    `mentee` (row) holds it with the least to give, and has `points` more there than the one asked
    about: so much would be lost by a plain change of the two. `short` is the cheapest price of an
    allowed mentor less what the pair is worth, as (matches, points) of the solver: (0, 0) is next
    in line for a place, and no way of placing them costs everybody else less.
    `mentee` and `points` are None when locks alone hold the places.
    """

    mentor: int
    mentee: int | None
    points: int | None
    short: tuple[int, int]


@dataclass(frozen=True)
class Unplaced:
    """An unmatched mentee (row) among `mentors` mentors, of whom `allowed` remained.

    `removed` lists the rules that block anybody, in their order; `opens` is the one whose
    relaxation alone allows most mentors (ties: the first), None when none does. `outbid` is set
    when somebody was allowed. One more place with any mentor of `one_more_place` (columns, the
    nearest first) would let this mentee in, in an optimum.
    """

    mentee: int
    mentors: int
    allowed: int
    removed: tuple[Removed, ...]
    opens: Removed | None
    outbid: Outbid | None
    one_more_place: tuple[int, ...]


@dataclass(frozen=True)
class Relaxation:
    """Without this one rule, `people` unmatched mentees who are allowed no mentor would be
    allowed somebody; `mentors` is how many mentors that opens, added up over them."""

    rule: str
    people: int
    mentors: int


def unmatched(
    points: Points, solution: Solution, i: int, *, capacity: ArrayLike | None = None
) -> Unplaced:
    """Why mentee i has no mentor. ValueError when they have one or there is no such mentee."""
    if not 0 <= i < points.shape[0] or solution.match[i] >= 0:
        raise ValueError("this mentee is not unmatched")
    return _Inquiry(points, solution, capacity).about(i)


def all_unmatched(
    points: Points, solution: Solution, *, capacity: ArrayLike | None = None
) -> tuple[Unplaced, ...]:
    """The same for every unmatched mentee, in the order of the rows; shared work is done once."""
    inquiry = _Inquiry(points, solution, capacity)
    return tuple(inquiry.about(i) for i in np.flatnonzero(solution.match < 0).tolist())


def relaxations(found: Iterable[Unplaced]) -> tuple[Relaxation, ...]:
    """What relaxing each single rule would open to those allowed nobody, most people first."""
    opened: dict[str, list[int]] = {}
    for one in found:
        for removed in one.removed if not one.allowed else ():
            if removed.alone and removed.rule not in KEPT:
                opened.setdefault(removed.rule, []).append(removed.alone)
    all_of_them = (Relaxation(rule, len(n), sum(n)) for rule, n in opened.items())
    return tuple(sorted(all_of_them, key=lambda one: (-one.people, -one.mentors, one.rule)))


class _Inquiry:
    def __init__(self, points: Points, solution: Solution, capacity: ArrayLike | None) -> None:
        self._points, self._mentors = points, points.shape[1]
        self._slack, self._solution = Slack(points, solution), solution
        self._openings, self._weakest = Openings(points, solution), _weakest_held(solution)
        self._full = None if capacity is None else np.asarray(capacity) <= 0
        if self._full is not None and self._full.shape != (self._mentors,):
            raise ValueError(f"capacity must be {self._mentors} whole numbers")
        self._barred = _by_mentee({"forbidden": solution.forbids, "mutual": solution.mutual})

    def about(self, i: int) -> Unplaced:
        codes, rows = self._blocked(i)
        removed = _removed(codes, rows)
        allowed: Bools = ~np.logical_or.reduce(rows, axis=0)
        return Unplaced(
            mentee=i,
            mentors=self._mentors,
            allowed=int(allowed.sum()),
            removed=removed,
            opens=_opens_most(removed),
            outbid=self._outbid(i, allowed),
            one_more_place=self._openings.places_for(i, FEW),
        )

    def _blocked(self, i: int) -> tuple[list[str], Bools]:
        """Rules and whom each blocks (R, M), with HR's word and mentors without a place."""
        given, rows = self._points.blocked(i)
        codes, extra = list(given), []
        for rule, mentors in self._barred.get(i, {}).items():
            line = np.zeros(self._mentors, bool)
            line[mentors] = True
            if rule in codes:
                rows = rows.copy()
                rows[codes.index(rule)] |= line
            else:
                codes.append(rule)
                extra.append(line)
        if self._full is not None:
            codes.append(NO_PLACE)
            extra.append(self._full)
        return codes, np.vstack([rows, *extra]) if extra else rows

    def _outbid(self, i: int, allowed: Bools) -> Outbid | None:
        if not allowed.any():
            return None
        slack = self._slack.block(np.array([i]))[0]
        slack[~allowed] = NO_PAIR
        cheapest = int(slack.argmin())
        short = self._solution.split(int(slack[cheapest]))
        mentors = np.flatnonzero(allowed & (self._weakest >= 0))
        if not len(mentors):
            return Outbid(cheapest, None, None, short)
        gain = self._solution.mentee_price[self._weakest[mentors]]
        mentor = int(mentors[(slack[mentors] + gain).argmin()])
        mentee = int(self._weakest[mentor])
        points = self._points.score(mentee, mentor) - self._points.score(i, mentor)
        return Outbid(mentor, mentee, points, short)


def _weakest_held(solution: Solution) -> Ints:
    """The mentee of each mentor with the least to lose, (M,); -1 where none could give way."""
    match = loose(solution)
    held = np.flatnonzero(match >= 0)
    order = held[np.lexsort((held, -solution.mentee_price[held]))]
    weakest = np.full(len(solution.mentor_price), -1)
    weakest[match[order]] = order  # the last written is the one with the least
    return weakest


def _removed(codes: Sequence[str], rows: Bools) -> tuple[Removed, ...]:
    hits: Ints = rows.sum(axis=0, dtype=np.int64)
    first = np.bincount(rows.argmax(axis=0)[hits > 0], minlength=len(codes)).tolist()
    alone = rows[:, hits == 1].sum(axis=1).tolist()
    blocks = np.logical_or.reduce(rows, axis=1).tolist()
    lines = zip(codes, first, alone, blocks, strict=True)
    return tuple(Removed(rule, n, only) for rule, n, only, any_ in lines if any_)


def _opens_most(removed: Sequence[Removed]) -> Removed | None:
    able = [one for one in removed if one.alone and one.rule not in KEPT]
    return max(able, key=lambda one: one.alone, default=None)


def _by_mentee(pairs: dict[str, tuple[tuple[int, int], ...]]) -> dict[int, dict[str, list[int]]]:
    """Mentee → rule → mentors."""
    found: dict[int, dict[str, list[int]]] = {}
    for rule, these in pairs.items():
        for i, j in these:
            found.setdefault(i, {}).setdefault(rule, []).append(j)
    return found
