"""Scoring as a sum of small integer rows: the tables behind `ProfilePoints`.

A factor is never computed pair by pair. What depends on a class of mentees (level, place,
department, language) is one row per class; what depends on single answers (a goal, an hour, an
interest) is one row per answer, and a mentee adds up the rows of theirs. A pair costs about
thirty bytes of table, read in long strides: 1 to 3 ns.

`tests/matching/engine` compares these sums with the factors as `scoring` states them one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from matching.engine.arrays import Ints, distinct
from matching.engine.cohort import Cohort
from matching.engine.ground import ENOUGH_INTERESTS
from matching.engine.layers import (
    Block,
    Classes,
    Computed,
    Goals,
    Layer,
    Shares,
    Single,
    Steps,
    ready_shares,
)
from matching.engine.points import Marks
from matching.engine.scoring import COMPUTED, FACTOR, RULE, TABLES, factors_in, rules_in
from matching.engine.skills import FULL

MOST_BYTES = 16 * 2**20  # of one table of classes


@dataclass(frozen=True)
class Tables:
    """Marks of N mentees with some mentors: `marks(rows)` is 0, or points + 1."""

    layers: tuple[Layer, ...]
    mentors: int
    kind: type[np.unsignedinteger]
    order: Ints  # (N,) number of rows to add up for each mentee: equal ones fill a block evenly

    @classmethod
    def of(cls, cohort: Cohort) -> "Tables":
        """Tables over all mentors of the cohort, in its order."""
        kind = np.uint8 if cohort.policy.maximum < 2**8 - 1 else np.uint16
        return cls(tuple(_layers(cohort, kind)), cohort.shape[1], kind, _questions(cohort))

    def picked(self, mentors: Ints) -> "Tables":
        """The same mentees with some of these mentors, in this order."""
        layers = tuple(layer.picked(mentors) for layer in self.layers)
        return Tables(layers, len(mentors), self.kind, self.order)

    def marks(self, rows: Ints) -> Marks:
        """(len(rows), mentors), unsigned: 0 where a pair is not allowed, points + 1 elsewhere."""
        shape = len(rows), self.mentors
        block = Block(rows, np.ones(shape, self.kind), np.zeros(shape, bool))
        for layer in self.layers:
            layer.put(block)
        np.logical_not(block.closed, out=block.closed)
        marks: Marks = np.multiply(block.marks, block.closed.view(np.uint8), out=block.marks)
        return marks


def _questions(cohort: Cohort) -> Ints:
    """Goals first: one division serves all mentees of a block with as many."""
    goals = np.diff(cohort.mentees.goals.start)
    order: Ints = goals * 1000 + cohort.mentees.hours.sum(axis=1)
    return order


def _layers(cohort: Cohort, kind: type[np.unsignedinteger]) -> Iterator[Layer]:
    weight, rules = cohort.policy.weights, rules_in(cohort)
    yield from _classes(cohort, kind)
    if weight["hours"]:
        yield Steps(cohort.shared_hours, cohort.policy.hours_full, weight["hours"])
    if weight["interests"]:
        yield Steps(cohort.interests, ENOUGH_INTERESTS, weight["interests"])
    if weight["background"]:
        yield Steps(cohort.background, 2, weight["background"], highest=True)
    if weight["goal_priority"]:
        yield _first_goals(cohort)
    others = tuple(code for code in COMPUTED if weight[code])
    if others:
        yield _computed(cohort, others, ())
    if weight["wishes"]:
        yield Single(cohort.wishes, cohort.shape[1], forbids=False)
    needed = "no_goal_covered" in rules
    if weight["skills"] or weight["reciprocal"] or needed:
        yield Goals(
            covered=cohort.covered,
            full=FULL,
            weight=weight["skills"],
            needed=needed,
            taught=cohort.taught if weight["reciprocal"] else None,
            reciprocal=weight["reciprocal"],
        )
    yield Single(cohort.all_banned, cohort.shape[1], forbids=True)


def _first_goals(cohort: Cohort) -> Layer:
    """One ready-made row is enough for mentees with a single goal of first priority."""
    covered, weight = cohort.covered_first, cohort.policy.weights["goal_priority"]
    single = int(np.diff(covered.start).max(initial=0)) <= 1
    if single and weight < 2**8:
        return Steps(ready_shares(covered, FULL, weight), weight, weight)
    return Shares(covered, FULL, weight)


@dataclass
class _Group:
    """Columns of mentees and the factors and rules that ask for nothing else."""

    columns: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def joined(self, other: "_Group") -> "_Group":
        return _Group(
            self.columns + other.columns, self.factors + other.factors, self.rules + other.rules
        )

    def classes(self, cohort: Cohort) -> tuple[Ints, Ints]:
        """A representative of each class of mentees, and the class of each mentee (N,)."""
        return distinct([getattr(cohort.mentees, name) for name in self.columns])


def _classes(cohort: Cohort, kind: type[np.unsignedinteger]) -> Iterator[Layer]:
    """As few tables as fit: one of level and language is half the work of two."""
    room = MOST_BYTES // max(1, cohort.shape[1] * (np.dtype(kind).itemsize + 1))
    pending = _Group()
    for group in _groups(cohort):
        joined = pending.joined(group)
        if pending.columns and len(joined.classes(cohort)[0]) > room:
            yield _class_layer(cohort, pending, kind, room)
            joined = group
        pending = joined
    if pending.columns:
        yield _class_layer(cohort, pending, kind, room)


def _groups(cohort: Cohort) -> list[_Group]:
    factors, rules = factors_in(cohort), rules_in(cohort)
    found = [
        _Group(columns, *(tuple(c for c in codes if c in used) for codes, used in wanted))
        for columns, scored, ruled in TABLES
        for wanted in [((scored, factors), (ruled, rules))]
    ]
    return [group for group in found if group.factors or group.rules]


def _computed(cohort: Cohort, factors: tuple[str, ...], rules: tuple[str, ...]) -> Layer:
    return Computed(
        tuple(partial(FACTOR[code], cohort) for code in factors),
        tuple(partial(RULE[code], cohort) for code in rules),
    )


def _class_layer(cohort: Cohort, group: _Group, kind: type[np.unsignedinteger], room: int) -> Layer:
    first, key = group.classes(cohort)
    if len(first) > room:
        return _computed(cohort, group.factors, group.rules)
    points = np.zeros((len(first), cohort.shape[1]), kind)
    closed = np.zeros(points.shape, bool)
    for at in range(0, len(first), 64):
        part = slice(at, at + 64)
        for code in group.factors:
            points[part] += FACTOR[code](cohort, first[part]).astype(kind)
        for code in group.rules:
            closed[part] |= RULE[code](cohort, first[part])
    return Classes(points, closed if group.rules else None, key)
