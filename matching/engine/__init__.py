"""The matching engine: arrays in, a proven matching out. Knows neither Django nor any app.

    points = DensePoints([[90, 60], [80, 10], [70, -1]])
    solution = solve(points, capacity=[1, 1])
    verify(points, [1, 1], solution)

`docs/engine.md` holds the contract and this example worked out.
"""

from matching.engine.certificate import CertificateError
from matching.engine.edits import Forbid, Lock, MorePlaces, Move, Pause, Price, Swap, price_of
from matching.engine.explain import (
    Rank,
    WhyNot,
    best_for,
    blocked_counts,
    explain,
    explain_all,
    rank_of,
    why_not,
)
from matching.engine.fairness import MODES, FairnessLimit
from matching.engine.fairness_report import FairnessReport, fairness_report
from matching.engine.hints import NewMentor, RecruitingHint, people_of, recruiting_hints
from matching.engine.keep import Keep
from matching.engine.locks import Conflict, LockConflict
from matching.engine.parts import Part
from matching.engine.people import UNKNOWN_OFFSET, PairFacts, People
from matching.engine.places import PlaceValue, best_places, place_values
from matching.engine.points import DensePoints, Points
from matching.engine.policy import FACTORS, RULES, Policy
from matching.engine.profile_points import ProfilePoints
from matching.engine.solution import Solution
from matching.engine.solve import solve
from matching.engine.stability import BlockingPairs, blocking_pairs
from matching.engine.unmatched import (
    NO_PLACE,
    Outbid,
    Relaxation,
    Removed,
    Unplaced,
    all_unmatched,
    relaxations,
    unmatched,
)
from matching.engine.verify import verify

__all__ = [
    "FACTORS",
    "MODES",
    "NO_PLACE",
    "RULES",
    "UNKNOWN_OFFSET",
    "BlockingPairs",
    "CertificateError",
    "Conflict",
    "DensePoints",
    "FairnessLimit",
    "FairnessReport",
    "Forbid",
    "Keep",
    "Lock",
    "LockConflict",
    "MorePlaces",
    "Move",
    "NewMentor",
    "Outbid",
    "PairFacts",
    "Part",
    "Pause",
    "People",
    "PlaceValue",
    "Points",
    "Policy",
    "Price",
    "ProfilePoints",
    "Rank",
    "RecruitingHint",
    "Relaxation",
    "Removed",
    "Solution",
    "Swap",
    "Unplaced",
    "WhyNot",
    "all_unmatched",
    "best_for",
    "best_places",
    "blocked_counts",
    "blocking_pairs",
    "explain",
    "explain_all",
    "fairness_report",
    "people_of",
    "place_values",
    "price_of",
    "rank_of",
    "recruiting_hints",
    "relaxations",
    "solve",
    "unmatched",
    "verify",
    "why_not",
]
