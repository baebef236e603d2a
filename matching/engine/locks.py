"""HR's decisions about pairs before a run: checked first, offenders named."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import Ints, Pair
from matching.engine.points import Points, pair_scores

SAYS = {
    "breaks_rule": "a locked pair breaks the rule {rule}",
    "two_locks": "one mentee is locked to several mentors",
    "over_capacity": "more locks than places for one mentor",
    "locked_and_forbidden": "a pair is both locked and forbidden",
    "out_of_range": "a pair names somebody who is not there",
}


@dataclass(frozen=True)
class Conflict:
    """`code` is a key of SAYS; `rule` is set for breaks_rule only."""

    code: str
    pairs: tuple[Pair, ...]
    rule: str | None = None

    def __str__(self) -> str:
        who = ", ".join(f"{i}-{j}" for i, j in self.pairs)
        return f"{SAYS[self.code].format(rule=self.rule)}: {who}"


class LockConflict(ValueError):  # noqa: N818  (a conflict, not a fault)
    """Locks or forbids that cannot hold; `conflicts` names every offender."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__("; ".join(map(str, conflicts)))
        self.conflicts = tuple(conflicts)


def as_pairs(given: Iterable[Sequence[int]]) -> tuple[Pair, ...]:
    """Each pair once, as plain numbers, sorted."""
    return tuple(sorted({(int(i), int(j)) for i, j in given}))


def check_locks(
    points: Points,
    capacity: Ints,
    locks: tuple[Pair, ...],
    forbids: tuple[Pair, ...],
    overrides: tuple[Pair, ...],
    *,
    sound: tuple[Pair, ...] = (),
) -> None:
    """Raise LockConflict unless every lock can hold; `sound` ones are known to break no rule."""
    n, m = points.shape
    outside = [p for p in (*locks, *forbids) if not (0 <= p[0] < n and 0 <= p[1] < m)]
    if outside:
        raise LockConflict([Conflict("out_of_range", tuple(outside))])
    conflicts = [
        *_two_locks(locks),
        *_over_capacity(locks, capacity),
    ]
    if unsure := set(locks) - set(overrides) - set(sound):
        conflicts += _broken_rules(points, unsure)
    both = tuple(sorted(set(locks) & set(forbids)))
    if both:
        conflicts.append(Conflict("locked_and_forbidden", both))
    if conflicts:
        raise LockConflict(conflicts)


def _two_locks(locks: tuple[Pair, ...]) -> list[Conflict]:
    count = Counter(i for i, _ in locks)
    return [
        Conflict("two_locks", tuple(pair for pair in locks if pair[0] == i))
        for i, times in count.items()
        if times > 1
    ]


def _over_capacity(locks: tuple[Pair, ...], capacity: Ints) -> list[Conflict]:
    count = Counter(j for _, j in locks)
    return [
        Conflict("over_capacity", tuple(pair for pair in locks if pair[1] == j))
        for j, times in count.items()
        if times > capacity[j]
    ]


def _broken_rules(points: Points, locks: set[Pair]) -> list[Conflict]:
    pairs = sorted(locks)
    scores = pair_scores(points, np.array(pairs, np.int64).reshape(-1, 2))
    return [
        Conflict("breaks_rule", ((i, j),), first_rule(points, i, j))
        for (i, j), score in zip(pairs, scores.tolist(), strict=True)
        if score < 0
    ]


def first_rule(points: Points, i: int, j: int) -> str | None:
    """The first rule that keeps the two apart."""
    return next(iter(broken_rules(points, i, j)), None)


def broken_rules(points: Points, i: int, j: int) -> tuple[str, ...]:
    """All rules that keep the two apart, in order."""
    codes, rows = points.blocked(i)
    return tuple(codes[number] for number in np.flatnonzero(rows[:, j]).tolist())
