"""The matching engine: arrays in, a proven matching out. Knows neither Django nor any app."""

from matching.engine.people import UNKNOWN_OFFSET, PairFacts, People
from matching.engine.policy import FACTORS, RULES, Policy

__all__ = [
    "FACTORS",
    "RULES",
    "UNKNOWN_OFFSET",
    "PairFacts",
    "People",
    "Policy",
]
