"""Rules and wishes that concern single pairs: sparse, one line per mentee and mentor."""

from collections.abc import Iterable

import numpy as np

from matching.engine.arrays import Ints, Ragged, join, starts
from matching.engine.people import PairFacts, People
from matching.engine.policy import Policy

LAST_RANK = 5
Pairs = tuple[Ints, Ints]


def banned(mentees: People, mentors: People, policy: Policy, facts: PairFacts) -> dict[str, Ragged]:
    """Rule → the mentors it keeps from each mentee, for the rules of the policy."""
    shape = (len(mentees), len(mentors))
    found = {
        "self": _joined(mentees.id, [mentors.id]),
        "reporting_line": _reporting_line(mentees, mentors, policy.any_depth),
        "exclusion": _columns(facts.rows("exclusions", shape)),
        "forbidden": _columns(facts.rows("forbidden", shape)),
        "past_pair": _columns(facts.rows("past", shape)),
    }
    return {
        rule: _by_mentee(pairs, shape[0]) for rule, pairs in found.items() if rule in policy.rules
    }


def wish_points(facts: PairFacts, shape: tuple[int, int], weight: int) -> Ragged:
    """(mentor, points) of the wishes of each mentee: two thirds theirs, one the mentor's."""
    sides = ((weight - weight // 3, "mentee_wishes"), (weight // 3, "mentor_wishes"))
    parts = [
        np.column_stack([best[:, :2], points * np.maximum(LAST_RANK + 1 - best[:, 2], 1) // 5])
        for points, name in sides
        for best in [best_ranks(facts.rows(name, shape))]
    ]
    wishes = np.concatenate(parts)
    pairs, number = np.unique(wishes[:, :2], axis=0, return_inverse=True)
    earned = np.zeros(len(pairs), np.int64)
    np.add.at(earned, number.reshape(-1), wishes[:, 2])
    return Ragged(starts(pairs[:, 0], shape[0]), np.column_stack([pairs[:, 1], earned]))


def merged(lists: list[Ragged]) -> Ragged:
    """The entries of all, once each."""
    owners = np.concatenate([one.owners() for one in lists])
    values = np.concatenate([one.values[:, 0] for one in lists])
    return _by_mentee((owners, values), len(lists[0]))


def best_ranks(wishes: Ints) -> Ints:
    """Each pair once, with its best rank."""
    ranked = wishes[np.lexsort(wishes.T[::-1])]
    new = np.ones(len(ranked), bool)
    new[1:] = (ranked[1:, :2] != ranked[:-1, :2]).any(axis=1)
    return ranked[new]


def _reporting_line(mentees: People, mentors: People, any_depth: bool) -> Pairs:
    """Manager, manager's manager or same manager, in either direction."""
    up, down = mentees, mentors
    found = [
        _joined(up.manager, [down.id, down.manager]),
        _joined(up.manager2, [down.id]),
        _joined(up.id, [down.manager, down.manager2]),
    ]
    if any_depth:
        found += [_line(up.chain, down.id), _line(down.chain, up.id)[::-1]]
    return _union(found)


def _line(chains: Iterable[Iterable[str]], names: tuple[str, ...]) -> Pairs:
    """(owner of the chain, person named in it)."""
    row = {name: number for number, name in enumerate(names)}
    found = [
        (owner, row[name]) for owner, chain in enumerate(chains) for name in chain if name in row
    ]
    return _columns(np.array(found, np.int64).reshape(-1, 2))


def _joined(names: tuple[str, ...], others: list[tuple[str, ...]]) -> Pairs:
    number = {name: n for n, name in enumerate(dict.fromkeys(names)) if name}
    left = _codes(names, number)
    return _union([join(left, _codes(right, number)) for right in others])


def _codes(names: tuple[str, ...], number: dict[str, int]) -> Ints:
    return np.fromiter((number.get(name, -1) for name in names), np.int64, len(names))


def _union(found: list[Pairs]) -> Pairs:
    first, second = zip(*found, strict=True)
    return np.concatenate(first), np.concatenate(second)


def _columns(rows: Ints) -> Pairs:
    return rows[:, 0], rows[:, 1]


def _by_mentee(pairs: Pairs, n: int) -> Ragged:
    rows = np.unique(np.column_stack(pairs), axis=0)
    return Ragged(starts(rows[:, 0], n), rows[:, 1:])
