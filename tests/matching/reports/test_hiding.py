"""The attack: whatever is shown, in all dimensions together, no hidden group and no few people can
be worked out. The attacker solves equations over exact fractions; the module uses floating point."""

import random
from fractions import Fraction
from itertools import combinations

import pytest

from matching.reports.hiding import FEW, hidden


def shown_sets(people, closed):
    """Everybody, and each group that is shown, as sets of person numbers."""
    n = len(next(iter(people.values())))
    sets = [frozenset(range(n))] if n >= FEW else []
    for name, groups in people.items():
        shown = set(groups) - closed[name]
        sets += [frozenset(at for at, each in enumerate(groups) if each == g) for g in shown]
    return sets


def rows_of(people, sets):
    """Sums over people alike in every dimension; equal columns are one."""
    kinds = sorted(set(zip(*people.values(), strict=True)), key=str)
    members = {kind: [] for kind in kinds}
    for at, kind in enumerate(zip(*people.values(), strict=True)):
        members[kind].append(at)
    return kinds, members, [[Fraction(members[k][0] in one) for k in kinds] for one in sets]


def reduced(rows):
    """Row echelon form over fractions."""
    rows, found = [list(row) for row in rows], []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        found.append((column, pivot))
    return found


def can_be_solved(echelon, vector):
    left = list(vector)
    for column, pivot in echelon:
        factor = left[column]
        left = [a - factor * b for a, b in zip(left, pivot, strict=True)]
    return not any(left)


def attack(people, closed):
    """What an attacker can work out that nobody may know."""
    sets = shown_sets(people, closed)
    kinds, members, rows = rows_of(people, sets)
    echelon, found = reduced(rows), []
    for name, groups in closed.items():
        for group in groups & set(people[name]) if rows else ():
            at = list(people).index(name)
            if can_be_solved(echelon, [Fraction(kind[at] == group) for kind in kinds]):
                found.append((name, group))
    for n in (1, 2):
        for few in combinations(range(len(kinds)), n):
            if sum(len(members[kinds[k]]) for k in few) >= FEW:
                continue
            if n == 1 and can_be_solved(echelon, [Fraction(k in few) for k in range(len(kinds))]):
                found.append([kinds[k] for k in few])
    for one, other in combinations({*sets, *remainders(people, closed)}, 2):
        small, large = sorted((one, other), key=len)
        if small < large and len(large - small) < FEW:
            found.append(("difference", sorted(large - small)))
    return found


def remainders(people, closed):
    return [
        frozenset(at for at, group in enumerate(groups) if group in closed[name])
        for name, groups in people.items()
        if closed[name]
    ]


def test_groups_that_are_large_enough_are_shown():
    assert hidden({"site": ["Oslo"] * 5 + ["Rome"] * 9}) == {"site": set()}


def test_a_small_group_hides_and_takes_another_with_it():
    people = {"site": ["Oslo"] * 20 + ["Rome"] * 9 + ["Bonn"] * 3}
    assert hidden(people) == {"site": {"Bonn", "Rome"}}


def test_two_small_groups_of_five_together_hide_each_other():
    people = {"site": ["Oslo"] * 20 + ["Rome"] * 2 + ["Bonn"] * 3}
    assert hidden(people) == {"site": {"Bonn", "Rome"}}


def test_two_small_groups_below_five_take_a_third():
    people = {"site": ["Oslo"] * 20 + ["Rome"] * 6 + ["Bonn"] * 2 + ["Graz"] * 2}
    assert hidden(people) == {"site": {"Bonn", "Graz", "Rome"}}


def test_nothing_is_shown_of_a_handful():
    assert hidden({"site": ["Oslo"] * 3}) == {"site": {"Oslo"}}


def test_nobody_gives_nobody_away():
    assert hidden({"site": [], "level": []}) == {"site": set(), "level": set()}


def test_the_difference_of_two_dimensions_gives_nobody_away():
    """All but two of Oslo are the whole of Sales: Oslo less Sales would be those two."""
    people = {
        "site": ["Oslo"] * 12 + ["Rome"] * 30,
        "team": ["Sales"] * 10 + ["Legal"] * 2 + ["Ops"] * 30,
    }
    assert attack(people, {"site": set(), "team": {"Legal"}}) != []
    assert attack(people, hidden(people)) == []


def test_what_is_hidden_for_another_reason_stays_hidden():
    people = {"site": ["Oslo"] * 9 + ["Rome"] * 9 + ["Bonn"] * 9}
    closed = hidden(people, already={"site": {"Oslo"}})
    assert "Oslo" in closed["site"]
    assert len(closed["site"]) == 2


def random_company(dice):
    n = dice.choice([4, 12, 30, 80])
    sizes = {
        "department": dice.randint(1, 7),
        "site": dice.randint(1, 5),
        "year": dice.randint(1, 4),
    }
    skew = dice.choice([0.6, 1, 2])
    people = {name: [] for name in sizes}
    for _ in range(n):
        shared = dice.random()
        for name, k in sizes.items():
            where = shared if dice.random() < 0.5 else dice.random()
            people[name].append(int(k * where**skew) % k)
    return people


@pytest.mark.parametrize("seed", range(60))
def test_no_hidden_cell_can_be_worked_out(seed):
    dice = random.Random(seed)
    people = random_company(dice)
    closed = hidden(people)
    small = {
        (name, group)
        for name, groups in people.items()
        for group in set(groups)
        if groups.count(group) < FEW
    }
    assert all(group in closed[name] for name, group in small)
    assert attack(people, closed) == []


def test_the_attack_finds_what_plain_hiding_gives_away():
    """The test can fail: hiding only what is small is not enough."""
    found = 0
    for seed in range(60):
        people = random_company(random.Random(seed))
        closed = {
            name: {group for group in set(groups) if groups.count(group) < FEW}
            for name, groups in people.items()
        }
        found += bool(attack(people, closed))
    assert found > 10


def test_most_of_a_large_company_is_shown():
    dice = random.Random(1)
    people = {
        "department": [dice.choice("ABCDEFGH") for _ in range(600)],
        "site": [dice.choice("RSTU") for _ in range(600)],
        "level": [dice.randint(1, 6) for _ in range(600)],
    }
    assert hidden(people) == {"department": set(), "site": set(), "level": set()}
