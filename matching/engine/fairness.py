"""Fairness: what a mentee's points are worth when the points of all are added up.

    total      points as they are: the most points in all
    floors     every floor a mentee reaches is worth one point more than the best pair has
    balanced   a point is worth the more, the fewer points the mentee has: P*P - (P - points)**2,
               P being the points of a perfect pair
    leximin    the lowest points as high as can be, then the next lowest, and so on (`ladder`)

Always after the number matched, in whole numbers, and never falling with the points. So each
mentee's mentors keep the order of their points: the best few are still the best few, a bound on
the points of the pairs left out is still a bound on their worth, and the proof over all pairs is
the same proof about lifted points. That holds for any such lift.

Floors count within the mentee: one mentee who reaches a floor outweighs all points of one other
pair, not of several. So the last mentee is not lifted at any cost; a floor costs the average
little, where a floor above everything else would cost the more, the more people take part.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.engine.arrays import Ints

MODES = ("total", "floors", "balanced", "leximin")
FLOORS = (20, 30)  # percent of the points of a perfect pair; the average pair earns about 50
MOST_MENTEES = 2_000  # for leximin
LARGEST = 2**62


class FairnessLimit(ValueError):  # noqa: N818  (a limit, not a fault)
    """More than the mode is meant for; `what` is "mentees" or "different scores"."""

    def __init__(self, what: str, most: int, found: int) -> None:
        super().__init__(
            f"leximin is for up to {most:,} {what}, here are {found:,}: choose floors or balanced"
        )
        self.what, self.most, self.found = what, most, found


def mode_of(
    fairness: str, floors: Iterable[int] | None, maximum: int
) -> tuple[str, tuple[int, ...]]:
    """The mode and its floors in points: floors alone mean "floors", "floors" alone the usual ones.

    ValueError for an unknown mode and for floors in a mode that has none.
    """
    if fairness not in MODES:
        raise ValueError(f"fairness: {fairness!r} is not known")
    found = tuple(sorted({int(floor) for floor in floors or ()}))
    if fairness == "total" and found:
        return "floors", found
    if fairness == "floors":
        return fairness, floors_of(FLOORS, maximum) if floors is None else found
    if found:
        raise ValueError(f"fairness: {fairness!r} has no floors")
    return fairness, ()


def floors_of(percents: Iterable[int], maximum: int) -> tuple[int, ...]:
    """Floors in points, rounded up, from floors in percent of the points of a perfect pair."""
    return tuple(sorted({-(-maximum * percent // 100) for percent in percents}))


def check_mentees(fairness: str, mentees: int) -> None:
    """FairnessLimit when there are more mentees than the mode is meant for."""
    if fairness == "leximin" and mentees > MOST_MENTEES:
        raise FairnessLimit("mentees", MOST_MENTEES, mentees)


@dataclass(frozen=True)
class Lift:
    """Worth of points in the modes whose numbers stay small."""

    mode: str
    floors: tuple[int, ...]
    points: int  # of the best pair there can be

    def __post_init__(self) -> None:
        if self.maximum > LARGEST:
            raise ValueError("the points are too large for exact 64-bit arithmetic")

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

    def bonus(self, points: int) -> int:
        """Worth of so many points that a kept pair has more; "balanced" counts an average point."""
        return points * max(1, self.points) if self.mode == "balanced" else points
