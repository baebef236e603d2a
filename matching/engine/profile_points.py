"""Scores of profiles: columns in, blocks of points out. The N x M matrix is never held."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import AnyInts, Bools, Ints, Pair
from matching.engine.cohort import Cohort
from matching.engine.evidence import Facts, parts_of, parts_of_pairs
from matching.engine.parts import Part
from matching.engine.people import PairFacts, People
from matching.engine.points import scores
from matching.engine.policy import Policy
from matching.engine.rule_facts import facts_of_rule
from matching.engine.scoring import RULE, rules_in
from matching.engine.tables import Tables
from matching.engine.wording import Wording


class ProfilePoints:
    """Points of N mentees with M mentors under a policy.

    `facts` are wishes and bans of single pairs (by row), `related` is (K, 3): skill, skill and
    the share 0-100 to which one stands in for the other. The same id on both sides is one person.
    `wording` stands for the texts of people whose words were counted before.
    """

    def __init__(
        self,
        mentees: People,
        mentors: People,
        policy: Policy,
        facts: PairFacts | None = None,
        related: ArrayLike = (),
        wording: Wording | None = None,
    ) -> None:
        self.mentees, self.mentors, self.policy = mentees, mentors, policy
        self._related = related
        self._cohort = Cohort(mentees, mentors, policy, facts or PairFacts(), related, wording)
        self.shape = self._cohort.shape
        self.maximum = policy.maximum
        self.allow_mutual = policy.allow_mutual
        self.mentee_ids, self.mentor_ids = mentees.id, mentors.id

    @property
    def wording(self) -> Wording | None:
        """The words of both sides as numbers, where the policy compares them."""
        return self._cohort.wording if self._cohort.policy.weights["closeness"] else None

    @cached_property
    def tables(self) -> Tables:
        """Marks in long strides; some 100 MB at 25,000 mentors, made on first use."""
        return Tables.of(self._cohort)

    def block(self, rows: Ints) -> AnyInts:
        return scores(self.tables.marks(rows))

    def score(self, i: int, j: int) -> int:
        return int(self.block(np.array([i]))[0, j])

    def parts(self, i: int, j: int) -> tuple[Part, ...]:
        """The soft parts, also of a pair that a rule blocks."""
        return parts_of(self._cohort, i, j)

    def blocked(self, i: int) -> tuple[tuple[str, ...], Bools]:
        codes, masks = self.blocked_rows(np.array([i]))
        return codes, masks[:, 0]

    def blocked_rows(self, rows: Ints) -> tuple[tuple[str, ...], Bools]:
        """The same for some mentees at once: rule codes (R,) and masks (R, len(rows), M)."""
        codes = rules_in(self._cohort)
        return codes, np.stack([RULE[code](self._cohort, rows) for code in codes])

    def parts_of_pairs(self, pairs: Sequence[Pair]) -> Iterator[tuple[Part, ...]]:
        """The same for many pairs, in their order."""
        return parts_of_pairs(self._cohort, pairs)

    def rule_facts(self, rule: str, i: int, j: int) -> Facts:
        """What the rule saw when it kept the two apart; never who excluded whom."""
        return facts_of_rule(self._cohort, rule, i, j)

    def against(self, rows: Ints, mentors: People) -> "ProfilePoints":
        """Some of the mentees with other mentors, of whom no single pair is known yet."""
        some = self.mentees.take(rows)
        return ProfilePoints(some, mentors, self.policy, related=self._related)
