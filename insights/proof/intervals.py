"""How far apart two groups are, with what chance alone could make of it. Pure.

    apart = of_shares(50, 100, 36, 100)      # Newcombe's interval, in points of a percent
    apart.value, apart.low, apart.high       # 14.0, 0.3, 27.0
    of_means([3, 4, 4], [2, 3, 3])           # Welch's interval, in the unit of the values
    people_needed(0.5, smallest=0.1, share=0.1)    # both groups together

Newcombe, R. G. (1998), Statistics in Medicine 17, 873-890, method 10; Welch, B. L. (1947),
Biometrika 34, 28-35, with the quantile of Student's t by Cornish and Fisher's expansion. The tests
check all three against SciPy and against the published tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist, fmean, variance

from matching.reports.shares import wilson

CONFIDENCE, POWER = 0.95, 0.8
_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
_Z_POWER = NormalDist().inv_cdf(POWER)


@dataclass(frozen=True)
class Apart:
    """The first group less the second, with the bounds of its 95 percent interval."""

    value: float
    low: float
    high: float

    @property
    def is_more(self) -> bool:
        return self.low > 0

    @property
    def is_less(self) -> bool:
        return self.high < 0


def of_shares(hits: int, n: int, other_hits: int, other_n: int) -> Apart:
    """In points of a percent. ValueError where one of the groups is empty."""
    one, other = wilson(hits, n), wilson(other_hits, other_n)
    value = one.value - other.value
    down = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    up = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Apart(value, value - down, value + up)


def of_means(values: Sequence[float], others: Sequence[float]) -> Apart:
    """ValueError where a group has fewer than two."""
    if min(len(values), len(others)) < 2:
        raise ValueError("a mean needs two values to say how sure it is")
    apart = fmean(values) - fmean(others)
    one, other = variance(values) / len(values), variance(others) / len(others)
    if not one + other:
        return Apart(apart, apart, apart)
    freedom = (one + other) ** 2 / (one**2 / (len(values) - 1) + other**2 / (len(others) - 1))
    half = student(freedom) * sqrt(one + other)
    return Apart(apart, apart - half, apart + half)


def student(freedom: float) -> float:
    """The 97.5 percent quantile of Student's t; within 1 percent from 3 degrees on."""
    z, v = _Z, freedom
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / v + second / v**2 + third / v**3 + fourth / v**4


def people_needed(usual: float, *, smallest: float, share: float) -> int:
    """How many people, both groups together, until a lift of `smallest` over the `usual` share
    would be seen four times in five; `share` of them are held back."""
    usual = min(max(usual, 0.05), 0.95)
    lifted = min(usual + smallest, 0.99)
    spread = usual * (1 - usual) / share + lifted * (1 - lifted) / (1 - share)
    return ceil((_Z + _Z_POWER) ** 2 * spread / (lifted - usual) ** 2)
