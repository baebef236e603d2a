"""From what went with good pairs to a policy to try: a bounded step per weight. Pure.

    changes({"skills": Effect(...)}, policy)      # [Change("skills", 35, 42)]
    changed(policy, {"skills": 0.2})              # the same policy with other weights, nothing else

Only weights that are in use move, by a quarter at most, and only where the effect is sure. None is
switched on or off, no rule, level or floor is touched, and no new fact about people comes in: a
policy has no lever for gender, age or origin, and gets none here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from insights.learning.regression import Effect
from matching.engine import Policy

# The most a weight moves, and the effect that moves it that far.
MOST, WHOLE_EFFECT = 0.25, 0.3


@dataclass(frozen=True)
class Change:
    factor: str
    before: int
    after: int


def steps(effects: Mapping[str, Effect | None]) -> dict[str, float]:
    """By which share each weight would move; factors without a sure effect are not in it."""
    return {
        factor: round(max(-MOST, min(MOST, MOST * effect.value / WHOLE_EFFECT)), 4)
        for factor, effect in effects.items()
        if effect is not None and effect.is_sure
    }


def changed(policy: Policy, wanted: Mapping[str, float]) -> Policy:
    weights = dict(policy.weights)
    for factor, share in wanted.items():
        weights[factor] = _moved(weights.get(factor, 0), share)
    return replace(policy, weights=weights)


def changes(policy: Policy, wanted: Mapping[str, float]) -> list[Change]:
    after = changed(policy, wanted).weights
    return [
        Change(factor, weight, after[factor])
        for factor, weight in policy.weights.items()
        if after[factor] != weight
    ]


def _moved(weight: int, share: float) -> int:
    """By a point at least, so that a proposal is one; a weight of 1 is not lowered to nothing."""
    if not weight:
        return 0
    sign, size = (1, weight) if weight > 0 else (-1, -weight)
    share = max(-MOST, min(MOST, share))
    step = max(1, int(size * abs(share)))
    after = size + step if share > 0 else max(1, size - step) if share < 0 else size
    return sign * after
