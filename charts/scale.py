"""From values to places on a drawing, and the round numbers an axis names."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1, 2, 5, 10)
# From this size on a number is written in this unit.
SHORT = ((10**12, 10**12, "T"), (10**9, 10**9, "B"), (10**6, 10**6, "M"), (10**4, 10**3, "k"))


@dataclass(frozen=True)
class Scale:
    """Values low..high on places start..end; a value outside stays at the border."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        if self.high == self.low:
            return self.start
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + min(max(share, 0), 1) * (self.end - self.start), 2)


def finite(values: Iterable[float]) -> list[float]:
    found = [float(value) for value in values]
    if not all(math.isfinite(value) for value in found):
        raise ValueError("a chart has finite values only")
    return found


def counted(values: Iterable[float]) -> list[float]:
    """Finite and 0 or more: a bar has no other side."""
    found = finite(values)
    if any(value < 0 for value in found):
        raise ValueError("a bar is 0 or more")
    return found


def ticks(low: float, high: float, *, about: int = 4) -> list[float]:
    """Round numbers, at least two, whose first and last hold low and high between them."""
    low, high = finite([low, high])
    if high <= low:
        low, high = low - (abs(low) / 2 if low else 0), low + (abs(low) / 2 or 1)
    step = _step((high - low) / about)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [_rounded(n * step, step) for n in range(first, max(last, first + 1) + 1)]


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))


def _rounded(value: float, step: float) -> float:
    return round(value, max(0, 1 - math.floor(math.log10(step)))) + 0.0


def compact(value: float) -> str:
    """A number on an axis: 0.5, 1,200, 25k, 3.4M."""
    for least, unit, letter in SHORT:
        if abs(value) >= least:
            return f"{value / unit:,.1f}".removesuffix(".0") + letter
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0")
