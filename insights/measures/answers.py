"""What people answer: whether they do, how the match feels, what the meetings and the whole were
worth. Only the author's own answer about their own pair, never a partner's rating of a person."""

from collections.abc import Iterator

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from checkins.models import CheckIn, MeetingValue
from insights.measures.base import Measure, Row
from insights.weeks import Scope

Answer, Kind = CheckIn.Answer, CheckIn.Kind
SCORES = tuple((str(score.value), score.label) for score in MeetingValue.Score)


def _role(author: str, pair: str) -> Case:
    is_mentor = When(**{author: F(f"{pair}__mentor_id")}, then=Value("mentor"))
    return Case(is_mentor, default=Value("mentee"), output_field=CharField())


def response(scope: Scope) -> Iterator[Row]:
    """By when the question closed, so that nobody is late before their time."""
    zone = "author__time_zone"
    asked = CheckIn.objects.filter(
        kind=Kind.WEEKLY, closes_at__gte=scope.begins(zone), closes_at__lt=scope.ends(zone)
    )
    found = (
        asked.order_by()
        .annotate(side=_role("author_id", "pair"))
        .values_list("author_id", "pair__program_id", "side")
        .annotate(answered=Count("pk", filter=Q(answered_at__isnull=False)), asked=Count("pk"))
    )
    for row in found.iterator(chunk_size=5000):
        yield Row(*row)


def _answered(scope: Scope, kind: str) -> "QuerySet[CheckIn]":
    answered = CheckIn.objects.answered().filter(kind=kind)
    return answered.filter(answered_at__lt=scope.ends("author__time_zone")).order_by()


def _once(scope: Scope, kind: str, good: str) -> Iterator[Row]:
    """A question asked once in the life of a pair."""
    found = _answered(scope, kind).annotate(side=_role("author_id", "pair"))
    columns = ("author_id", "pair__program_id", "side", "answer")
    for person, program, role, answer in found.values_list(*columns).iterator():
        yield Row(person, program, role, answer == good, 1, detail={answer: 1})


def fit(scope: Scope) -> Iterator[Row]:
    return _once(scope, Kind.FIT, Answer.GOOD_FIT)


def worth(scope: Scope) -> Iterator[Row]:
    return _once(scope, Kind.CLOSE, Answer.WORTH_IT)


def satisfaction(scope: Scope) -> Iterator[Row]:
    zone = "author__time_zone"
    said = MeetingValue.objects.filter(
        said_at__gte=scope.begins(zone), said_at__lt=scope.ends(zone)
    )
    found = (
        said.order_by()
        .annotate(side=_role("author_id", "meeting__pair"))
        .values_list("author_id", "meeting__pair__program_id", "side", "score")
        .annotate(n=Count("pk"))
    )
    for person, program, role, score, n in found.iterator():
        yield Row(person, program, role, score * n, n, detail={str(score): n})


RESPONSE = Measure(
    "response",
    _("Check-ins answered"),
    _("How many of the weekly questions of the last 13 weeks were answered in time."),
    _("Answered weekly questions"),
    _("Weekly questions whose time is over"),
    _("Check-ins"),
    "share",
    response,
)
FIT = Measure(
    "fit",
    _("Good fit"),
    _("What people say after their first meeting, about the match and not about the other."),
    _("“Good fit” answers"),
    _("Answers to the question after the first meeting"),
    _("Check-ins"),
    "share",
    fit,
    buckets=tuple((str(answer), answer.label) for answer in CheckIn.FIT_ANSWERS),
)
SATISFACTION = Measure(
    "satisfaction",
    _("How useful meetings are"),
    _("One tap after a meeting, 1 to 5, in the last 13 weeks. Look at the distribution first."),
    _("The sum of the taps"),
    _("Taps"),
    _("What people say when they log a meeting"),
    "mean",
    satisfaction,
    buckets=SCORES,
)
WORTH = Measure(
    "worth_it",
    _("It was worth it"),
    _("What people say when their time together ends."),
    _("“Yes, it was worth it” answers"),
    _("Answers to the closing question"),
    _("Check-ins"),
    "share",
    worth,
    buckets=tuple((str(answer), answer.label) for answer in CheckIn.CLOSE_ANSWERS),
)
ALL = (RESPONSE, FIT, SATISFACTION, WORTH)
