"""An attacker who knows who was in which group in every week, and adds up and subtracts figures.

Every person's part is an unknown, one more whenever it changes. Each told figure is a sum of
unknowns. The attacker wins with a combination of figures in which only one to four people are
left: they go through every such set of people, without any short cut.
"""

import random
from collections import defaultdict
from itertools import combinations

import numpy as np

from insights.groups import Group
from insights.release import Part, Told, decide

CUTS = ("department", "role", "level", "site", "department×role", "site×role")


def organization(dice: random.Random) -> dict[str, Part]:
    departments = ["A", "B", "C", "D"][: dice.randint(1, 4)]
    sites = ["X", "Y", "Z"][: dice.randint(1, 3)]
    return {
        str(n): Part(
            Group(
                dice.choice(departments),
                dice.choice(["mentor", "mentee"]),
                dice.choice(["1–3", "4–6"]),
                dice.choice(sites),
            ),
            dice.randint(0, 1),
            1,
        )
        for n in range(dice.randint(4, 26))
    }


def next_week(people: dict[str, Part], dice: random.Random) -> dict[str, Part]:
    """Some answer otherwise, some leave, some come, some move to another department."""
    later = dict(people)
    for key in dice.sample(sorted(people), dice.randint(0, len(people))):
        part = people[key]
        what = dice.random()
        if what < 0.6:
            later[key] = Part(part.group, 1 - part.numerator, 1)
        elif what < 0.75:
            del later[key]
        elif what < 0.9:
            later[key] = Part(part.group._replace(department="B"), part.numerator, 1)
    for n in range(dice.choice([0, 0, 1, 3, 6])):
        later[f"new{len(people)}-{n}"] = Part(Group("A", "mentee", "1–3", "X"), 1, 1)
    return later


def weeks(dice: random.Random, n: int) -> list[Told]:
    """What is told in n weeks; a week that repeats the last one tells nothing new."""
    found, told, people = [], Told(), organization(dice)
    for _week in range(n):
        new = decide(told, people, cuts=CUTS)
        if new is None:
            told = Told(told.parts, told.cells, told.weeks_ago + 1)
        else:
            found.append(new)
            told = Told(new.parts, new.cells, 1)
        people = next_week(people, dice)
    return found


def isolated(releases: list[Told]) -> list[set[str]]:
    """Sets of one to four people of whom some combination of the figures is."""
    unknowns: dict[tuple[str, int], int] = {}
    rows, version, last = [], defaultdict(int), {}
    for told in releases:
        for key, part in told.parts.items():
            if key in last and (part.numerator, part.denominator) != last[key]:
                version[key] += 1
            last[key] = (part.numerator, part.denominator)
            if part.counts:
                unknowns.setdefault((key, version[key]), len(unknowns))
        rows += [
            [
                unknowns[key, version[key]]
                for key, part in told.parts.items()
                if part.counts and part.group.cell(cut) == value
            ]
            for cut, value in told.cells
        ]
    return _brute_force(rows, unknowns)


def _brute_force(rows: list[list[int]], unknowns: dict[tuple[str, int], int]) -> list[set[str]]:
    matrix = np.zeros((len(rows), len(unknowns)))
    for n, row in enumerate(rows):
        matrix[n, row] = 1
    if not rows:
        return []
    basis = np.linalg.svd(matrix, full_matrices=False)
    basis = basis[2][basis[1] > 1e-9]
    # People nobody can tell apart in any figure are one set.
    alike = defaultdict(list)
    columns = defaultdict(list)
    for (key, _version), at in unknowns.items():
        columns[key].append(at)
    for key, at in columns.items():
        alike[tuple(map(tuple, matrix[:, at].T))].append(key)
    sets = sorted(alike.values())
    grams = [
        sum(np.outer(basis[:, at], basis[:, at]) for key in keys for at in columns[key])
        for keys in sets
    ]
    small = [n for n, keys in enumerate(sets) if len(keys) < 5]
    found = []
    for size in range(1, 5):
        chosen = [at for at in combinations(small, size) if sum(len(sets[n]) for n in at) < 5]
        for start in range(0, len(chosen), 4000):
            some = chosen[start : start + 4000]
            left = np.eye(len(basis)) - np.array([sum(grams[n] for n in at) for at in some])
            lost = np.linalg.eigvalsh(left)[:, 0] < 1e-8
            found += [
                {key for n in at for key in sets[n]}
                for at, is_lost in zip(some, lost, strict=True)
                if is_lost
            ]
    return found
