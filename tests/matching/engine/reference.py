"""The score of one pair in plain Python, written from the words of the policy alone."""

import math
import unicodedata
from collections import Counter
from fractions import Fraction
from functools import cache

from matching.engine import UNKNOWN_OFFSET
from matching.engine.wording import FUNCTION_WORDS


def person(columns, row):
    return {name: values[row] for name, values in columns.items()}


def parts(raw, policy, i, j):
    """Factor → points, whether or not a rule blocks the pair."""
    a, b = person(raw["mentees"], i), person(raw["mentors"], j)
    w = policy.weights
    first = [g for g in a["goals"] if g[3] == min(x[3] for x in a["goals"])]
    teaches_back = covered(raw, b["goals"], a["offers"]) > 0
    return {
        "skills": share(w["skills"], covered(raw, a["goals"], b["offers"]), 60 * len(a["goals"])),
        "goal_priority": share(
            w["goal_priority"], covered(raw, first, b["offers"]), 60 * len(first)
        ),
        "wishes": wish(raw, "mentee_wishes", i, j, w["wishes"] - w["wishes"] // 3)
        + wish(raw, "mentor_wishes", i, j, w["wishes"] // 3),
        "hours": share(w["hours"], min(policy.hours_full, common_hours(a, b)), policy.hours_full),
        "place": share(w["place"], place(a, b), 12),
        "language": share(
            w["language"], min(2, bin(a["languages"] & b["languages"]).count("1")), 2
        ),
        "department": department(w["department"], a["department"], b["department"]),
        "level": share(w["level"], level_steps(policy, a["level"], b["level"]), 5),
        "interests": share(w["interests"], min(3, len({*a["interests"]} & {*b["interests"]})), 3),
        "background": share(w["background"], background(a, b), 2),
        "waiting": share(w["waiting"], min(3, a["waited"]), 3),
        "response": share(w["response"], 50 if b["response"] < 0 else b["response"], 100),
        "reciprocal": w["reciprocal"]
        if teaches_back and covered(raw, a["goals"], b["offers"])
        else 0,
        "closeness": w["closeness"]
        * alike(tuple(raw["mentors"]["help_text"]), a["goal_text"], b["help_text"])
        // 100,
    }


def rules(raw, policy, i, j):
    """Codes of the rules that block the pair, in order."""
    a, b = person(raw["mentees"], i), person(raw["mentors"], j)
    gap = b["level"] - a["level"]
    low, high = policy.level_gap
    clock = clock_gap(a, b)
    broken = {
        "self": a["id"] == b["id"],
        "reporting_line": reporting_line(a, b, policy.any_depth),
        "exclusion": (i, j) in raw["facts"]["exclusions"],
        "forbidden": (i, j) in raw["facts"]["forbidden"],
        "past_pair": (i, j) in raw["facts"]["past"],
        "no_shared_language": bool(
            a["languages"] and b["languages"] and not a["languages"] & b["languages"]
        ),
        "time_zone_gap": clock is not None and clock > policy.max_time_zone_gap,
        "level_gap": bool(a["level"] and b["level"] and not low <= gap <= high),
        "same_department": a["department"] >= 0 and a["department"] == b["department"],
        "different_site": a["site"] >= 0 <= b["site"] and a["site"] != b["site"],
        "training_missing": not b["trained"],
        "no_goal_covered": bool(a["goals"]) and covered(raw, a["goals"], b["offers"]) == 0,
    }
    return [code for code, blocks in broken.items() if blocks and code in policy.rules]


def score(raw, policy, i, j):
    return -1 if rules(raw, policy, i, j) else sum(parts(raw, policy, i, j).values())


def share(weight, part, whole):
    return weight * part // whole if whole else 0


def covered(raw, goals, offers):
    """Sixtieths of the goals covered, added up."""
    return sum(
        max((related(raw, g[0], s) * fit(g, level) // 100 for s, level in offers), default=0)
        for g in goals
    )


def related(raw, goal, offer):
    if goal == offer:
        return 100
    found = [s for a, b, s in raw["related"] if (a, b) == (goal, offer)]
    back = [s for a, b, s in raw["related"] if (a, b) == (offer, goal)]
    return max(found or back, default=0)


def fit(goal, level):
    _, current, target, _ = goal
    current = min(current, target - 1)
    if level >= target:
        return 60
    return 60 * max(0, level - current) // (target - current)


def wish(raw, kind, i, j, weight):
    ranks = [rank for a, b, rank in raw["facts"][kind] if (a, b) == (i, j)]
    return weight * max(1, 6 - min(ranks)) // 5 if ranks else 0


def common_hours(a, b):
    return sum(x and y for x, y in zip(a["hours"], b["hours"], strict=True))


@cache
def alike(written, goal, helps):
    """Cosine of two texts in whole percent, beside what all mentors have written."""
    texts = [runs(text) for text in written]
    rarity = {
        run: rare(sum(bool(text) for text in texts), sum(run in text for text in texts))
        for run in set().union(*texts, runs(goal))
    }
    one, other = ({run: n * rarity[run] for run, n in runs(t).items()} for t in (goal, helps))
    product = sum(n * other.get(run, 0) for run, n in one.items())
    square = math.prod(sum(n * n for n in text.values()) for text in (one, other))
    return math.isqrt(100**2 * product**2 // square) if square else 0


@cache
def rare(texts, holding):
    if holding > max(50, texts // 8):
        return 0
    ratio = Fraction(texts + 1, max(holding, 1))
    steps = 0
    while Fraction(2) ** (steps + 1) <= ratio**4:
        steps += 1
    return steps


@cache
def runs(text):
    """Run of 3-5 characters → how many different words of the text hold it."""
    split = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in split if not unicodedata.combining(c))
    spaced = "".join(c if c.isalnum() else " " for c in bare).split()
    kept = {w for w in spaced if len(w) > 1 and not w.isdigit() and w not in FUNCTION_WORDS}
    found = Counter()
    for word in kept:
        bounded = f"_{word}_"
        found.update(
            {
                bounded[k : k + n]
                for n in (3, 4, 5)
                for k in range(len(bounded))
                if k + n <= len(bounded)
            }
        )
    return found


def clock_gap(a, b):
    if UNKNOWN_OFFSET in (a["utc_offset"], b["utc_offset"]):
        return None
    gap = abs(a["utc_offset"] - b["utc_offset"]) % 1440
    return min(gap, 1440 - gap)


def place(a, b):
    gap = clock_gap(a, b)
    if a["site"] >= 0 and a["site"] == b["site"]:
        return 12
    if a["country"] >= 0 and a["country"] == b["country"]:
        return 8
    if gap is not None and gap <= 60:
        return 6
    return 3 if gap is not None and gap <= 180 else 0


def department(weight, mine, theirs):
    if weight < 0:
        return -weight if mine >= 0 and mine == theirs else 0
    return weight if mine >= 0 <= theirs and mine != theirs else 0


def level_steps(policy, mine, theirs):
    return max(0, 5 - abs(theirs - mine - policy.level_ideal)) if mine and theirs else 0


def background(a, b):
    if a["department"] in b["background"]:
        return 2
    return int(bool({*a["background"]} & {*b["background"], b["department"]}))


def reporting_line(a, b, any_depth):
    near = (
        {a["manager"], a["manager2"]} & {b["id"]}
        or {b["manager"], b["manager2"]} & {a["id"]}
        or (a["manager"] and a["manager"] == b["manager"])
    )
    deep = b["id"] in a["chain"] or a["id"] in b["chain"]
    return bool(near) or (any_depth and deep)
