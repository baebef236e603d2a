"""Which pairs need somebody: cries for help first, then the quiet ones, always with the facts."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Case, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from checkins.models import CheckIn
from matching.models import Coordinator, Pair
from profiles.access import is_hr
from profiles.models import User

NO_FIRST_MEETING = dt.timedelta(days=14)
QUIET = dt.timedelta(days=21)
CRY, NEVER_MET, SILENT, FINE = EVERY = (0, 1, 2, 3)


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
    """Pairs with `known_since`, `last_met` and `concern` (one of `concerns`), the worst first."""
    asks = cries(for_hr=for_hr).filter(pair=OuterRef("pk"))
    met = Q(checkins__answer__in=CheckIn.MET)
    return (
        pairs.annotate(
            known_since=Coalesce("answered_at", "visible_at"),
            last_met=Max("checkins__answered_at", filter=met),
            cries=Exists(asks),
        )
        .annotate(concern=_concern(now))
        .filter(concern__in=concerns)
        .order_by("concern", Coalesce("last_met", "known_since"), "pk")
    )


def _concern(now: dt.datetime) -> Case:
    return Case(
        When(cries=True, then=Value(CRY)),
        When(last_met__isnull=True, known_since__lt=now - NO_FIRST_MEETING, then=Value(NEVER_MET)),
        When(last_met__lt=now - QUIET, then=Value(SILENT)),
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


def quiet_days(pair: Pair, *, now: dt.datetime) -> int:
    since: dt.datetime = getattr(pair, "last_met", None) or pair.answered_at or pair.visible_at
    return (now - since).days
