"""One line of the health page per pair: what it is in words and the facts behind it, as far as this
reader may know them (`visibility`)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import health, rhythm, visibility
from checkins.models import CheckIn
from matching.models import Pair

SILENT_AFTER = 3
LOOKS_BACK = dt.timedelta(days=60)


@dataclass(frozen=True)
class Answered:
    """What one member said last, as far as this reader may know."""

    checkin: CheckIn
    says: str
    is_cry: bool
    may_ask_to_read: bool


@dataclass(frozen=True)
class HealthRow:
    """`state` is the word, `reasons` are the facts behind it, `write_to` a mail to both."""

    pair: Pair
    state: str
    kind: str
    reasons: list[str]
    answers: list[Answered] = field(default_factory=list)
    write_to: str = ""


def health_rows(pairs: list[Pair], *, for_hr: bool, now: dt.datetime) -> list[HealthRow]:
    """`pairs` come from `health.with_health`, with their people and users."""
    reader = "hr" if for_hr else "coordinator"
    last, missed = _last_answers(pairs), _unanswered(pairs, now=now)
    found = []
    for pair in pairs:
        answers = [_answered(checkin, reader) for checkin in last.get(pair.pk, [])]
        found.append(
            HealthRow(
                pair=pair,
                state=_state(pair),
                kind=_kind(pair),
                reasons=_reasons(pair, answers, missed[pair.pk], now=now),
                answers=answers,
                write_to=f"{pair.mentor.user.email},{pair.mentee.user.email}",
            )
        )
    return found


def _last_answers(pairs: list[Pair]) -> dict[int, list[CheckIn]]:
    """The newest answer of each member, and every call for help nobody has handled."""
    rows = CheckIn.objects.filter(pair__in=pairs, answered_at__isnull=False)
    newest = rows.order_by("pair_id", "author_id", "-answered_at").distinct("pair_id", "author_id")
    listed = list(newest.select_related("author", "handled_by"))
    known = {checkin.pk for checkin in listed}
    calls = CheckIn.objects.needing_help().filter(pair__in=pairs).exclude(pk__in=known)
    found: dict[int, list[CheckIn]] = {}
    for checkin in [*calls.select_related("author", "handled_by"), *listed]:
        found.setdefault(checkin.pair_id, []).append(checkin)
    return found


def _unanswered(pairs: list[Pair], *, now: dt.datetime) -> dict[int, int]:
    """How many questions to either of the two went by without an answer, in a row and lately."""
    rows = CheckIn.objects.filter(pair__in=pairs, asked_at__gt=now - LOOKS_BACK, asked_at__lte=now)
    found: dict[int, int] = defaultdict(int)
    values = rows.order_by("pair", "asked_at", "pk").values_list("pair", "answered_at", "closes_at")
    for pair, answered_at, closes_at in values:
        if answered_at:
            found[pair] = 0
        elif closes_at <= now:
            found[pair] += 1
    return found


def _answered(checkin: CheckIn, reader: str) -> Answered:
    ticked = checkin.tell_coordinator
    row = {CheckIn.Kind.FIT: "fit", CheckIn.Kind.CLOSE: "feedback"}.get(
        CheckIn.Kind(checkin.kind), "signal"
    )
    sees_signal = visibility.may_read(row, reader, ticked=ticked)
    if checkin.has_met and visibility.may_read("met", reader):
        says = _("Met")
    elif not sees_signal or checkin.answer == CheckIn.Answer.RATED:
        says = _("Answered")
    else:
        says = str(CheckIn.Answer(checkin.answer).label)
    return Answered(
        checkin=checkin,
        says=says,
        is_cry=sees_signal and checkin.answer in CheckIn.CRIES and not checkin.handled_at,
        may_ask_to_read=has_feedback(checkin)
        and visibility.may_read("feedback", reader, with_reason=True),
    )


def has_feedback(checkin: CheckIn) -> bool:
    """The line of the halfway question is between the two; everything else in words is feedback."""
    if checkin.kind == CheckIn.Kind.MIDPOINT:
        return False
    return bool(checkin.words) or checkin.has_met or checkin.kind == CheckIn.Kind.CLOSE


def _state(pair: Pair) -> str:
    concern = getattr(pair, "concern", health.FINE)
    if concern == health.CRY:
        return _("Asked for help")
    if concern in health.COULD_USE_A_HAND:
        return _("Could use a hand")
    return _("Going well") if getattr(pair, "last_met", None) else _("Getting started")


def _kind(pair: Pair) -> str:
    """Which flag the row carries."""
    concern = getattr(pair, "concern", health.FINE)
    if concern == health.CRY:
        return "high"
    return "medium" if concern in health.COULD_USE_A_HAND else ""


def _reasons(pair: Pair, answers: list[Answered], missed: int, *, now: dt.datetime) -> list[str]:
    """The facts, the weightiest first."""
    found = [
        _("%(name)s on %(day)s: %(says)s")
        % {
            "name": answered.checkin.author.first_name,
            "day": date_format(answered.checkin.answered_at or now, "j F"),
            "says": answered.says,
        }
        for answered in answers
        if answered.is_cry
    ]
    found.append(_meetings(pair, now=now))
    if getattr(pair, "concern", None) == health.CALLED_OFF:
        senior = pair.mentee if pair.program.is_reverse else pair.mentor
        found.append(_("%(name)s called off the last two dates") % {"name": senior.first_name})
    if missed >= SILENT_AFTER:
        words = ngettext(
            "No answer to the last %(n)d question", "No answer to the last %(n)d questions", missed
        )
        found.append(words % {"n": missed})
    return found


def _meetings(pair: Pair, *, now: dt.datetime) -> str:
    days = health.quiet_days(pair, now=now)
    next_date: dt.datetime | None = getattr(pair, "next_starts_at", None)
    last: dt.datetime | None = getattr(pair, "last_met", None)
    if next_date:
        return _("Next date: %(day)s") % {"day": date_format(next_date, "j F")}
    if getattr(pair, "has_date", False):
        return _("They say that they have a date")
    if last is None and not pair.meetings_before:
        words = ngettext(
            "No first meeting, %(n)d day after the start",
            "No first meeting, %(n)d days after the start",
            days,
        )
        return words % {"n": days}
    weeks = rhythm.weeks_between(pair)
    values = {
        "day": date_format(last or getattr(pair, "began"), "j F"),  # noqa: B009
        "n": days,
        "rhythm": ngettext("every week", "every %(w)d weeks", weeks) % {"w": weeks},
    }
    if getattr(pair, "concern", None) == health.SILENT:
        return _("No meeting known since %(day)s, %(n)d days; agreed: %(rhythm)s") % values
    return ngettext("Met %(n)d day ago", "Met %(n)d days ago", days) % values
