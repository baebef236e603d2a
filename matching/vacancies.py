"""Places that mentors have left. Open pairs are counted as they come and go (`matching.places`); a
pair that is away is not open, but its place waits for it: nobody else is matched into it."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from matching import places
from matching.models import Enrollment, Pair


def _away(**who: OuterRef) -> Coalesce:
    rows = Pair.objects.filter(state=Pair.State.AWAY, **who).order_by().values("state")
    return Coalesce(Subquery(rows.annotate(n=Count("*")).values("n")), Value(0))


# Places taken in the program and over all programs, of a row of Enrollment.
USED = F("used") + _away(mentor_enrollment=OuterRef("pk"))
LIMIT_USED = F("profile__mentoring_used") + _away(mentor=OuterRef("profile"))


def with_left(mentors: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Each mentor with `left`: the places still free, here and over all programs."""
    here = F("capacity") - USED
    anywhere = F("profile__mentoring_limit") - LIMIT_USED
    return mentors.annotate(left=Greatest(Value(0), Least(here, anywhere)))


def check(mentor: Enrollment) -> None:
    """After `places.take`, in its transaction: PlacesTakenError when the place taken waits for a
    pair that is away."""
    rows = Enrollment.objects.filter(pk=mentor.pk)
    over = Q(here__gt=F("capacity")) | Q(anywhere__gt=F("profile__mentoring_limit"))
    if rows.annotate(here=USED, anywhere=LIMIT_USED).filter(over).exists():
        raise places.full(mentor.pk)


def free(mentors: QuerySet[Enrollment]) -> int:
    """Places that these mentors have left, together."""
    return int(with_left(mentors).aggregate(places=Coalesce(Sum("left"), 0))["places"])
