"""The line of a relationship: what is done, what is now, what comes; facts only.

    timeline.of(pair, first_on, has_met=True, next_at=None, now=now, held=meetings, talks=lines)

Where a format counts meetings, its stops are meetings; elsewhere the calendar has the halfway.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from checkins import reviews
from checkins import talks as handover
from checkins.models import Agreement, Meeting
from checkins.talks import Line
from matching import presets
from matching.models import Pair, Program

Format = Program.Format


@dataclass(frozen=True)
class Stop:
    """One point of the plan; `open` is what it says while it has no day and is not done."""

    label: str
    day: dt.date | None
    state: str
    open: str


@dataclass(frozen=True)
class Point:
    label: str
    day: dt.date | None
    is_done: bool
    open: str = ""


@dataclass(frozen=True)
class Known:
    """`first_on` is the day of the first meeting, or of the one that is booked; `held` are days,
    the oldest first."""

    pair: Pair
    first_on: dt.date | None
    has_met: bool
    held: list[dt.date]
    talks: Sequence[Line]
    today: dt.date


def of(
    pair: Pair,
    first_on: dt.date | None,
    *,
    has_met: bool,
    next_at: dt.datetime | None,
    now: dt.datetime,
    held: Sequence[Meeting] = (),
    talks: Sequence[Line] = (),
) -> list[Stop]:
    if not has_met:
        first_on = next_at and timezone.localdate(next_at)
    days = sorted(timezone.localdate(meeting.starts_at) for meeting in held)
    known = Known(pair, first_on, has_met, days, talks, timezone.localdate(now))
    points = [_matched(known), *_middle(known), _close(known)]
    is_over = pair.state == Pair.State.ENDED
    waiting = [] if is_over else [point.label for point in points if not point.is_done]
    return [
        Stop(
            point.label,
            point.day,
            "done" if point.is_done else "now" if point.label in waiting[:1] else "",
            point.open,
        )
        for point in points
    ]


def _matched(known: Known) -> Point:
    starts_on = known.pair.starts_on
    return Point(_("Matched"), starts_on, known.today >= starts_on)


def _close(known: Known) -> Point:
    pair = known.pair
    is_over = pair.state == Pair.State.ENDED
    label = {
        Format.FLASH.value: _("Over, with thanks"),
        Format.HANDOVER.value: _("Last day together"),
    }.get(pair.program.format, _("Close and celebrate"))
    return Point(label, (pair.ended_on if is_over else None) or pair.ends_on, is_over)


def _middle(known: Known) -> list[Point]:
    match known.pair.program.format:
        case Format.FLASH:
            return [_first(known, _("Your talk"))]
        case Format.COACHING:
            contract = _signed(known.pair, _("Contract signed by both"))
            return [_first(known, _("First meeting")), contract, *_reviews(known)]
        case Format.HANDOVER:
            return [_first(known, _("First talk")), _written(known)]
    return [
        _first(known, _("First meeting")),
        _signed(known.pair, _("Agreement signed by both")),
        _halfway(known),
    ]


def _first(known: Known, label: str) -> Point:
    return Point(label, known.first_on, known.has_met, _("No date yet"))


def _signed(pair: Pair, label: str) -> Point:
    signed = _signed_on(pair)
    return Point(label, signed, signed is not None, _("Not signed yet"))


def _halfway(known: Known) -> Point:
    pair = known.pair
    halfway = pair.starts_on + (pair.ends_on - pair.starts_on) / 2
    return Point(_("Halfway"), halfway, known.today >= halfway)


def _reviews(known: Known) -> list[Point]:
    whole = presets.preset_of(known.pair.program).meetings or 0
    half = reviews.after(known.pair) or whole
    return [_review(known, number) for number in (half, whole)]


def _review(known: Known, number: int) -> Point:
    so_far = len(known.held)
    label = _("Review after meeting %(n)d") % {"n": number}
    if so_far >= number:
        return Point(label, known.held[number - 1], True)
    return Point(label, None, False, _("%(n)d held so far") % {"n": so_far})


def _written(known: Known) -> Point:
    done = sum(line.is_written for line in known.talks)
    names = {"done": done, "all": len(known.talks)}
    if not known.talks:
        return Point(_("Topics chosen"), None, False, _("Not chosen yet"))
    label = _("%(done)d of %(all)d talks written down") % names
    return Point(label, None, handover.is_done(known.talks), _("Not all yet"))


def _signed_on(pair: Pair) -> dt.date | None:
    agreement: Agreement | None = getattr(pair, "agreement", None)
    if agreement is None or not (agreement.mentor_signed_at and agreement.mentee_signed_at):
        return None
    return timezone.localdate(max(agreement.mentor_signed_at, agreement.mentee_signed_at))
