"""How a reviewer is getting on: for their own eyes, against approving without looking."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from django.db.models import F, Func, IntegerField

from matching.models import ReviewStep, Round
from profiles.models import User

# A longer gap is a break, not a decision.
BREAK_SECONDS = 600
APPROVES = (ReviewStep.Kind.APPROVE,)
# One decision each, whoever else moves.
MOVES = (ReviewStep.Kind.FORBID, ReviewStep.Kind.SWAP, ReviewStep.Kind.FORCE)
DECIDES = (*APPROVES, ReviewStep.Kind.REJECT, *MOVES)


@dataclass(frozen=True)
class Pace:
    """`decisions` one by one and `in_bulk`; `seconds_each` is the median between two decisions one
    by one, None before the second; `approve_share` in percent of those one by one."""

    decisions: int
    in_bulk: int
    seconds_each: int | None
    per_hour: int | None
    approve_share: int | None


def of(round_: Round, by: User) -> Pace:
    rows = ReviewStep.objects.filter(
        round=round_, actor=by, kind__in=DECIDES, undone_at__isnull=True
    )
    pairs = Func(F("changes"), function="jsonb_array_length", output_field=IntegerField())
    found = rows.annotate(pairs=pairs).order_by("at", "pk").values_list("kind", "at", "pairs")
    steps = [(kind, at, 1 if kind in MOVES else count) for kind, at, count in found]
    single = [(kind, at) for kind, at, count in steps if count == 1]
    gaps = [(b - a).total_seconds() for (_k, a), (_l, b) in pairwise(single)]
    gaps = [gap for gap in gaps if gap <= BREAK_SECONDS]
    each = median(gaps) if gaps else None
    approved = sum(kind in APPROVES for kind, _at in single)
    return Pace(
        decisions=len(single),
        in_bulk=sum(count for _kind, _at, count in steps if count > 1),
        seconds_each=round(each) if each is not None else None,
        per_hour=round(3600 / each) if each else None,
        approve_share=approved * 100 // len(single) if single else None,
    )
