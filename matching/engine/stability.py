"""Pairs who would both rather have each other: a review list, not a fault.

An HR program assigns, people do not rematch privately, so the engine optimises points for all and
reports what single people would prefer. Mentee i and mentor j block the result (Gale and Shapley
1962) when i has strictly fewer points with the own mentor, or none, and j has a free place or
holds a mentee strictly worse for j. Pairs that a rule, HR's word or a lock excludes do not count;
places and mentees that a lock holds are not up for exchange. Worked in blocks of mentees.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import Ints, row_blocks
from matching.engine.points import Points
from matching.engine.slack import loose
from matching.engine.solution import Solution

FEW = 3
MOST_WAITING = 300_000
ANY, NOBODY = -1, np.iinfo(np.int64).max


@dataclass(frozen=True)
class BlockingPairs:
    """`count` pairs, with `mentees` and `mentors` in at least one. `of_mentee` (row → columns) and
    `of_mentor` (column → rows) name up to a few each, best for that person first, ties by number;
    only people with such a pair are keys."""

    count: int
    mentees: int
    mentors: int
    of_mentee: dict[int, tuple[int, ...]]
    of_mentor: dict[int, tuple[int, ...]]


def blocking_pairs(
    points: Points,
    solution: Solution,
    mentor_points: Points | None = None,
    *,
    capacity: ArrayLike | None = None,
    few: int = FEW,
) -> BlockingPairs:
    """All blocking pairs of a solution, counted; `few` named per person.

    `mentor_points` is how mentors see the same pairs (same shape), else both sides count alike.
    `capacity` (M,) tells free places. Without it no place is taken for free, which changes nothing
    for a plain optimum (nobody has a better mentor with a free place), only beside `keep`.
    ValueError for another shape.
    """
    theirs = mentor_points or points
    if theirs.shape != points.shape:
        raise ValueError(f"mentor_points must have the shape {points.shape}")
    return _Search(points, theirs, solution, capacity, few).run()


class _Search:
    def __init__(
        self,
        points: Points,
        theirs: Points,
        solution: Solution,
        capacity: ArrayLike | None,
        few: int,
    ) -> None:
        self._points, self._theirs, self._few = points, theirs, few
        self._match, self._locked = loose(solution), [i for i, _ in solution.locks]
        self._barred = np.array([*solution.forbids, *solution.mutual], np.int64).reshape(-1, 2)
        self._worst = self._worst_held(solution, capacity)

    def run(self) -> BlockingPairs:
        n, m = self._points.shape
        mentees, mentors = _Lists(n, self._few), _Lists(m, self._few)
        for rows in row_blocks(n, m):
            i, j, mine, theirs = self._found(rows)
            mentees.add(i, j, mine)
            mentors.add(j, i, theirs)
        return BlockingPairs(
            count=mentees.count,
            mentees=int(mentees.seen.sum()),
            mentors=int(mentors.seen.sum()),
            of_mentee=mentees.named(),
            of_mentor=mentors.named(),
        )

    def _found(self, rows: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Blocking pairs of some mentees: mentee, mentor, and what each side gives the pair."""
        mine = self._points.block(rows).astype(np.int64)
        theirs = mine
        if self._theirs is not self._points:
            theirs = self._theirs.block(rows).astype(np.int64)
        better = (mine > self._own(rows, mine)[:, None]) & (theirs > self._worst)
        better[np.isin(rows, self._locked)] = False
        barred = self._barred[np.isin(self._barred[:, 0], rows)]
        better[barred[:, 0] - rows[0], barred[:, 1]] = False
        line, j = np.nonzero(better)
        return rows[line], j, mine[line, j], theirs[line, j]

    def _own(self, rows: Ints, scores: Ints) -> Ints:
        """Points of the own pair, below every allowed one without a pair."""
        own = self._match[rows]
        if not scores.shape[1]:
            return own
        return np.where(own >= 0, scores[np.arange(len(rows)), own], ANY)

    def _worst_held(self, solution: Solution, capacity: ArrayLike | None) -> Ints:
        """What a newcomer must beat, (M,): the worst mentee held, ANY beside a free place."""
        m = self._points.shape[1]
        worst = np.full(m, NOBODY)
        held = np.flatnonzero(self._match >= 0)
        for rows in (held[block] for block in row_blocks(len(held), m)):
            mentors = self._match[rows]
            scores = self._theirs.block(rows)[np.arange(len(rows)), mentors].astype(np.int64)
            np.minimum.at(worst, mentors, scores)
        if capacity is not None:
            used = np.bincount(solution.match[solution.match >= 0], minlength=m)
            worst[used < np.asarray(capacity)] = ANY
        return worst


class _Lists:
    """The best few pairs of each person, out of any number handed in."""

    def __init__(self, people: int, few: int) -> None:
        self._few, self._parts, self._waiting = few, list[Ints](), 0
        self.count, self.seen = 0, np.zeros(people, bool)

    def add(self, person: Ints, other: Ints, given: Ints) -> None:
        """`given` is what the person gives the pair."""
        self.count += len(person)
        self.seen[person] = True
        self._parts.append(np.column_stack([person, other, given]))
        self._waiting += len(person)
        if self._waiting > MOST_WAITING:
            self._parts, self._waiting = [self._best()], 0

    def named(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for person, other, _given in self._best().tolist():
            found.setdefault(person, []).append(other)
        return {person: tuple(others) for person, others in found.items()}

    def _best(self) -> Ints:
        pairs = np.concatenate([np.zeros((0, 3), np.int64), *self._parts])
        pairs = pairs[np.lexsort((pairs[:, 1], -pairs[:, 2], pairs[:, 0]))]
        place = np.arange(len(pairs)) - np.searchsorted(pairs[:, 0], pairs[:, 0])
        return pairs[place < self._few]
