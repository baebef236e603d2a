"""Problems for the tests of what is frozen: random people without a database."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.engine import PairFacts, People, Policy, ProfilePoints
from tests.matching.engine.crowd import crowd, packed


@dataclass(frozen=True)
class Given:
    policy: Policy
    mentees: People
    mentors: People
    facts: PairFacts
    related: Any
    capacity: Any

    @property
    def points(self):
        sides = self.mentees, self.mentors
        return ProfilePoints(*sides, self.policy, facts=self.facts, related=self.related)


def given(seed=1, n=12, m=9, **changes) -> Given:
    policy = Policy.for_format("mentoring").to_document()
    policy |= {"rules": ["self", "exclusion", "forbidden", "reporting_line"]} | changes
    capacity = np.random.default_rng(seed).integers(0, 3, m)
    mentees, mentors, facts, related = packed(crowd(seed, n, m))
    return Given(Policy.from_document(policy), mentees, mentors, facts, related, capacity)
