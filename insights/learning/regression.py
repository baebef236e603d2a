"""Which parts of a score go with a good outcome. Pure arrays; scikit-learn does the regression.

    found = associations(parts, outcome, mentors, seed=7)      # parts: pairs × parts, in shares
    found.explained           # share of the differences a fresh pair's parts foretell; ≤ 0: none
    found.effects[2]          # Effect(value, low, high): in spreads of the outcome, per spread

Ridge regression: parts of a score go together (skills and the first goal), and ridge shares what
they have in common instead of choosing one. How much it shrinks is chosen by leave-one-out; whether
anything is foretold at all by five folds that keep the pairs of one mentor together. Intervals come
from resampling mentors with all of their pairs, and are wide enough for all parts at once
(Bonferroni): where nothing goes with the outcome, one report in twenty names a part at most.

A part that is the same for all pairs has no effect and takes part in nothing. The same input and
seed give the same result. ValueError for fewer than `LEAST_ROWS` pairs.

Imports scikit-learn when called: only the worker ever does.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FOLDS, RESAMPLES, LEAST_ROWS = 5, 400, 20
# A little less than the one in twenty that is promised: resampling is too sure of few pairs.
ERROR = 0.04
FLAT = 1e-9
PENALTIES = np.logspace(-1, 4, 26)


@dataclass(frozen=True)
class Effect:
    """`value` spreads of the outcome for one spread of the part, with the bounds of the interval
    that holds for all parts at once. `is_sure` also asks that the whole foretells something."""

    value: float
    low: float
    high: float
    is_sure: bool = False


@dataclass(frozen=True)
class Found:
    """`effects` is None for a part that is the same for all pairs."""

    effects: list[Effect | None]
    explained: float
    penalty: float
    pairs: int


def associations(parts: Floats, outcome: Floats, groups: Ints, *, seed: int) -> Found:
    if len(outcome) < LEAST_ROWS:
        raise ValueError("too few pairs to learn from")
    varies = np.flatnonzero(parts.std(axis=0) > FLAT)
    if not len(varies) or outcome.std() <= FLAT:
        return Found([None] * parts.shape[1], 0.0, 0.0, len(outcome))
    scaled, wanted = _scaled(parts[:, varies]), _scaled(outcome[:, None])[:, 0]
    model = _model().fit(scaled, wanted)
    penalty, explained = float(model.alpha_), _foretold(scaled, wanted, groups, seed)
    values, spread = _spread(scaled, wanted, groups, penalty, seed)
    z = NormalDist().inv_cdf(1 - ERROR / (2 * len(varies)))
    effects: list[Effect | None] = [None] * parts.shape[1]
    for place, value, error in zip(varies, values, spread, strict=True):
        effects[place] = _effect(float(value), z * float(error), explained)
    return Found(effects, explained, penalty, len(outcome))


def _effect(value: float, half: float, explained: float) -> Effect:
    low, high = value - half, value + half
    return Effect(value, low, high, is_sure=explained > 0 and (low > 0 or high < 0))


def _scaled(values: Floats) -> Floats:
    scaled: Floats = (values - values.mean(axis=0)) / values.std(axis=0)
    return scaled


def _model() -> Any:
    from sklearn.linear_model import RidgeCV  # in the worker only: it takes 100 MB

    return RidgeCV(alphas=PENALTIES)


def _foretold(parts: Floats, outcome: Floats, groups: Ints, seed: int) -> float:
    """What is explained in pairs the model has not seen, 1 for all of it, 0 or less for nothing."""
    from sklearn.model_selection import GroupKFold, cross_val_predict

    folds = GroupKFold(min(FOLDS, len(np.unique(groups))), shuffle=True, random_state=seed)
    said = cross_val_predict(_model(), parts, outcome, groups=groups, cv=folds)
    return float(1 - ((outcome - said) ** 2).sum() / ((outcome - outcome.mean()) ** 2).sum())


def _spread(
    parts: Floats, outcome: Floats, groups: Ints, penalty: float, seed: int
) -> tuple[Floats, Floats]:
    """The coefficients, and how much each moves when other mentors had taken part."""
    dice = np.random.default_rng(seed)
    _names, of_row = np.unique(groups, return_inverse=True)
    some = int(of_row.max()) + 1
    # Each mentor as often as drawn: the same as repeating their rows.
    drawn = [np.bincount(dice.integers(0, some, some), minlength=some) for _ in range(RESAMPLES)]
    sums = _sums(parts, outcome, of_row)
    found = _ridge(np.array([np.ones(some), *drawn]) @ sums, penalty)
    # Resampling knows nothing of what the parts have taken up themselves.
    taken = np.sqrt(some / max(some - parts.shape[1] - 1, 1))
    spread: Floats = found[1:].std(axis=0, ddof=1) * taken
    return found[0], spread


def _sums(parts: Floats, outcome: Floats, of_row: Ints) -> Floats:
    """A row for each mentor: the sums of the products of all columns, of which the first is ones
    and the last the outcome. However the mentors are counted, these add up."""
    table = np.column_stack([np.ones(len(outcome)), parts, outcome])
    products = (table[:, :, None] * table[:, None, :]).reshape(len(table), -1)
    sums = np.zeros((int(of_row.max()) + 1, products.shape[1]))
    np.add.at(sums, of_row, products)
    return sums


def _ridge(sums: Floats, penalty: float) -> Floats:
    """The coefficients for each row of sums, with what shrinking took away put back in one step."""
    width = math.isqrt(sums.shape[1])
    sums = sums.reshape(-1, width, width)
    first = sums[:, 0]
    moved = sums - first[:, :, None] * first[:, None, :] / first[:, :1, None]
    squares = moved[:, 1:-1, 1:-1] + penalty * np.eye(width - 2)
    shrunk = np.linalg.solve(squares, moved[:, 1:-1, -1:])
    whole: Floats = (shrunk + penalty * np.linalg.solve(squares, shrunk))[:, :, 0]
    return whole
