"""What a run or a policy of the lab proposed: kept as short arrays, read back as a dictionary."""

from dataclasses import dataclass

import numpy as np

from matching import engine
from matching.engine import Solution
from matching.loading import LoadedProblem
from matching.models import Run, RunPairs
from matching.models.lab import PairList
from matching.review import percent_of


@dataclass(frozen=True)
class Place:
    """What one mentee has: a mentor and the fit in percent, or nobody."""

    mentor: int
    fit: int

    @property
    def is_matched(self) -> bool:
        return self.mentor != 0


def keep(run: Run, problem: LoadedProblem, solution: Solution) -> RunPairs:
    """Inside the transaction that writes the run's result."""
    match = solution.match
    scores = np.zeros(len(match), np.int64)
    scores[match >= 0] = engine.own_scores(problem.points, match)
    mentors = [row.pk for row in problem.mentor_rows]
    return RunPairs.objects.create(
        run=run,
        mentees=[row.pk for row in problem.mentee_rows],
        matched=[mentors[j] if j >= 0 else 0 for j in match.tolist()],
        scores=scores.tolist(),
        maximum=problem.points.maximum,
        mentors=sorted(mentors),
    )


def read(kept: PairList) -> dict[int, Place]:
    """Mentee enrollment → what they have."""
    lines = zip(kept.mentees, kept.matched, kept.scores, strict=True)
    return {
        mentee: Place(mentor, percent_of(score, kept.maximum) if mentor else 0)
        for mentee, mentor, score in lines
    }
