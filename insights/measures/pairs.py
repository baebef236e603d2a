"""What pairs do: whether people get one, when they first meet, whether they keep meeting."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from checkins import rhythm
from checkins.models import CheckIn, Meeting
from insights.measures.base import Measure, Row
from insights.weeks import Scope
from matching.models import Enrollment, Pair
from outbox.readers import zone_or_utc

State = Pair.State
BEGUN = (State.ACTIVE, State.AWAY, State.ENDED)
FIRST, LATER = 7, 21
NO_ROLE = ("department", "level", "site")


class Begun(NamedTuple):
    """A pair with the moments this room needs, its day counted from where the mentee lives."""

    program: int
    mentor: int
    mentee: int
    starts_on: dt.date
    known_at: dt.datetime
    ended_on: dt.date | None
    state: str
    meetings_before: int
    weeks: int
    zone: str
    held_at: dt.datetime | None
    said_at: dt.datetime | None

    @property
    def begins_on(self) -> dt.date:
        """As `checkins.rhythm` counts it."""
        return max(self.starts_on, self.known_at.date())

    def day(self, moment: dt.datetime) -> dt.date:
        zone: ZoneInfo = zone_or_utc(self.zone)
        return moment.astimezone(zone).date()

    def met(self) -> list[dt.date]:
        return [self.day(moment) for moment in (self.held_at, self.said_at) if moment]

    def rows(self, kept: bool) -> Iterator[Row]:
        """One for each of the two: what is true of a pair is true of both."""
        yield Row(self.mentor, self.program, "mentor", kept, 1)
        yield Row(self.mentee, self.program, "mentee", kept, 1)


def begun(scope: Scope, *, last: bool) -> Iterator[Begun]:
    """Pairs that began by the end of the week, with the first or the last time they met by then."""
    end = scope.ends("pair__mentee__time_zone")
    held = Meeting.objects.held().filter(pair=OuterRef("pk"), starts_at__lt=end)
    said = CheckIn.objects.answered().filter(pair=OuterRef("pk"), answer__in=CheckIn.MET)
    said = said.filter(answered_at__lt=end)
    sign = "-" if last else ""
    pairs = _begun(scope).annotate(
        known=Coalesce("answered_at", "visible_at"),
        weeks=rhythm.WEEKS,
        held=Subquery(held.order_by(f"{sign}starts_at").values("starts_at")[:1]),
        said=Subquery(said.order_by(f"{sign}answered_at").values("answered_at")[:1]),
    )
    columns = (
        *("program_id", "mentor_id", "mentee_id", "starts_on", "known", "ended_on", "state"),
        *("meetings_before", "weeks", "mentee__time_zone", "held", "said"),
    )
    for values in pairs.values_list(*columns).iterator(chunk_size=5000):
        pair = Begun(*values)
        if pair.begins_on <= scope.last_day:
            yield pair


def _begun(scope: Scope) -> "QuerySet[Pair]":
    return Pair.objects.filter(state__in=BEGUN, starts_on__lte=scope.last_day).order_by()


def matched(scope: Scope) -> Iterator[Row]:
    """Mentees of programs that have matched, by the day they joined."""
    by_then = Q(joined_at__lt=scope.ends("profile__time_zone"))
    mentees = Enrollment.objects.mentees().filter(
        by_then, state=Enrollment.State.ACTIVE, program__matching_on__lte=scope.last_day
    )
    known = _begun(scope).filter(answered_at__lt=scope.over) | _begun(scope).filter(
        answered_at=None, visible_at__lt=scope.over
    )
    have = set(known.values_list("program_id", "mentee_id"))
    for program, person in mentees.order_by().values_list("program_id", "profile_id").iterator():
        yield Row(person, program, "mentee", (program, person) in have, 1)


def _first(days: int, scope: Scope) -> Iterator[Row]:
    """What was met before the pair came in here is no first meeting."""
    for pair in begun(scope, last=False):
        until = pair.begins_on + dt.timedelta(days=days)
        if until <= scope.last_day and not pair.meetings_before:
            yield from pair.rows(any(day <= until for day in pair.met()))


def first_7(scope: Scope) -> Iterator[Row]:
    return _first(FIRST, scope)


def first_21(scope: Scope) -> Iterator[Row]:
    return _first(LATER, scope)


def rhythm_kept(scope: Scope) -> Iterator[Row]:
    """Of pairs that run and are old enough to have met once in their rhythm, a week's grace."""
    for pair in begun(scope, last=True):
        ended = pair.state == State.ENDED and (not pair.ended_on or pair.ended_on <= scope.last_day)
        since = scope.last_day - dt.timedelta(weeks=pair.weeks + 1)
        if ended or pair.state == State.AWAY or pair.begins_on > since:
            continue
        yield from pair.rows(any(day > since for day in pair.met()))


def _held(scope: Scope) -> "QuerySet[Meeting]":
    zone = "pair__mentee__time_zone"
    return Meeting.objects.held().filter(
        starts_at__gte=scope.begins(zone), starts_at__lt=scope.ends(zone)
    )


def meetings(scope: Scope) -> Iterator[Row]:
    found = _held(scope).order_by().values_list("pair__mentee_id", "pair__program_id")
    for person, program, n in found.annotate(n=Count("pk")).iterator():
        yield Row(person, program, "mentee", n, 0)


def hours(scope: Scope) -> Iterator[Row]:
    found = _held(scope).order_by().values_list("pair__mentee_id", "pair__program_id")
    for person, program, time in found.annotate(n=Sum(F("ends_at") - F("starts_at"))).iterator():
        yield Row(person, program, "mentee", time.total_seconds() / 3600, 0)


MATCHED = Measure(
    "match_rate",
    _("Mentees with a mentor"),
    _("How many of those who want to learn have been given somebody to learn from."),
    _("Mentees in a pair, running or over"),
    _("Mentees in programs that have matched"),
    _("Enrollments and pairs"),
    "share",
    matched,
    cuts=NO_ROLE,
)
FIRST_7 = Measure(
    "first_meeting_7",
    _("First meeting within 7 days"),
    _("Whether pairs meet soon. Held and logged meetings count, and a yes in a check-in."),
    _("People whose pair met within 7 days of its start"),
    _("People in pairs that started at least 7 days before the week ended"),
    _("Pairs, meetings and check-ins"),
    "share",
    first_7,
)
FIRST_21 = Measure(
    "first_meeting_21",
    _("First meeting within 21 days"),
    _("Whether pairs meet at all. Held and logged meetings count, and a yes in a check-in."),
    _("People whose pair met within 21 days of its start"),
    _("People in pairs that started at least 21 days before the week ended"),
    _("Pairs, meetings and check-ins"),
    "share",
    first_21,
)
RHYTHM = Measure(
    "rhythm",
    _("Rhythm kept"),
    _("Whether running pairs meet as often as they agreed, with one week of grace."),
    _("People whose pair met within its rhythm and a week"),
    _("People in running pairs, not away, that are older than that"),
    _("Pairs, agreements, meetings and check-ins"),
    "share",
    rhythm_kept,
)
MEETINGS = Measure(
    "meetings",
    _("Meetings"),
    _("Meetings of pairs that were held or logged in the last 13 weeks."),
    _("Meetings, each counted once with the person who learns"),
    _("Not a share"),
    _("Meetings"),
    "count",
    meetings,
    cuts=NO_ROLE,
)
HOURS = Measure(
    "hours",
    _("Hours together"),
    _("The time in the meetings of pairs in the last 13 weeks."),
    _("Hours, each counted once with the person who learns"),
    _("Not a share"),
    _("Meetings"),
    "hours",
    hours,
    cuts=NO_ROLE,
)
ALL = (MATCHED, FIRST_7, FIRST_21, RHYTHM, MEETINGS, HOURS)
