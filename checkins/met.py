"""When two people have met: the one place that decides it.

A pair has met when a meeting was logged or held, or when one partner's yes in a check-in says so;
only the fact is used, never whose answer it was.
"""

import datetime as dt

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from checkins.models import CheckIn, Meeting
from matching.models import Pair

_SAID = CheckIn.objects.answered().filter(pair=OuterRef("pk"), answer__in=CheckIn.MET)
_HELD = Meeting.objects.held().filter(pair=OuterRef("pk"))
# PostgreSQL's GREATEST leaves out what is null. Subqueries, so that a query may build on it: an
# aggregate would have to stand in its GROUP BY.
LAST_MET = Greatest(
    Subquery(_SAID.order_by("-answered_at").values("answered_at")[:1]),
    Subquery(_HELD.order_by("-starts_at").values("starts_at")[:1]),
    output_field=DateTimeField(),
)


def with_last_met(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    """Pairs with `last_met`, null for those who never met here."""
    return pairs.annotate(last_met=LAST_MET)


def last_met(pair: Pair) -> dt.datetime | None:
    # The annotation is made in with_last_met; django-stubs cannot follow it.
    rows = with_last_met(Pair.objects.filter(pk=pair.pk)).values_list("last_met", flat=True)  # type: ignore[misc]
    at: dt.datetime | None = rows.first()
    return at


def has_met(pair: Pair) -> bool:
    """Meetings from before the pair was in here count as well."""
    return pair.meetings_before > 0 or last_met(pair) is not None
