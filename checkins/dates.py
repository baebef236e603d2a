"""Which pairs have a date: a booked meeting that is not over, or one they said they have.

    dates.with_dates(pairs, now=now)     # pairs with `next_starts_at` and `has_date`
    dates.say_own_date(pair, me, now=now)

"We already have a date", said in one tap and without the day, counts like a booking for two weeks.
"""

import datetime as dt
from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from checkins.models import Meeting, OwnDate
from matching.models import Pair
from profiles.models import Profile

OWN_DATE_COUNTS = dt.timedelta(days=14)


# What else counts as a date ahead of a pair: rooms above add the sessions of a mentor's group.
AHEAD: list[Callable[[dt.datetime], Exists]] = []


def with_dates(pairs: QuerySet[Pair], *, now: dt.datetime) -> QuerySet[Pair]:
    """Two more columns: a list of pairs costs no query more."""
    upcoming = Meeting.objects.filter(pair=OuterRef("pk")).upcoming(now=now)
    said = OwnDate.objects.filter(pair=OuterRef("pk"), said_at__gt=now - OWN_DATE_COUNTS)
    pairs = pairs.annotate(next_starts_at=Subquery(upcoming.values("starts_at")[:1]))
    has_date = Q(next_starts_at__isnull=False) | Q(Exists(said))
    for ahead in AHEAD:
        has_date |= Q(ahead(now))
    return pairs.annotate(has_date=has_date)


def has_date(pair: Pair, *, now: dt.datetime) -> bool:
    found = with_dates(Pair.objects.filter(pk=pair.pk), now=now).values_list("has_date", flat=True)  # type: ignore[misc]  # annotated there
    return bool(found.first())


def said_own(pair: Pair, *, now: dt.datetime) -> bool:
    """Whether they said lately that they have a date of their own."""
    said: OwnDate | None = getattr(pair, "own_date", None)
    return said is not None and said.said_at > now - OWN_DATE_COUNTS


def say_own_date(pair: Pair, by: Profile, *, now: dt.datetime) -> None:
    """The two have settled a date elsewhere; saying it again counts from now."""
    OwnDate.objects.update_or_create(pair=pair, defaults={"said_by": by, "said_at": now})
