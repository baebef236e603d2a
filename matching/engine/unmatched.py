"""Why a mentee got nobody: what the rules removed, by what they were outbid, what would help.

Mentors are counted one mentee at a time; no table of all pairs is built. `capacity` (M,), when
given, adds NO_PLACE as the last rule: mentors who could not take anybody in the first place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import AnyInts, Bools, Ints, row_blocks
from matching.engine.openings import Openings
from matching.engine.points import Points
from matching.engine.slack import Slack, loose
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
    return next(_Inquiry(points, solution, capacity).about(np.array([i])))


def all_unmatched(
    points: Points, solution: Solution, *, capacity: ArrayLike | None = None
) -> tuple[Unplaced, ...]:
    """The same for every unmatched mentee, in the order of the rows; shared work is done once."""
    mentees = np.flatnonzero(solution.match < 0)
    return tuple(_Inquiry(points, solution, capacity).about(mentees))


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
    """What is worked out once for all questions about one solution."""

    def __init__(self, points: Points, solution: Solution, capacity: ArrayLike | None) -> None:
        self._points, self._mentors = points, points.shape[1]
        self._slack, self._solution = Slack(points, solution), solution
        self._openings = Openings(points, solution, self._slack)
        self._weakest, self._theirs = _weakest_held(points, solution)
        self._full = None if capacity is None else np.asarray(capacity) <= 0
        if self._full is not None and self._full.shape != (self._mentors,):
            raise ValueError(f"capacity must be {self._mentors} whole numbers")
        self._barred = _by_mentee({"forbidden": solution.forbids, "mutual": solution.mutual})

    def about(self, mentees: Ints) -> Iterator[Unplaced]:
        for rows in (mentees[block] for block in row_blocks(len(mentees), self._mentors)):
            slack, scores = self._slack.block(rows), self._points.block(rows)
            self._openings.learn(rows, slack)
            for i, price, score in zip(rows.tolist(), slack, scores, strict=True):
                yield self._one(i, price, score)

    def _one(self, i: int, slack: Ints, scores: AnyInts) -> Unplaced:
        codes, rows = self._blocked(i)
        removed = _removed(codes, rows)
        allowed: Bools = ~np.logical_or.reduce(rows, axis=0)
        return Unplaced(
            mentee=i,
            mentors=self._mentors,
            allowed=int(allowed.sum()),
            removed=removed,
            opens=_opens_most(removed),
            outbid=self._outbid(np.flatnonzero(allowed), slack, scores),
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

    def _outbid(self, allowed: Ints, slack: Ints, scores: AnyInts) -> Outbid | None:
        if not len(allowed):
            return None
        cheapest = int(allowed[slack[allowed].argmin()])
        short = self._solution.split(int(slack[cheapest]))
        able = allowed[self._weakest[allowed] >= 0]
        if not len(able):
            return Outbid(cheapest, None, None, short)
        gain = self._solution.mentee_price[self._weakest[able]]
        mentor = int(able[(slack[able] + gain).argmin()])
        points = int(self._theirs[mentor]) - int(scores[mentor])
        return Outbid(mentor, int(self._weakest[mentor]), points, short)


def _weakest_held(points: Points, solution: Solution) -> tuple[Ints, Ints]:
    """The mentee of each mentor with the least to lose and their points there, both (M,);
    -1 where none could give way."""
    weakest, theirs = np.full((2, points.shape[1]), -1)
    match = loose(solution)
    held = np.flatnonzero(match >= 0)
    order = held[np.argsort(-solution.mentee_price[held], kind="stable")]
    weakest[match[order]] = order  # the last written has the least
    mentors = np.flatnonzero(weakest >= 0)
    for these in (mentors[block] for block in row_blocks(len(mentors), points.shape[1])):
        scores = points.block(weakest[these])
        theirs[these] = scores[np.arange(len(these)), these]
    return weakest, theirs


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
