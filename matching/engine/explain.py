"""Answers about single pairs: what made the score, what stands in the way, who ranks where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np

from matching.engine.arrays import Ints, Pair
from matching.engine.locks import broken_rules
from matching.engine.parts import Part
from matching.engine.points import Points
from matching.engine.slack import Slack
from matching.engine.solution import Solution


@dataclass(frozen=True)
class WhyNot:
    """`rule` is the first that blocks, "locked" when the mentee is held elsewhere, or None.

    `score` is -1 for a blocked pair. `cost` is (matches, points): forcing the pair loses at least
    that; None where no price speaks (a rule or a lock stands in the way). `facts` says for each
    rule what it saw (see `rule_facts`; "locked": the mentor held), and never who excluded whom.
    """

    rule: str | None
    rules: tuple[str, ...]
    score: int
    parts: tuple[Part, ...]
    own_mentor: int | None
    own_score: int | None
    cost: tuple[int, int] | None
    facts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@runtime_checkable
class TellsFacts(Protocol):
    """Points that know more of a blocked pair than the name of the rule."""

    def rule_facts(self, rule: str, i: int, j: int) -> Mapping[str, object]: ...


@runtime_checkable
class ExplainsMany(Protocol):
    """Points that work out the parts of many pairs together."""

    def parts_of_pairs(self, pairs: Sequence[Pair]) -> Iterator[tuple[Part, ...]]: ...


@dataclass(frozen=True)
class Rank:
    """Place among the mentee's allowed mentors (equals share a place), and their number."""

    rank: int
    options: int


def explain(points: Points, i: int, j: int) -> tuple[Part, ...]:
    """Ordered parts of a pair; they add up exactly to the score of an allowed pair."""
    return points.parts(i, j)


def explain_all(points: Points, pairs: Sequence[Pair]) -> Iterator[tuple[Part, ...]]:
    """`explain` for many pairs, in their order, at a fraction of the time."""
    if isinstance(points, ExplainsMany):
        return points.parts_of_pairs(pairs)
    return (points.parts(i, j) for i, j in pairs)


def why_not(points: Points, solution: Solution, i: int, j: int) -> WhyNot:
    """What kept i from j: a rule, HR's word, or better use of both."""
    rules = broken_rules(points, i, j)
    if (i, j) in solution.forbids and "forbidden" not in rules:
        rules = (*rules, "forbidden")
    if (i, j) in solution.mutual:
        rules = (*rules, "mutual")
    held = next((other for k, other in solution.locks if k == i and other != j), None)
    if held is not None:
        rules = (*rules, "locked")
    score, own = points.score(i, j), int(solution.match[i])
    return WhyNot(
        rule=rules[0] if rules else None,
        rules=rules,
        score=score,
        parts=points.parts(i, j),
        own_mentor=own if own >= 0 else None,
        own_score=max(points.score(i, own), 0) if own >= 0 else None,
        cost=None if rules else _cost(points, solution, i, j),
        facts={rule: _facts(points, rule, (i, j), held) for rule in rules},
    )


def _facts(points: Points, rule: str, pair: Pair, held: int | None) -> Mapping[str, object]:
    if rule == "locked":
        return {"mentor": held}
    return points.rule_facts(rule, *pair) if isinstance(points, TellsFacts) else {}


def _cost(points: Points, solution: Solution, i: int, j: int) -> tuple[int, int]:
    """The price of both, less what they are worth together."""
    if solution.match[i] == j:
        return 0, 0
    slack = Slack(points, solution).block(np.array([i]))
    return solution.split(int(slack[0, j]))


def blocked_counts(points: Points, i: int) -> dict[str, int]:
    """Rule → mentors it keeps from the mentee, each counted at the first rule that blocks."""
    codes, rows = points.blocked(i)
    first = rows & (np.cumsum(rows, axis=0) == 1)
    counts = first.sum(axis=1).tolist()
    return {code: count for code, count in zip(codes, counts, strict=True) if count}


def rank_of(points: Points, i: int, j: int) -> Rank:
    """Rank of mentor j for mentee i; a blocked mentor ranks after all options."""
    scores = _row(points, i)
    options = scores[scores >= 0]
    return Rank(int((options > scores[j]).sum()) + 1, len(options))


def best_for(points: Points, i: int, k: int) -> list[int]:
    """The k best allowed mentors of the mentee, best first; equals by row."""
    scores = _row(points, i)
    order = np.argsort(-scores, kind="stable")
    return [int(j) for j in order[: min(k, int((scores >= 0).sum()))]]


def _row(points: Points, i: int) -> Ints:
    row: Ints = points.block(np.array([i]))[0].astype(np.int64)
    return row
