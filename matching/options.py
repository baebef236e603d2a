"""The next-best mentors of one mentee, asked of the engine anew: for the review page, and when a
mentor has said "Not now"."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from matching import engine, loading, policies, proposing, reasons, rounds
from matching.evidence import stored
from matching.loading import LoadedProblem
from matching.models import Enrollment, Round

LOOK_AT = 40


@dataclass(frozen=True)
class Option:
    """A mentor the rules allow; `free` are the places left beside those this round proposes."""

    mentor: Enrollment
    score: int
    percent: int
    free: int
    reasons: list[dict[str, object]]


def next_best(
    round_: Round,
    mentee: Enrollment,
    *,
    now: datetime,
    count: int = 5,
    without: int | None = None,
    only_free: bool = False,
) -> list[Option]:
    """The best allowed mentors, best first. `without` is an enrollment id to leave out."""
    run = rounds.current_run(round_)
    policy = run.policy if run else policies.current(round_.program)
    problem = loading.load(round_, policy=policy, now=now, mentees=[mentee.pk])
    if problem.mentee_place(mentee.pk) is None:
        return []
    # Places the open round itself has in mind for other mentees.
    taken = problem.proposed if round_.state == Round.State.OPEN else ()
    proposed = Counter(mentor for other, mentor in taken if other != mentee.pk)
    free = {row.pk: max(0, row.free - proposed[row.pk]) for row in problem.mentor_rows}
    best = [
        j
        for j in engine.best_for(problem.points, 0, LOOK_AT)
        for pk in [problem.mentor_rows[j].pk]
        if pk != without and (free[pk] or not only_free)
    ]
    return _options(problem, best[:count], free)


def _options(problem: LoadedProblem, best: list[int], free: dict[int, int]) -> list[Option]:
    """The chosen mentor rows with what people and HR read about them."""
    ids = [problem.mentor_rows[j].pk for j in best]
    mentors = Enrollment.objects.select_related("profile__user").in_bulk(ids)
    names, maximum = proposing.names_for(problem), problem.points.maximum
    options = []
    for j, pk in zip(best, ids, strict=True):
        parts = stored(engine.explain(problem.points, 0, j), problem.mentee_rows[0], names)
        score = problem.points.score(0, j)
        percent = score * 100 // maximum if maximum else 0
        options.append(Option(mentors[pk], score, percent, free[pk], reasons.choose(parts)))
    return options
