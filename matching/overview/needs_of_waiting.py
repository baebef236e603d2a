""" "Needs you": pairs that cannot go on, mentees who wait for somebody new or for an interim
mentor."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching import away, waiting
from matching.models import Away, Enrollment
from matching.overview.ledger import Ledger
from profiles.contributions import NeedsYou

MOST = 5


def entries(ledger: Ledger) -> list[NeedsYou]:
    return [*_absences(ledger), *_waiting(ledger)]


def _absences(ledger: Ledger) -> list[NeedsYou]:
    """Both kinds in one query: over and stuck, or waiting for somebody to stand in."""
    asked = waiting.interims(now=ledger.now)
    rows = Away.objects.filter(Q(pk__in=_ids(away.stuck())) | Q(pk__in=_ids(asked)))
    if not ledger.is_hr:
        rows = rows.filter(pair__program__in=ledger.programs)
    if ledger.reader:
        mine = Q(pair__mentor__user=ledger.reader) | Q(pair__mentee__user=ledger.reader)
        rows = rows.exclude(mine)
    rows = rows.select_related("pair__program", "pair__mentor", "pair__mentee").order_by("pk")
    return [_stuck(row) if row.stuck_at else _interim(row) for row in rows[:MOST]]


def _ids(rows: QuerySet[Away]) -> object:
    return rows.order_by().values("pk")


def _stuck(row: Away) -> NeedsYou:
    names = {"mentor": row.pair.mentor.name, "mentee": row.pair.mentee.name}
    return NeedsYou(
        rank=15,
        title=_("%(mentor)s and %(mentee)s cannot go on yet") % names,
        line=_("They were away in %(program)s, and a place is taken by now.")
        % {"program": row.pair.program.name},
        verb=_("Find a way"),
        url=reverse("hr-pair-away", args=[row.pair_id]),
        icon="calendar-clock",
    )


def _interim(row: Away) -> NeedsYou:
    names = {"mentor": row.pair.mentor.name, "mentee": row.pair.mentee.name}
    return NeedsYou(
        rank=24,
        title=_("%(mentee)s asks for an interim mentor") % names,
        line=_("%(mentor)s is away until %(day)s.")
        % {**names, "day": date_format(row.until, "j F")},
        verb=_("See who could"),
        url=reverse("hr-rematch", args=[row.pair.program_id]),
        icon="user-round",
    )


def _waiting(ledger: Ledger) -> list[NeedsYou]:
    rows = waiting.mentees(now=ledger.now)
    if not ledger.is_hr:
        rows = rows.filter(program__in=ledger.programs)
    if ledger.reader:
        rows = rows.exclude(profile__user=ledger.reader)
    return [_somebody_new(row) for row in rows.select_related("profile", "program")[:MOST]]


def _somebody_new(row: Enrollment) -> NeedsYou:
    is_new_here = row.waits_after_id is None
    title = _("%(name)s needs a buddy") if is_new_here else _("%(name)s needs somebody new")
    return NeedsYou(
        rank=25,
        title=title % {"name": row.profile.name},
        line=_first_day(row) if is_new_here else _pair_is_over(row),
        verb=_("See who could"),
        url=reverse("hr-rematch", args=[row.program_id]),
        icon="user-round",
    )


def _pair_is_over(row: Enrollment) -> str:
    words = _("The pair in %(program)s is over. First in line for the next round.")
    return words % {"program": row.program.name}


def _first_day(row: Enrollment) -> str:
    """Only newcomers wait without a pair before."""
    day = row.profile.start_date
    words = {"program": row.program.name, "day": date_format(day, "l, j F") if day else ""}
    return _("First day: %(day)s. A colleague from %(program)s could be there.") % words
