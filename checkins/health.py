"""Which pairs could use a hand: calls for help first, then the quiet ones, always with the facts.

Every clock counts from the pair's own start (`rhythm`); a pair with a date ahead is not quiet.
"""

import datetime as dt
from collections.abc import Collection

from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest

from checkins import dates, rhythm, signals
from checkins.met import with_last_met
from checkins.models import CheckIn
from matching.models import Away, Coordinator, Pair
from profiles.access import is_hr
from profiles.models import User

NO_FIRST_MEETING = dt.timedelta(days=rhythm.TELL)
QUIET = dt.timedelta(days=rhythm.QUIET)
CRY, NEVER_MET, SILENT, CALLED_OFF, FINE = EVERY = (0, 1, 2, 3, 4)
COULD_USE_A_HAND = (NEVER_MET, SILENT, CALLED_OFF)
# What the filter of the list shows.
SHOWN = {
    "needs": (CRY, *COULD_USE_A_HAND),
    "help": (CRY,),
    "quiet": COULD_USE_A_HAND,
    "all": EVERY,
}
# Three weeks, more where two meetings are further apart (`rhythm.quiet_after`).
_PATIENCE = ExpressionWrapper(
    Value(dt.timedelta(days=1)) * Greatest(Value(rhythm.QUIET), rhythm.WEEKS * 7 + 7),
    output_field=DurationField(),
)


def watched_by(user: User) -> QuerySet[Pair]:
    """Active pairs this HR admin or coordinator looks after; never a pair they are part of."""
    pairs = Pair.objects.active().exclude(Q(mentor__user=user) | Q(mentee__user=user))
    if is_hr(user):
        return pairs
    return pairs.filter(program__in=Coordinator.objects.filter(user=user).values("program"))


def cries(*, for_hr: bool) -> QuerySet[CheckIn]:
    """Signals nobody has handled; a coordinator gets those whose author ticked the box."""
    found = CheckIn.objects.needing_help()
    return found if for_hr else found.filter(tell_coordinator=True)


def with_health(
    pairs: QuerySet[Pair],
    *,
    now: dt.datetime,
    for_hr: bool,
    concerns: Collection[int] = EVERY,
) -> QuerySet[Pair]:
    """Pairs with `began`, `last_met`, their next date and `concern` (one of `concerns`), the worst
    first."""
    asks = cries(for_hr=for_hr).filter(pair=OuterRef("pk"))
    known = signals.senior_cancelled_twice(dates.with_dates(with_last_met(pairs), now=now))
    return (
        known.annotate(began=rhythm.BEGAN, cries=Exists(asks))
        .annotate(quiet_since=Coalesce("last_met", "began", output_field=DateTimeField()))
        .annotate(counts_from=F("quiet_since") + _time_away())
        .annotate(concern=_concern(now))
        .filter(concern__in=concerns)
        .order_by("concern", "counts_from", "pk")
    )


def _time_away() -> Coalesce:
    """Since the last meeting, or the start: days no clock counts."""
    quiet_since = Cast(OuterRef("quiet_since"), DateField())
    back = Away.objects.filter(pair=OuterRef("pk"), back_on__gt=quiet_since).order_by()
    length = F("back_on") - Greatest("since", quiet_since)
    total = back.values("pair").annotate(total=Sum(length)).values("total")
    nothing = Value(dt.timedelta(0), output_field=DurationField())
    return Coalesce(Subquery(total), nothing, output_field=DurationField())


def _concern(now: dt.datetime) -> Case:
    no_date = Q(has_date=False)
    never = Q(last_met__isnull=True, meetings_before=0)
    return Case(
        When(cries=True, then=Value(CRY)),
        When(no_date & never & Q(counts_from__lt=now - NO_FIRST_MEETING), then=Value(NEVER_MET)),
        When(no_date & ~never & Q(counts_from__lt=Value(now) - _PATIENCE), then=Value(SILENT)),
        When(has_senior_cancelled_twice=True, then=Value(CALLED_OFF)),
        default=Value(FINE),
        output_field=IntegerField(),
    )


def counts(pairs: QuerySet[Pair], *, now: dt.datetime, for_hr: bool) -> dict[int, int]:
    """How many pairs are in each state of concern."""
    found = dict.fromkeys(EVERY, 0)
    rows = with_health(pairs, now=now, for_hr=for_hr)
    # The annotation is made in with_health; django-stubs cannot follow it through the return type.
    for concern in rows.values_list("concern", flat=True):  # type: ignore[misc]
        found[concern] += 1
    return found


def quiet_pairs(user: User, *, now: dt.datetime) -> QuerySet[Pair]:
    """What this reader could help with, besides calls for help."""
    rows = with_health(watched_by(user), now=now, for_hr=is_hr(user), concerns=COULD_USE_A_HAND)
    return rows.select_related("program", "mentor__user", "mentee__user")


def quiet_days(pair: Pair, *, now: dt.datetime) -> int:
    since: dt.datetime = getattr(pair, "quiet_since")  # noqa: B009  # annotated by with_health
    return (now - since).days
