"""What meetings say about how a pair goes, for those who watch over pairs.

    signals.senior_cancelled_twice(pairs)    # pairs with `has_senior_cancelled_twice`

The senior side is the mentor, in reverse mentoring the mentee. Two cancellations in a row: the last
two dates that are settled (not the ones still ahead) were both called off by that person. A meeting
that was held, missed or called off by the other in between ends the row; a move is no cancellation.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Value, When

from checkins.models import Meeting
from matching.models import Pair, Program

IN_A_ROW = 2
_REVERSE = Q(pair__program__format=Program.Format.REVERSE)
_BY_SENIOR = (
    Q(_REVERSE, cancelled_by=F("pair__mentee")) | Q(~_REVERSE, cancelled_by=F("pair__mentor"))
) & Q(state=Meeting.State.CANCELLED)


def senior_cancelled_twice(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    settled = Meeting.objects.filter(pair=OuterRef("pk")).exclude(state=Meeting.State.BOOKED)
    calls = settled.order_by("-starts_at", "-pk").annotate(
        by_senior=Case(When(_BY_SENIOR, then=True), default=False, output_field=BooleanField())
    )
    last = ArraySubquery(calls.values("by_senior")[:IN_A_ROW])
    pairs = pairs.annotate(_last_settled_by_senior=last)
    twice = When(_last_settled_by_senior=[True] * IN_A_ROW, then=Value(True))
    return pairs.annotate(
        has_senior_cancelled_twice=Case(twice, default=False, output_field=BooleanField())
    )
