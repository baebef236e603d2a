"""The matching engine: arrays in, a proven matching out. Knows neither Django nor any app."""

from matching.engine.parts import Part
from matching.engine.people import UNKNOWN_OFFSET, PairFacts, People
from matching.engine.points import DensePoints, Points
from matching.engine.policy import FACTORS, RULES, Policy
from matching.engine.profile_points import ProfilePoints

__all__ = [
    "FACTORS",
    "RULES",
    "UNKNOWN_OFFSET",
    "DensePoints",
    "PairFacts",
    "Part",
    "People",
    "Points",
    "Policy",
    "ProfilePoints",
]
