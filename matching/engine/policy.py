"""A program's policy: hard rules, soft weights and their few numbers.

policy = Policy.for_format("mentoring")
policy.maximum                      # 100: the score of a perfect pair
Policy.from_document(policy.to_document()) == policy
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from matching.engine.fairness import FLOORS, MODES, floors_of

RULES = (
    "self",
    "reporting_line",
    "exclusion",
    "forbidden",
    "past_pair",
    "no_shared_language",
    "time_zone_gap",
    "level_gap",
    "same_department",
    "different_site",
    "training_missing",
    "no_goal_covered",
)
FACTORS = (
    "skills",
    "goal_priority",
    "wishes",
    "hours",
    "place",
    "language",
    "department",
    "level",
    "interests",
    "background",
    "waiting",
    "response",
    "reciprocal",
    "closeness",
)
OPTIONAL = {"same_department", "different_site", "training_missing"}
USUAL = frozenset(RULES) - OPTIONAL
# `response` and `closeness` look at people more closely: 0 until HR switches them on.
WEIGHTS: Mapping[str, tuple[int, ...]] = {
    "mentoring": (35, 8, 15, 10, 5, 3, 5, 7, 4, 4, 4, 0, 0, 0),
    "reverse": (36, 8, 12, 10, 3, 3, 5, 5, 3, 2, 3, 0, 10, 0),
    "buddy": (5, 0, 10, 22, 20, 8, 5, 10, 15, 3, 2, 0, 0, 0),
    "group": (42, 8, 8, 14, 3, 3, 5, 5, 2, 2, 8, 0, 0, 0),
    "flash": (52, 10, 8, 12, 2, 4, 4, 2, 2, 0, 4, 0, 0, 0),
    "coaching": (22, 8, 20, 14, 3, 5, 8, 6, 6, 4, 4, 0, 0, 0),
    "handover": (55, 10, 10, 10, 6, 3, 0, 2, 0, 2, 2, 0, 0, 0),
}
LEVELS: Mapping[str, tuple[tuple[int, int], int]] = {  # range and ideal of mentor - mentee
    "mentoring": ((1, 9), 2),
    "reverse": ((-9, -1), -3),
    "buddy": ((-1, 1), 0),
    "group": ((1, 9), 3),
    # Whoever knows, whatever their level: a question answered, or work taken over.
    "flash": ((-9, 9), 1),
    "coaching": ((0, 9), 2),
    "handover": ((-9, 9), 1),
}
RANGES: Mapping[str, tuple[int, int]] = {
    "max_time_zone_gap": (0, 720),
    "level_ideal": (-9, 9),
    "hours_full": (1, 40),
}
HEAVIEST = 1000


@dataclass(frozen=True)
class Policy:
    """Who may be paired, and what makes a pair good. Weights are the factors' maxima."""

    format: str
    rules: frozenset[str]
    weights: Mapping[str, int]
    level_gap: tuple[int, int]  # mentor's level - mentee's level, from and to
    level_ideal: int
    max_time_zone_gap: int = 360  # minutes
    hours_full: int = 3  # shared weekly hours that earn all points
    any_depth: bool = False  # the reporting line counts at any depth
    allow_mutual: bool = False  # A may mentor B while B mentors A
    fairness: str = "floors"  # one of `fairness.MODES`
    floors: tuple[int, int] = FLOORS  # percent of the points of a perfect pair, for "floors"

    def __post_init__(self) -> None:
        _one_of("format", self.format, WEIGHTS)
        for rule in self.rules:
            _one_of("rules", rule, RULES)
        for factor, weight in self.weights.items():
            _one_of("weights", factor, FACTORS)
            _whole(f"weights.{factor}", weight, _lightest(factor), HEAVIEST)
        for name, (low, high) in RANGES.items():
            _whole(name, getattr(self, name), low, high)
        low, high = self.level_gap
        _whole("level_gap", low, -9, high)
        _whole("level_gap", high, low, 9)
        _one_of("fairness", self.fairness, MODES)
        lower, higher = self.floors
        _whole("floors", lower, 0, 100)
        _whole("floors", higher, lower, 100)
        object.__setattr__(self, "rules", frozenset(self.rules) | {"self"})
        object.__setattr__(self, "weights", {f: self.weights.get(f, 0) for f in FACTORS})

    @classmethod
    def for_format(cls, format: str) -> "Policy":  # noqa: A002  (the word of the glossary)
        """The preset of one of the formats of `WEIGHTS`."""
        _one_of("format", format, WEIGHTS)
        gap, ideal = LEVELS[format]
        return cls(
            format=format,
            rules=USUAL - {"no_goal_covered"} if format == "buddy" else USUAL,
            weights=dict(zip(FACTORS, WEIGHTS[format], strict=True)),
            level_gap=gap,
            level_ideal=ideal,
        )

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Policy":
        """Read a JSON document; what it leaves out is the preset of its format.

        A weight left out of "weights" is the preset's too. ValueError names the entry.
        """
        if not isinstance(document, Mapping):
            raise ValueError("the policy must be an object")
        for key in document:
            _one_of("policy", key, [field.name for field in fields(cls)])
        preset = cls.for_format(_text("format", document.get("format")))
        return cls(
            format=preset.format,
            rules=_rules(document.get("rules", preset.rules)),
            weights={**preset.weights, **_weights(document.get("weights", {}))},
            level_gap=_two("level_gap", document.get("level_gap", preset.level_gap)),
            level_ideal=_number("level_ideal", document.get("level_ideal", preset.level_ideal)),
            max_time_zone_gap=_number(
                "max_time_zone_gap", document.get("max_time_zone_gap", preset.max_time_zone_gap)
            ),
            hours_full=_number("hours_full", document.get("hours_full", preset.hours_full)),
            any_depth=_switch("any_depth", document.get("any_depth", False)),
            allow_mutual=_switch("allow_mutual", document.get("allow_mutual", False)),
            fairness=_text("fairness", document.get("fairness", preset.fairness)),
            floors=_two("floors", document.get("floors", preset.floors)),
        )

    def to_document(self) -> dict[str, object]:
        """The policy as plain JSON values; rules in their fixed order."""
        document = {field.name: getattr(self, field.name) for field in fields(self)}
        document["rules"] = [rule for rule in RULES if rule in self.rules]
        document["weights"] = dict(self.weights)
        document["level_gap"], document["floors"] = list(self.level_gap), list(self.floors)
        return document

    @property
    def maximum(self) -> int:
        """Points of a perfect pair."""
        return sum(abs(weight) for weight in self.weights.values())

    @property
    def floor_points(self) -> tuple[int, ...] | None:
        """Floors in points for `solve`; None in the modes that have none."""
        return floors_of(self.floors, self.maximum) if self.fairness == "floors" else None


def _lightest(factor: str) -> int:
    return -HEAVIEST if factor == "department" else 0


def _one_of(name: str, value: object, known: Iterable[str]) -> None:
    if not isinstance(value, str) or value not in set(known):
        raise ValueError(f"{name}: {value!r} is not known")


def _whole(name: str, value: object, low: int, high: int) -> None:
    if not low <= _number(name, value) <= high:
        raise ValueError(f"{name} must be from {low} to {high}")


def _number(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} must be a whole number")
    return value


def _switch(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{name} must be true or false")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text")
    return value


def _rules(value: object) -> frozenset[str]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise ValueError("rules must be a list of codes")
    return frozenset(_text("rules", code) for code in value)


def _weights(value: object) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise ValueError("weights must be an object")
    return {_text("weights", k): _number(f"weights.{k}", v) for k, v in value.items()}


def _two(name: str, value: object) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"{name} must be two numbers")
    return _number(name, value[0]), _number(name, value[1])
