"""The matching engine: arrays in, a proven matching out. Knows neither Django nor any app.

    points = DensePoints([[90, 60], [80, 10], [70, -1]])
    solution = solve(points, capacity=[1, 1])
    verify(points, [1, 1], solution)

`docs/engine.md` holds the contract and this example worked out.
"""

from matching.engine.arrays import Ragged
from matching.engine.certificate import CertificateError
from matching.engine.edits import Forbid, Lock, MorePlaces, Move, Pause, Price, Swap, price_of
from matching.engine.explain import (
    Rank,
    WhyNot,
    best_for,
    blocked_counts,
    explain,
    rank_of,
    why_not,
)
from matching.engine.keep import Keep
from matching.engine.limits import memory_needed
from matching.engine.locks import Conflict, LockConflict
from matching.engine.parts import Part
from matching.engine.people import UNKNOWN_OFFSET, PairFacts, People
from matching.engine.points import DensePoints, Points
from matching.engine.policy import FACTORS, RULES, Policy
from matching.engine.profile_points import ProfilePoints
from matching.engine.progress import Cancelled
from matching.engine.solution import Solution
from matching.engine.solve import solve
from matching.engine.verify import verify

__all__ = [
    "FACTORS",
    "RULES",
    "UNKNOWN_OFFSET",
    "Cancelled",
    "CertificateError",
    "Conflict",
    "DensePoints",
    "Forbid",
    "Keep",
    "Lock",
    "LockConflict",
    "MorePlaces",
    "Move",
    "PairFacts",
    "Part",
    "Pause",
    "People",
    "Points",
    "Policy",
    "Price",
    "ProfilePoints",
    "Ragged",
    "Rank",
    "Solution",
    "Swap",
    "WhyNot",
    "best_for",
    "blocked_counts",
    "explain",
    "memory_needed",
    "price_of",
    "rank_of",
    "solve",
    "verify",
    "why_not",
]
