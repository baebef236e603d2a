"""What the flags of a round's pairs are decided by, whatever the policy weighs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import F
from numpy.typing import NDArray

from matching import engine, flags, pairs
from matching.engine import Part, ProfilePoints
from matching.evidence import Document
from matching.loading import LoadedProblem
from matching.models import Pair

# Factors whose evidence a flag reads.
WATCHED = ("goal_priority", "hours", "place", "level")


@dataclass(frozen=True)
class History:
    """Profiles with a pair that ended before its time, and with any pair at all."""

    ended_early: frozenset[int]
    known: frozenset[int]
    says_little: bool  # most pairs of the round are new, so that being new is no flag

    def is_early(self, mentee: int, mentor: int) -> bool:
        return bool({mentee, mentor} & self.ended_early)

    def is_new(self, mentee: int, mentor: int) -> bool:
        return not self.says_little and not {mentee, mentor} & self.known


def history(problem: LoadedProblem, matched: Sequence[tuple[int, int]]) -> History:
    """`matched` are the (mentee, mentor) rows of the round. Who left the company ended nothing."""
    people = {row.profile for row in (*problem.mentee_rows, *problem.mentor_rows)}
    over = Pair.objects.filter(state=Pair.State.ENDED)
    early = over.filter(ended_on__lt=F("ends_on")).exclude(end_reason__in=pairs.NOBODYS_CHOICE)
    seen = Pair.objects.exclude(state__in=[Pair.State.RECALLED, Pair.State.DECLINED])
    known = _members(seen.values_list("mentor_id", "mentee_id")) & people
    new = sum(
        not {problem.mentee_rows[i].profile, problem.mentor_rows[j].profile} & known
        for i, j in matched
    )
    return History(
        ended_early=frozenset(_members(early.values_list("mentor_id", "mentee_id")) & people),
        known=frozenset(known),
        says_little=new > len(matched) * flags.MOST_NEW,
    )


def watched(
    problem: LoadedProblem, matched: Sequence[tuple[int, int]]
) -> Iterator[list[Document] | None] | None:
    """For each pair the parts that flags read; None when the policy weighs them all, so that the
    pair's own parts say it."""
    weights = problem.policy.weights
    if all(weights[factor] for factor in WATCHED):
        return None
    only = {factor: int(factor in WATCHED) for factor in weights}
    points = ProfilePoints(
        problem.mentees,
        problem.mentors,
        replace(problem.policy, weights=only),
        facts=problem.facts,
        related=problem.related,
    )
    return (_plain(parts) for parts in engine.explain_all(points, matched))


def goals_and_offers(problem: LoadedProblem, i: int, j: int) -> tuple[int, int]:
    return len(problem.mentees.goals.row(i)), len(problem.mentors.offers.row(j))


def lowest_score(scores: NDArray[np.int64]) -> int:
    """Fits below this are the round's lowest tenth; ties at the border are not among them."""
    count = len(scores) * flags.LOWEST_SHARE // 100
    return int(np.sort(scores)[count]) if len(scores) else 0


def _plain(parts: Sequence[Part]) -> list[Document]:
    return [
        {"factor": part.factor, "evidence": part.evidence, "missing": part.missing}
        for part in parts
    ]


def _members(couples: Iterable[tuple[int, int]]) -> set[int]:
    return {person for couple in couples for person in couple}
