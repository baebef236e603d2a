"""A proven result that follows edits: repaired by shortest paths and proven again.

What an edit leaves untouched needs no new look: a pair can only begin to beat the prices when its
mentee gains less than before or its mentor costs less. Exactly those are scored again.
"""

from dataclasses import replace

import numpy as np

from matching.engine.arrays import Ints, Pair
from matching.engine.certificate import CertificateError
from matching.engine.instance import Instance
from matching.engine.pool import POOL, Found, first_pool
from matching.engine.problem import Problem
from matching.engine.repair import GONE, Repair
from matching.engine.scan import better_pairs_of
from matching.engine.solution import Solution


class Standing:
    """The free mentees and open mentors of a solution; everybody is named by row."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self.instance = Instance.of(problem, solution.salt)
        self.pool = solution.pool or first_pool(self.instance, POOL)
        gain = solution.mentee_price[self.instance.mentees]
        price = solution.mentor_price[self.instance.mentors]
        self.proven = gain, price
        own = solution.match[self.instance.mentees]
        self.mentee, self.mentor = self._numbers()
        match = np.where(own >= 0, self.mentor[own], -1)
        places = self.instance.places
        self.repair = Repair(self.pool, match, gain, price, places, solution.bonus)

    def _numbers(self) -> tuple[Ints, Ints]:
        n, m = self.instance.problem.points.shape
        mentee, mentor = np.full(n, -1), np.full(m, -1)
        mentee[self.instance.mentees] = np.arange(len(self.instance.mentees))
        mentor[self.instance.mentors] = np.arange(len(self.instance.mentors))
        return mentee, mentor

    def knows(self, mentees: list[int], mentors: list[int]) -> bool:
        """Do they all take part?"""
        return all(self.mentee[i] >= 0 for i in mentees) and all(
            self.mentor[j] >= 0 for j in mentors
        )

    def own(self, i: int) -> int:
        """Number of the mentor of a mentee's row, -1 for none."""
        return int(self.repair.match[self.mentee[i]])

    def lock(self, i: int, j: int) -> None:
        """Mentee i takes a place of mentor j and both leave the problem."""
        number, held, given = int(self.mentee[i]), self.own(i), int(self.mentor[j])
        self.repair.leave_with_place(number)
        if held == given:
            return
        if held >= 0:
            self.repair.trade_place(given, held)
        else:
            self.repair.close_place(given)

    def forbid(self, pair: Pair) -> None:
        """The pair is gone; its mentee has to go elsewhere if they were matched."""
        i, j = int(self.mentee[pair[0]]), int(self.mentor[pair[1]])
        self._put_to_sleep(i, j)
        if self.repair.match[i] == j:
            self.repair.reroute(i, has_place=True)

    def swap(self, i: int, k: int) -> None:
        """Both leave with each other's mentor; who gets none out of it goes elsewhere."""
        one, other = self.own(i), self.own(k)
        if one >= 0 and other >= 0:
            self.repair.leave_with_place(int(self.mentee[i]))
            self.repair.leave_with_place(int(self.mentee[k]))
        elif one >= 0 or other >= 0:
            loses, gets, place = (i, k, one) if one >= 0 else (k, i, other)
            self.repair.leave(int(self.mentee[gets]))
            self.repair.places[place] -= 1
            self._put_to_sleep(int(self.mentee[loses]), place)
            self.repair.reroute(int(self.mentee[loses]), has_place=False)

    def leave(self, i: int) -> None:
        self.repair.leave(int(self.mentee[i]))

    def open_places(self, j: int, more: int) -> None:
        """More places at a mentor, or fewer."""
        change = self.repair.open_place if more > 0 else self.repair.close_place
        for _ in range(abs(more)):
            change(int(self.mentor[j]))

    def _put_to_sleep(self, i: int, j: int) -> None:
        pairs = self.pool.of(np.array([i]))
        self.repair.asleep[pairs[self.pool.mentor[pairs] == j]] = True

    def prove(self, problem: Problem) -> None:
        """Bring in pairs from outside the pool until none beats the prices."""
        instance = replace(self.instance, problem=problem)
        while True:
            found = self._better(instance)
            if len(found) == 0:
                return
            self._widen(found)

    def _better(self, instance: Instance) -> Found:
        repair, (gain, price) = self.repair, self.proven
        stays = repair.match != GONE
        some = (
            np.flatnonzero(stays),
            np.flatnonzero(stays & (repair.gain < gain)),
            np.flatnonzero(repair.price < price),
        )
        return better_pairs_of(instance, repair.gain, repair.price, some)

    def _widen(self, found: Found) -> None:
        """CertificateError when a pair comes back: the repair would never end."""
        at = self.pool.start[found.mentee + 1]
        width = len(self.mentor)
        known = self.pool.mentee.astype(np.int64) * width + self.pool.mentor
        if np.isin(found.mentee * width + found.mentor, known).any():
            raise CertificateError("the repair lost the proof")
        self.pool, added = self.pool.with_more(found)
        self.repair.pool = self.pool
        self.repair.asleep = np.insert(self.repair.asleep, at, True)
        for pair in added.tolist():
            self.repair.improve(pair)

    def match(self, before: Ints) -> Ints:
        """Mentor row of every mentee (N,); who takes no part keeps what they had."""
        after, found = before.copy(), self.repair.match
        stays = found != GONE
        mentors = np.append(self.instance.mentors, -1)
        after[self.instance.mentees[stays]] = mentors[found[stays]]
        return after
