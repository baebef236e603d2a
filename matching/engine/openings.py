"""Whom one more place would let in.

A place more with mentor j is worth the best chain that ends there: somebody unmatched takes a
first mentor's place, whose mentee moves on to a second mentor, ... until the new place is taken.
That worth is the price of j (Leonard 1983), and along such a chain every pair is without slack.
So the mentors whose one more place lets a mentee in are those that can be reached from the mentee
along pairs without slack, through the mentees these mentors hold. Rows are scored when the search
comes to them, each once.
"""

import numpy as np

from matching.engine.arrays import Ints, expand, row_blocks
from matching.engine.points import Points
from matching.engine.slack import Slack, loose
from matching.engine.solution import Solution


class Openings:
    """Answers for one solution; what was scored is kept for the next question."""

    def __init__(self, points: Points, solution: Solution, slack: Slack | None = None) -> None:
        self._slack, self._shape = slack or Slack(points, solution), points.shape
        match = loose(solution)
        self._by_mentor = np.argsort(match, kind="stable")
        mentors = np.arange(points.shape[1] + 1)
        self._first = np.searchsorted(match[self._by_mentor], mentors)
        self._unmatched = np.flatnonzero(solution.match < 0)
        self._tight: dict[int, Ints] = {}

    def learn(self, rows: Ints, slack: Ints) -> None:
        """Take over what somebody has scored already: slack (len(rows), M) of these mentees."""
        for i, line in zip(rows.tolist(), slack, strict=True):
            self._tight[i] = np.flatnonzero(line == 0)

    def places_for(self, i: int, most: int) -> tuple[int, ...]:
        """Mentors whose one more place would let unmatched mentee i in, the nearest first:
        those they would go to themselves, then those that make others move."""
        return tuple(self._spread(np.array([i]), most)[1][:most])

    def let_in(self) -> Ints:
        """For each mentor an unmatched mentee whom one more place would let in, (M,); -1 none."""
        return self._spread(self._unmatched, self._shape[1])[0]

    def _spread(self, mentees: Ints, most: int) -> tuple[Ints, list[int]]:
        """From these mentees outward: whom each mentor lets in, and the mentors as reached."""
        source, reached, asked = np.full(self._shape[1], -1), list[int](), mentees
        while len(mentees) and len(reached) < most:
            line, mentor = self._without_slack(mentees)
            new = source[mentor] < 0
            found, at = np.unique(mentor[new], return_index=True)
            source[found] = asked[line[new]][at]
            reached += found.tolist()
            held = np.diff(self._first)[found]
            mentees = self._by_mentor[expand(self._first[found], held)]
            asked = np.repeat(source[found], held)
        return source, reached

    def _without_slack(self, mentees: Ints) -> tuple[Ints, Ints]:
        """(position in `mentees`, mentor) of their pairs without slack."""
        self._score(np.array([i for i in mentees.tolist() if i not in self._tight], np.int64))
        found = [self._tight[i] for i in mentees.tolist()]
        count = [len(mentors) for mentors in found]
        return np.repeat(np.arange(len(found)), count), np.concatenate(found)

    def _score(self, mentees: Ints) -> None:
        for block in row_blocks(len(mentees), self._shape[1]):
            self.learn(mentees[block], self._slack.block(mentees[block]))
