"""Fairness: what a mentee's points are worth when everybody's points are added up.

    total      points as they are: most points in all
    floors     each floor a mentee reaches is worth more than all points of one other pair
    balanced   a point is worth the more, the fewer points the mentee has

All of them after the number matched, in whole numbers, and never falling with the points.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.engine.arrays import Ints

FLOORS = (30, 45)  # percent of the points of a perfect pair
MODES = ("total", "floors", "balanced")
LARGEST = 2**62


def mode_of(
    fairness: str, floors: Iterable[int] | None, maximum: int
) -> tuple[str, tuple[int, ...]]:
    """The mode and its floors in points; floors alone mean the mode "floors"."""
    if fairness not in MODES:
        raise ValueError(f"fairness: {fairness!r} is not known")
    found = tuple(sorted({int(floor) for floor in floors or ()}))
    if fairness == "total" and found:
        return "floors", found
    if fairness == "floors":
        return fairness, found if floors is not None else floors_of(FLOORS, maximum)
    if found:
        raise ValueError(f"fairness {fairness!r} has no floors")
    return fairness, ()


def floors_of(percents: Iterable[int], maximum: int) -> tuple[int, ...]:
    """Floors in points, rounded up, of floors in percent of the maximum."""
    return tuple(sorted({-(-maximum * percent // 100) for percent in percents}))


@dataclass(frozen=True)
class Lift:
    """Worth of points; `unit` is what one point is worth on average."""

    mode: str
    floors: tuple[int, ...]
    points: int  # of the best pair there can be
    unit: int

    @classmethod
    def of(cls, fairness: str, floors: tuple[int, ...], maximum: int) -> "Lift":
        mode, floors = mode_of(fairness, floors, maximum)
        lift = cls(mode, floors, maximum, max(1, maximum) if mode == "balanced" else 1)
        if lift.maximum > LARGEST:
            raise ValueError("the points are too large for exact 64-bit arithmetic")
        return lift

    @property
    def is_plain(self) -> bool:
        """Points are worth what they are."""
        return self.mode != "balanced" and not self.floors

    @property
    def maximum(self) -> int:
        """Worth of the best pair there can be."""
        if self.mode == "balanced":
            return self.points**2
        return self.points + len(self.floors) * (self.points + 1)

    def of_points(self, points: Ints) -> Ints:
        """Worth of points, 0 or more, elementwise."""
        if self.mode == "balanced":
            return (2 * self.points - points) * points
        worth = points.copy()
        for floor in self.floors:
            worth += (points >= floor) * (self.points + 1)
        return worth
