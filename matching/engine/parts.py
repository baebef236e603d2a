"""The parts of a pair's score: points, the most they could be, and what earned them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """One factor of one pair. `evidence` and `missing` are data, put into words elsewhere."""

    factor: str
    points: int
    maximum: int
    evidence: Mapping[str, object] = field(default_factory=dict)
    missing: Mapping[str, object] = field(default_factory=dict)
