"""One matching problem: scores, places and HR's decisions, checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import Ints, Pair
from matching.engine.fairness import check_mentees, mode_of
from matching.engine.keep import Keep
from matching.engine.locks import as_pairs, check_locks
from matching.engine.points import Points
from matching.engine.worths import Worths


@dataclass(frozen=True)
class Problem:
    """Build it with `Problem.of`; `paused` mentees take no part."""

    points: Points
    capacity: Ints  # (M,)
    locks: tuple[Pair, ...] = ()
    forbids: tuple[Pair, ...] = ()
    overrides: tuple[Pair, ...] = ()
    floors: tuple[int, ...] = ()
    keep: Keep | None = None
    paused: tuple[int, ...] = ()
    fairness: str = "total"
    held_bonus: int | None = None  # of the solution that an edit goes on from

    @classmethod
    def of(
        cls,
        points: Points,
        capacity: ArrayLike,
        *,
        locks: Iterable[Sequence[int]] = (),
        forbids: Iterable[Sequence[int]] = (),
        overrides: Iterable[Sequence[int]] = (),
        floors: Iterable[int] | None = None,
        keep: Keep | None = None,
        paused: Iterable[int] = (),
        fairness: str = "total",
        sound: tuple[Pair, ...] = (),
    ) -> "Problem":
        """Check everything; ValueError or LockConflict names what cannot hold. Locks that are
        `sound` were scored before."""
        mode, floors = mode_of(fairness, floors, points.maximum)
        check_mentees(mode, points.shape[0])
        problem = cls(
            points=points,
            capacity=_places(capacity, points.shape[1]),
            locks=as_pairs(locks),
            forbids=as_pairs(forbids),
            overrides=as_pairs(overrides),
            floors=floors,
            keep=_kept(keep, points.shape),
            paused=tuple(sorted(set(paused))),
            fairness=mode,
        )
        problem.check(sound)
        return problem

    def check(self, sound: tuple[Pair, ...] = ()) -> None:
        """LockConflict names the locks that cannot hold."""
        held, places = self.locks, self.capacity
        check_locks(self.points, places, held, self.forbids, self.overrides, sound=sound)

    @cached_property
    def free(self) -> Ints:
        """Mentees the solver decides on: neither locked nor paused."""
        open_rows = np.ones(self.points.shape[0], bool)
        open_rows[[i for i, _ in self.locks]] = False
        open_rows[list(self.paused)] = False
        return np.flatnonzero(open_rows)

    @cached_property
    def places(self) -> Ints:
        """Places that locks leave, (M,)."""
        locked = np.array([j for _, j in self.locks], np.int64)
        return self.capacity - np.bincount(locked, minlength=len(self.capacity))

    @cached_property
    def worths(self) -> Worths:
        """What the solver maximises."""
        return Worths(self.points, self.forbids, self.floors, self.keep, self.fairness)

    @property
    def maximum(self) -> int:
        """No pair is worth more to the solver."""
        return self.worths.maximum

    @cached_property
    def bonus(self) -> int:
        """Worth of one more match: more than any points it can cost elsewhere.

        Twice that, so that a price tells its matches from its points.
        """
        if self.held_bonus is not None:
            return self.held_bonus
        return 2 * (min(len(self.free), int(self.places.sum())) + 2) * (self.maximum + 1)


def _places(given: ArrayLike, m: int) -> Ints:
    capacity = np.asarray(given)
    if capacity.shape != (m,) or (m and capacity.dtype.kind not in "iu"):
        raise ValueError(f"capacity must be {m} whole numbers")
    if m and capacity.min() < 0:
        raise ValueError("capacity must be 0 or more")
    return capacity.astype(np.int64)


def _kept(keep: Keep | None, shape: tuple[int, int]) -> Keep | None:
    if keep is None:
        return None
    if keep.bonus < 0:
        raise ValueError("the bonus of kept pairs must be 0 or more")
    n, m = shape
    inside = [(i, j) for i, j in as_pairs(keep.pairs) if 0 <= i < n and 0 <= j < m]
    return Keep(tuple(inside), int(keep.bonus))
