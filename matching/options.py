"""The next-best mentors of one mentee, asked of the engine anew: for the review page, and when a
mentor has said "Not now"."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from matching import engine, loading, policies, proposing, reasons, rounds
from matching.evidence import stored
from matching.models import Enrollment, Proposal, Round

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
    proposed = _proposed(round_, mentee)
    found: list[tuple[int, int, int]] = []
    for j in engine.best_for(problem.points, 0, LOOK_AT):
        row = problem.mentor_rows[j]
        free = max(0, row.free - proposed[row.pk])
        if row.pk != without and (free or not only_free) and len(found) < count:
            found.append((j, row.pk, free))
    mentors = Enrollment.objects.select_related("profile__user").in_bulk([pk for _, pk, _ in found])
    names = proposing.names_for(problem)
    options = []
    for j, pk, free in found:
        parts = stored(engine.explain(problem.points, 0, j), problem.mentee_rows[0], names)
        score = problem.points.score(0, j)
        percent = score * 100 // problem.points.maximum if problem.points.maximum else 0
        options.append(Option(mentors[pk], score, percent, free, reasons.choose(parts)))
    return options


def _proposed(round_: Round, mentee: Enrollment) -> Counter[int]:
    """Places the open round itself has in mind for other mentees."""
    if round_.state != Round.State.OPEN:
        return Counter()
    rows = Proposal.objects.filter(round=round_).exclude(mentee=mentee)
    rows = rows.exclude(decision=Proposal.Decision.REJECTED)
    return Counter(rows.values_list("mentor_id", flat=True))
