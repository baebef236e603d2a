"""How evenly a result treats the matched mentees, and what that cost.

All numbers are exact and about the points of the matched pairs, locked ones included; an
overridden pair counts 0.

    average          sum / number matched
    fifth_percentile the points that at least one in twenty has at most: the k-th lowest, k being
                     the number matched / 20, rounded up (nearest rank)
    gini             0 when all have the same, towards 1 when one has all: with the points
                     x_1 <= … <= x_n in order, sum of (2k - n - 1) * x_k over n * sum of x_k; 0 when
                     nobody has a point
    below            (floor, how many have fewer points), for each floor
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from matching.engine.fairness import FLOORS, floors_of
from matching.engine.own_scores import own_scores
from matching.engine.points import Points
from matching.engine.solution import Solution


@dataclass(frozen=True)
class FairnessReport:
    """None where nobody is matched; costs are None without a result to compare with."""

    worst: int | None
    fifth_percentile: int | None
    average: Fraction | None
    gini: Fraction | None
    below: tuple[tuple[int, int], ...]
    cost_matched: int | None  # matches and points that the mode "total" has more
    cost_points: int | None

    def to_document(self) -> dict[str, object]:
        """Plain JSON values; average and Gini to four digits."""
        return {
            "worst": self.worst,
            "fifth_percentile": self.fifth_percentile,
            "average": None if self.average is None else round(float(self.average), 4),
            "gini": None if self.gini is None else round(float(self.gini), 4),
            "below": [list(each) for each in self.below],
            "cost_matched": self.cost_matched,
            "cost_points": self.cost_points,
        }


def fairness_report(
    points: Points,
    solution: Solution,
    total: Solution | None = None,
    *,
    floors: Iterable[int] | None = None,
) -> FairnessReport:
    """`total` is the result of the same problem in the mode "total"; `floors` are in points.

    Without floors, those of the solution count, or 20 and 30 percent of a perfect pair's points.
    """
    usual = solution.floors or floors_of(FLOORS, points.maximum)
    scores = sorted(own_scores(points, solution.match).tolist())
    return FairnessReport(
        worst=scores[0] if scores else None,
        fifth_percentile=scores[-(-len(scores) // 20) - 1] if scores else None,
        average=Fraction(sum(scores), len(scores)) if scores else None,
        gini=_gini(scores) if scores else None,
        below=tuple(
            (floor, sum(score < floor for score in scores))
            for floor in (usual if floors is None else floors)
        ),
        cost_matched=total.matched - solution.matched if total else None,
        cost_points=total.total - solution.total if total else None,
    )


def _gini(scores: list[int]) -> Fraction:
    """Of scores that rise."""
    n, whole = len(scores), sum(scores)
    apart = sum((2 * k - n - 1) * score for k, score in enumerate(scores, start=1))
    return Fraction(apart, n * whole) if whole else Fraction(0)
