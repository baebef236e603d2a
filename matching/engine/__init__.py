"""The matching engine: arrays in, a proven matching out. Knows neither Django nor any app.

    points = DensePoints([[90, 60], [80, 10], [70, -1]])
    solution = solve(points, capacity=[1, 1])
    verify(points, [1, 1], solution)

`docs/engine.md` holds the contract and this example worked out.
"""

from matching.engine.arrays import Ragged
from matching.engine.certificate import CertificateError
from matching.engine.circle_wishes import topics_of
from matching.engine.circles import Circle, Circles, NoCircle, form_circles
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
from matching.engine.limits import memory_needed
from matching.engine.locks import Conflict, LockConflict
from matching.engine.order import Pseudonym
from matching.engine.own_scores import own_scores
from matching.engine.parts import Part
from matching.engine.peers import LeftAlone, PeerPairs, pair_peers
from matching.engine.people import UNKNOWN_OFFSET, PairFacts, People
from matching.engine.places import PlaceValue, best_places, place_values
from matching.engine.points import DensePoints, Points
from matching.engine.policy import FACTORS, RULES, Policy
from matching.engine.profile_points import ProfilePoints
from matching.engine.progress import Cancelled
from matching.engine.rotation import Rotation, rotation
from matching.engine.rule_effects import RuleEffect, RuleEffects, rule_effects
from matching.engine.solution import Solution
from matching.engine.solve import solve
from matching.engine.stability import BlockingPairs, blocking_pairs
from matching.engine.symmetric import symmetric
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
    "Cancelled",
    "CertificateError",
    "Circle",
    "Circles",
    "Conflict",
    "DensePoints",
    "FairnessLimit",
    "FairnessReport",
    "Forbid",
    "Keep",
    "LeftAlone",
    "Lock",
    "LockConflict",
    "MorePlaces",
    "Move",
    "NewMentor",
    "NoCircle",
    "Outbid",
    "PairFacts",
    "Part",
    "Pause",
    "PeerPairs",
    "People",
    "PlaceValue",
    "Points",
    "Policy",
    "Price",
    "ProfilePoints",
    "Pseudonym",
    "Ragged",
    "Rank",
    "RecruitingHint",
    "Relaxation",
    "Removed",
    "Rotation",
    "RuleEffect",
    "RuleEffects",
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
    "form_circles",
    "memory_needed",
    "own_scores",
    "pair_peers",
    "people_of",
    "place_values",
    "price_of",
    "rank_of",
    "recruiting_hints",
    "relaxations",
    "rotation",
    "rule_effects",
    "solve",
    "symmetric",
    "topics_of",
    "unmatched",
    "verify",
    "why_not",
]
