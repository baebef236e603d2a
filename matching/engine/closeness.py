"""How close the mentee's goal sentences are to what the mentor writes: a factor off by default.

`wording` says how texts become numbers. Points are the weight times the cosine in whole percent,
rounded down; a side that has written nothing earns nothing.
"""

from matching.engine.arrays import AnyInts, Ints
from matching.engine.cohort import Cohort
from matching.engine.wording import Wording, grams, words

MOST_WORDS = 5


def closeness(cohort: Cohort, rows: Ints) -> AnyInts:
    """The weight times the cosine, for all mentors, (len(rows), M)."""
    points: Ints = cohort.policy.weights["closeness"] * cohort.wording.percents(rows) // 100
    return points


def common_words(wording: Wording, mine: str, theirs: str) -> list[tuple[str, str]]:
    """(the mentee's word, the mentor's) that share most weight, heaviest first, five at most.

    Two words match when they share at least half of their weight; each is named once.
    """
    ours, other = words(mine), words(theirs)
    found = sorted(
        (-shared, one != two, one, two)
        for one in ours
        for two in other
        for shared in [_shared(wording, one, two)]
        if shared
    )
    pairs: dict[str, str] = {}
    for *_, one, two in found:
        if one not in pairs and two not in pairs.values():
            pairs[one] = two
    return [(ours[one], other[two]) for one, two in list(pairs.items())[:MOST_WORDS]]


def _shared(wording: Wording, one: str, two: str) -> int:
    """Weight two words share; 0 when it is less than half of all the weight they have."""
    both = grams(one) & grams(two)
    if not both:
        return 0
    shared = wording.weigh(both)
    return shared if 2 * shared >= wording.weigh(grams(one) | grams(two)) else 0
