"""Shares of people, and how far the true share may be from what a small group shows."""

from dataclasses import dataclass
from math import sqrt

Z = 1.96  # 95 percent


@dataclass(frozen=True)
class Share:
    """Percent, with the bounds of its 95 percent interval."""

    value: float
    low: float
    high: float


def wilson(hits: int, n: int) -> Share:
    """Wilson's score interval (1927): it stays within 0 and 100 and holds for small groups too.
    ValueError for nobody."""
    if not 0 <= hits <= n or not n:
        raise ValueError("a share is of somebody")
    share, room = hits / n, Z * Z / n
    middle = (share + room / 2) / (1 + room)
    half = Z * sqrt(share * (1 - share) / n + room / (4 * n)) / (1 + room)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Share(100 * share, 100 * min(low, share), 100 * max(high, share))
