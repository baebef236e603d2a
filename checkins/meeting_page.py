"""What pages say about meetings. The pair page takes one block, cards one line each.

meeting_page.block(pair, me, meetings, has_own_date=…, now=now)  # checkins/meetings_block.html
meeting_page.next_lines(pairs, me, now=now)                     # {pair: "Next: Tue 25 May, …"}
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins import agendas, ics, invitations, meeting_words
from checkins.acting import Acting
from checkins.models import Meeting
from matching.models import Pair
from profiles.models import Profile

PAST_SHOWN = 5


@dataclass(frozen=True)
class Line:
    """A meeting in a list."""

    meeting: Meeting
    when: str
    says: str


@dataclass(frozen=True)
class Block:
    upcoming: list[Line]
    past: list[Line]
    more_past: int
    unsettled: Line | None
    can_book: bool
    has_own_date: bool


def block(
    pair: Pair,
    me: Profile,
    meetings: Iterable[Meeting],
    *,
    has_own_date: bool,
    now: dt.datetime,
    most: int = PAST_SHOWN,
) -> Block | None:
    """Of the meetings that were not called off, newest first. None while the pair waits for the
    mentor's answer: there is nothing to meet about yet."""
    if pair.state not in {Pair.State.ACTIVE, Pair.State.AWAY, Pair.State.ENDED}:
        return None
    upcoming = [m for m in meetings if m.state == Meeting.State.BOOKED and not m.is_over(now=now)]
    past = [m for m in meetings if m.state in {Meeting.State.HELD, Meeting.State.MISSED}]
    waiting = [m for m in meetings if m.state == Meeting.State.BOOKED and m.starts_at <= now]
    return Block(
        upcoming=[line(meeting, me) for meeting in reversed(upcoming)],
        past=[line(meeting, me) for meeting in past[:most]],
        more_past=max(0, len(past) - most),
        unsettled=line(waiting[0], me) if waiting else None,
        can_book=pair.state == Pair.State.ACTIVE,
        has_own_date=has_own_date,
    )


def line(meeting: Meeting, me: Profile) -> Line:
    partner = meeting.pair.partner_of(me)
    return Line(meeting, meeting_words.when(meeting, me, partner), _says(meeting))


def _says(meeting: Meeting) -> str:
    if meeting.state == Meeting.State.MISSED:
        return _("Did not take place")
    length = _("%(n)d minutes") % {"n": meeting.minutes}
    return f"{length}, {meeting.place}" if meeting.place else length


def next_lines(pairs: Iterable[Pair], me: Profile, *, now: dt.datetime) -> dict[int, str]:
    """Pair → its next date on this reader's clock; one query for all of them."""
    rows = Meeting.objects.filter(pair__in=list(pairs)).upcoming(now=now)
    found: dict[int, str] = {}
    for pair, starts_at in rows.values_list("pair_id", "starts_at"):
        when = date_format(starts_at.astimezone(me.zone), "D j F, H:i")
        found.setdefault(pair, _("Next: %(when)s") % {"when": when})
    return found


def context(meeting: Meeting, acting: Acting, *, now: dt.datetime) -> dict[str, object]:
    """The page of one meeting. A delegate gets names, date, length and place, and nothing else."""
    partner = meeting.pair.partner_of(acting.person)
    is_ahead = meeting.state == Meeting.State.BOOKED and not meeting.is_over(now=now)
    shared = {
        "meeting": meeting,
        "person": acting.person,
        "partner": partner,
        "facts": invitations.facts(meeting, acting.presses, partner),
        "is_ahead": is_ahead,
        "is_delegate": acting.delegate is not None,
    }
    if acting.delegate:
        return shared
    acts = meeting.acts.select_related("by", "delegate")
    value = meeting.values_said.filter(author=acting.person).first()
    return shared | {
        "value": value.get_score_display() if value else "",
        "pair": meeting.pair,
        "me": acting.person,
        "says": state_words(meeting, now=now),
        "can_settle": meeting.state == Meeting.State.BOOKED and meeting.starts_at <= now,
        "history": [(act.at, meeting_words.said(act, acting.person)) for act in acts],
        "agenda": agendas.of_meeting(meeting.pair, on=timezone.localdate(meeting.starts_at)),
        "google_url": ics.google_url(meeting),
        "outlook_url": ics.outlook_url(meeting),
        "mail_trouble": invitations.trouble(meeting) if is_ahead else "",
    }


def state_words(meeting: Meeting, *, now: dt.datetime) -> str:
    if meeting.state == Meeting.State.BOOKED and meeting.is_over(now=now):
        return _("Nobody has said yet whether it took place")
    return str(meeting.get_state_display())


@dataclass(frozen=True)
class DelegatedRow:
    person: Profile
    partner: Profile
    pair: Pair
    meetings: list[Line]


def delegated_rows(
    pairs: Iterable[tuple[Profile, Pair]], upcoming: Iterable[Meeting], delegate: Profile
) -> list[DelegatedRow]:
    """Times on the delegate's own clock."""
    by_pair: dict[int, list[Meeting]] = {}
    for meeting in upcoming:
        by_pair.setdefault(meeting.pair_id, []).append(meeting)
    rows = []
    for person, pair in pairs:
        partner = pair.partner_of(person)
        lines = [
            Line(meeting, meeting_words.when(meeting, delegate, partner), _says(meeting))
            for meeting in by_pair.get(pair.pk, [])
        ]
        rows.append(DelegatedRow(person, partner, pair, lines))
    return rows
