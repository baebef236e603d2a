"""Random people with holes in their profiles, as plain lists: for the engine and the reference."""

import random

from matching.engine import UNKNOWN_OFFSET, PairFacts, People

TEXTS = (
    "",
    "Négocier a contract renewal; client meetings in SQL.",
    "Negotiating contracts with clients, and presenting figures.",
    "the and 2027",
    "Meeting clients: présenter SQL figures to a client. SQL! SQL again.",
    "Gärten",
)
OFFSETS = (UNKNOWN_OFFSET, -660, -300, -60, 0, 60, 120, 330, 780)


def crowd(seed, n=12, m=9):
    """Raw columns of mentees and mentors, facts and related skills."""
    chance = random.Random(seed)
    names = [f"p{k}" for k in range(n + m)]
    mentees, mentors = chance.sample(names, n), chance.sample(names, m)
    boss = {name: chance.choice(["", *names]) for name in names}
    return {
        "mentees": columns(chance, mentees, boss),
        "mentors": columns(chance, mentors, boss),
        "facts": facts(chance, n, m),
        "related": [
            (chance.randrange(8), chance.randrange(8), chance.choice((0, 30, 50, 100)))
            for _ in range(5)
        ],
    }


def columns(chance, ids, boss):
    def several(make, most):
        return [[make() for _ in range(chance.randrange(most + 1))] for _ in ids]

    def goal():
        return chance.randrange(8), chance.randrange(6), chance.randint(1, 5), chance.randint(1, 3)

    return {
        "id": ids,
        "department": [chance.randrange(-1, 4) for _ in ids],
        "site": [chance.randrange(-1, 4) for _ in ids],
        "country": [chance.randrange(-1, 3) for _ in ids],
        "utc_offset": [chance.choice(OFFSETS) for _ in ids],
        "level": [chance.randrange(11) for _ in ids],
        "manager": [boss[name] for name in ids],
        "manager2": [boss.get(boss[name], "") for name in ids],
        "chain": [line(boss, name) for name in ids],
        "languages": [chance.choice((0, 1, 2, 3, 6, 1 << 63)) for _ in ids],
        "hours": [hours(chance) for _ in ids],
        "goals": several(goal, 4),
        "offers": several(lambda: (chance.randrange(8), chance.randint(1, 5)), 4),
        "interests": several(lambda: chance.randrange(6), 5),
        "background": several(lambda: chance.randrange(4), 2),
        "waited": [chance.randrange(5) for _ in ids],
        "response": [chance.randrange(-1, 101) for _ in ids],
        "trained": [chance.random() < 0.5 for _ in ids],
        "goal_text": [chance.choice(TEXTS) for _ in ids],
        "help_text": [chance.choice(TEXTS) for _ in ids],
    }


def line(boss, name):
    """Everybody above, loops cut."""
    above = []
    while (name := boss.get(name, "")) and name not in above:
        above.append(name)
    return above


def hours(chance):
    free = chance.random() < 0.8
    return [free and h < 30 and chance.random() < 0.2 for h in range(168)]


def facts(chance, n, m):
    def pair():
        return chance.randrange(n), chance.randrange(m)

    return {
        "mentee_wishes": [(*pair(), chance.randint(1, 7)) for _ in range(n)],
        "mentor_wishes": [(*pair(), chance.randint(1, 7)) for _ in range(m)],
        "exclusions": [pair() for _ in range(3)],
        "forbidden": [pair() for _ in range(3)],
        "past": [pair() for _ in range(3)],
    }


def packed(raw):
    """The same people as the engine takes them: mentees, mentors, facts, related."""
    sides = [dict(raw[side]) for side in ("mentees", "mentors")]
    mentees, mentors = (People.of(side.pop("id"), **side) for side in sides)
    return mentees, mentors, PairFacts(**raw["facts"]), raw["related"]
