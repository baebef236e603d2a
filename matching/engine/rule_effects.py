"""What each rule does to a program before anybody is matched: pairs kept apart, people left with
nobody. Mentees are counted in blocks; no table of all pairs is built."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import Bools, Ints, row_blocks
from matching.engine.profile_points import ProfilePoints


@dataclass(frozen=True)
class RuleEffect:
    """A rule that is on keeps `pairs` apart, and `people` have nobody only because of it. One that
    is off would keep so many more apart, and so many would lose everybody."""

    rule: str
    is_on: bool
    pairs: int
    people: int


@dataclass(frozen=True)
class RuleEffects:
    """`allowed` of `mentees` x `mentors` pairs are possible; `nobody` is how many mentees have
    no possible mentor, for whatever reasons."""

    mentees: int
    mentors: int
    allowed: int
    nobody: int
    rules: tuple[RuleEffect, ...]


def rule_effects(points: ProfilePoints, on: Collection[str]) -> RuleEffects:
    """`points` know all rules to ask about; those not in `on` are asked as if switched on."""
    n, m = points.shape
    codes = points.blocked_rows(np.arange(0))[0]
    is_on = np.array([code in set(on) for code in codes])
    pairs, people = np.zeros((2, len(codes)), np.int64)
    allowed = nobody = 0
    for block in row_blocks(n, m * max(1, len(codes))):
        masks = points.blocked_rows(block)[1]
        hits: Ints = masks[is_on].sum(axis=0, dtype=np.int64)
        free = hits == 0
        left = free.any(axis=1)
        allowed += int(free.sum())
        nobody += int((~left).sum())
        for r, mask in enumerate(masks):
            kept, lost = _on(mask, hits, left) if is_on[r] else _off(mask, free, left)
            pairs[r] += kept
            people[r] += lost
    found = zip(codes, is_on.tolist(), pairs.tolist(), people.tolist(), strict=True)
    return RuleEffects(n, m, allowed, nobody, tuple(RuleEffect(*one) for one in found))


def _on(mask: Bools, hits: Ints, left: Bools) -> tuple[int, int]:
    alone = (mask & (hits == 1)).any(axis=1)
    return int(mask.sum()), int((alone & ~left).sum())


def _off(mask: Bools, free: Bools, left: Bools) -> tuple[int, int]:
    return int((mask & free).sum()), int((left & ~(free & ~mask).any(axis=1)).sum())
