"""The least prices that make a matching optimal among some pairs.

A price v per place and u = worth - v per matched mentee prove the matching optimal when
u + v covers the worth of every pair. The least v is the exact gain of one more place
(Leonard 1983). It is the least fixed point of "a mentor costs what the best mentee without
them would pay more than now", reached by raising prices where somebody's gain has changed
(Bellman-Ford, whole numbers).
"""

import numpy as np

from matching.engine.arrays import Ints, expand, starts
from matching.engine.certificate import CertificateError
from matching.engine.instance import Arcs


def least_prices(arcs: Arcs, match: Ints, places: Ints, bonus: int) -> Ints:
    """Prices (M,) of a matching (n,) that is optimal among the arcs; places cost 0 or more.

    CertificateError when there are none: the matching was not optimal.
    """
    search = _Search(arcs, match, places, bonus)
    changed = np.arange(len(match))
    for _ in range(len(places) + 2):
        if len(changed) == 0:
            return search.price
        changed = search.raise_prices(changed)
    raise CertificateError("the matching is not optimal among its pairs")


def gains(worth: Ints, match: Ints, price: Ints, bonus: int) -> Ints:
    """What each mentee gains (n,): worth of the own pair with the bonus less its price, or 0."""
    held = np.where(match >= 0, price[np.maximum(match, 0)], 0) if len(price) else 0 * worth
    return np.where(match >= 0, worth + bonus - held, 0)


def own_worth(arcs: Arcs, match: Ints) -> Ints:
    """Worth of each mentee's own pair, 0 without one."""
    worth = np.zeros(len(match), np.int64)
    own = match[arcs.mentee] == arcs.mentor
    worth[arcs.mentee[own]] = arcs.worth[own]
    return worth


class _Search:
    def __init__(self, arcs: Arcs, match: Ints, places: Ints, bonus: int) -> None:
        self.arcs, self.match, self.bonus = arcs, match, bonus
        self.price = np.zeros(len(places), np.int64)
        self.worth = own_worth(arcs, match)
        self.arc_start = starts(arcs.mentee, len(match))
        self.by_mentor = np.argsort(match, kind="stable")
        self.first = np.searchsorted(match[self.by_mentor], np.arange(len(places) + 1))
        self.full = np.diff(self.first) == places

    def raise_prices(self, mentees: Ints) -> Ints:
        """Raise mentors to what these mentees would pay; whose gain that changes."""
        count = self.arc_start[mentees + 1] - self.arc_start[mentees]
        arc = expand(self.arc_start[mentees], count)
        mentor = self.arcs.mentor[arc]
        gain = gains(self.worth[mentees], self.match[mentees], self.price, self.bonus)
        offer = self.arcs.worth[arc] + self.bonus - np.repeat(gain, count)
        more = (offer > self.price[mentor]) & (mentor != np.repeat(self.match[mentees], count))
        mentor, offer = mentor[more], offer[more]
        if not self.full[mentor].all():
            raise CertificateError("a mentor with a free place would be worth more")
        np.maximum.at(self.price, mentor, offer)
        raised = np.unique(mentor)
        return self.by_mentor[expand(self.first[raised], np.diff(self.first)[raised])]
