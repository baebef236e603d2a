"""One line of the health page per pair: the facts a reader may see, through `visibility`."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import health, visibility
from checkins.models import CheckIn
from matching.models import Pair


@dataclass(frozen=True)
class Answered:
    """What one member said last, as far as this reader may know."""

    checkin: CheckIn
    says: str
    is_cry: bool
    may_ask_to_read: bool


@dataclass(frozen=True)
class HealthRow:
    pair: Pair
    state: str
    kind: str
    answers: list[Answered] = field(default_factory=list)


def health_rows(pairs: list[Pair], *, for_hr: bool, now: dt.datetime) -> list[HealthRow]:
    reader = "hr" if for_hr else "coordinator"
    last = _last_answers(pairs)
    return [
        HealthRow(
            pair=pair,
            state=_state(pair, now=now),
            kind=_kind(pair),
            answers=[_answered(checkin, reader) for checkin in last.get(pair.pk, [])],
        )
        for pair in pairs
    ]


def _last_answers(pairs: list[Pair]) -> dict[int, list[CheckIn]]:
    """The newest answer of each member, two queries' worth of rows at most."""
    rows = CheckIn.objects.filter(pair__in=pairs, answered_at__isnull=False)
    rows = rows.order_by("pair_id", "author_id", "-asked_at").distinct("pair_id", "author_id")
    found: dict[int, list[CheckIn]] = {}
    for checkin in rows.select_related("author", "handled_by"):
        found.setdefault(checkin.pair_id, []).append(checkin)
    return found


def _answered(checkin: CheckIn, reader: str) -> Answered:
    ticked = checkin.tell_coordinator
    sees_signal = visibility.may_read("signal", reader, ticked=ticked)
    if not sees_signal:
        says = _("Answered")
    elif checkin.has_met:
        says = _("Met")
    else:
        says = str(CheckIn.Answer(checkin.answer).label)
    return Answered(
        checkin=checkin,
        says=says,
        is_cry=sees_signal and checkin.answer in CheckIn.CRIES and not checkin.handled_at,
        may_ask_to_read=visibility.may_read("feedback", reader, with_reason=True)
        and (bool(checkin.words) or checkin.has_met),
    )


def _state(pair: Pair, *, now: dt.datetime) -> str:
    days = health.quiet_days(pair, now=now)
    concern = getattr(pair, "concern", health.FINE)
    if getattr(pair, "last_met", None) is None:
        return ngettext("No meeting yet, %(n)d day", "No meeting yet, %(n)d days", days) % {
            "n": days
        }
    if concern == health.SILENT:
        return _("No meeting for %(n)d days") % {"n": days}
    return ngettext("Met %(n)d day ago", "Met %(n)d days ago", days) % {"n": days}


def _kind(pair: Pair) -> str:
    """Which flag the row carries."""
    concern = getattr(pair, "concern", health.FINE)
    kinds = {health.CRY: "high", health.NEVER_MET: "medium", health.SILENT: "medium"}
    return kinds.get(concern, "")
