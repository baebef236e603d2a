"""The overview of a pair: every row it tells of is read once, and each part takes what it needs.

context = pair_page.context(pair, me, now=now)    # checkins/pair.html
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from checkins import (
    agendas,
    closing,
    common_ground,
    companionship,
    contact,
    dates,
    format_steps,
    meeting_page,
    preparation,
    space,
    talks,
    timeline,
    worth,
)
from checkins.models import Action, CheckIn, Meeting
from matching import away
from matching.models import Pair
from profiles.models import Profile

ANSWERS_SHOWN, ACTIONS_SHOWN = 6, 5
State = Meeting.State
# What `get_pair_for` reads with the pair, so that the page does not ask for it again.
ALSO = ("agreement", "own_date", "mentor__user", "mentee__user")


@dataclass(frozen=True)
class Known:
    """What two have in the books: meetings that were not called off and questions, newest first."""

    pair: Pair
    meetings: list[Meeting]
    questions: list[CheckIn]

    @property
    def held(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if meeting.state == State.HELD]

    @property
    def has_met(self) -> bool:
        """As `met.has_met`, of the rows that are read already."""
        said = any(question.answered_at and question.has_met for question in self.questions)
        return bool(self.pair.meetings_before > 0 or self.held or said)

    @property
    def first_on(self) -> dt.date | None:
        """None when all we know is that they met: a check-in says so, not when."""
        return timezone.localdate(self.held[-1].starts_at) if self.held else None

    def next_at(self, now: dt.datetime) -> dt.datetime | None:
        booked = [m for m in self.meetings if m.state == State.BOOKED and not m.is_over(now=now)]
        return booked[-1].starts_at if booked else None

    def agenda(self, goal: str, *, on: dt.date) -> agendas.Agenda:
        before = sum(timezone.localdate(meeting.starts_at) < on for meeting in self.held)
        stage = agendas.stage_after(self.pair, before, has_met=self.has_met, on=on)
        return agendas.agenda(self.pair, stage, goal=goal)

    def plan(self, lines: Sequence[talks.Line], *, now: dt.datetime) -> list[timeline.Stop]:
        return timeline.of(
            self.pair,
            self.first_on,
            has_met=self.has_met,
            next_at=self.next_at(now),
            now=now,
            held=self.held,
            talks=lines,
        )

    def halfway_lines(self) -> list[CheckIn]:
        """What each wrote halfway: between the two (`visibility`)."""
        kind = CheckIn.Kind.MIDPOINT
        lines = [one for one in self.questions if one.kind == kind and one.answered_at]
        return sorted((one for one in lines if one.words), key=lambda one: one.answered_at or 0)

    def asked_of(self, me: Profile) -> list[CheckIn]:
        return [question for question in self.questions if question.author_id == me.pk]


def known(pair: Pair) -> Known:
    questions = list(CheckIn.objects.filter(pair=pair).order_by("-asked_at", "-pk"))
    people = {person.pk: person for person in (pair.mentor, pair.mentee)}
    for question in questions:
        question.pair, question.author = pair, people[question.author_id]
    return Known(pair, _meetings(pair), questions)


def _meetings(pair: Pair) -> list[Meeting]:
    rows = Meeting.objects.filter(pair=pair).exclude(state=State.CANCELLED)
    found = list(rows.select_related("booked_by").order_by("-starts_at", "-pk"))
    for meeting in found:
        meeting.pair = pair
    return found


def meetings(pair: Pair, me: Profile, *, now: dt.datetime, most: int) -> meeting_page.Block | None:
    """Everything the two have in the books, for the page of their meetings."""
    said = dates.said_own(pair, now=now)
    return meeting_page.block(pair, me, _meetings(pair), has_own_date=said, now=now, most=most)


def context(pair: Pair, me: Profile, *, now: dt.datetime) -> dict[str, object]:
    rows, paused = known(pair), contact.words_for(pair, me)
    next_at, has_met, goals = rows.next_at(now), rows.has_met, companionship.goals(pair)
    mine, today = rows.asked_of(me), timezone.localdate(now)
    lines = talks.of(pair, me, held=len(rows.held)) if talks.has_talks(pair) else []
    steps = companionship.next_step(
        pair, me, asked=mine, has_met=has_met, has_date=next_at is not None, now=now, talks=lines
    )
    return space.head(pair, me, "overview") | {
        "ground": common_ground.of(pair, me),
        "has_met": has_met,
        "agenda": rows.agenda(agendas.first_sentence(goals), on=timezone.localdate(next_at or now)),
        "goals": goals,
        "facts": companionship.facts(
            pair, me, now=now, with_address=not paused and pair.state in space.TOLD_BOTH
        ),
        "plan": rows.plan(lines, now=now),
        **_of_format(pair, lines),
        "worth": worth.of_meetings(rows.held) if pair.mentor_id == me.pk else None,
        "preparation": preparation.of(pair, me, today=today),
        "next_step": None if paused else steps,
        "paused": paused,
        "ending_in_sight": not paused and closing.in_sight(pair, now=now),
        "meetings": meeting_page.block(
            pair, me, rows.meetings, has_own_date=dates.said_own(pair, now=now), now=now
        ),
        "halfway_lines": rows.halfway_lines(),
        "actions": _open_actions(pair),
        "answers": mine[:ANSWERS_SHOWN],
        "today": today,
        "now": now,
        "absence": away.current(pair) if pair.state == Pair.State.AWAY else None,
    }


def _of_format(pair: Pair, lines: Sequence[talks.Line]) -> dict[str, object]:
    """What only some formats have: the talks of a handover, the page of a mentor's group."""
    return {
        "has_talks": talks.has_talks(pair),
        "talks": lines,
        "written": sum(line.is_written for line in lines),
        "group_url": format_steps.group_page(pair),
    }


def _open_actions(pair: Pair) -> list[Action]:
    rows = Action.objects.open().filter(pair=pair).select_related("owner")
    return list(rows.in_order()[:ACTIONS_SHOWN])
