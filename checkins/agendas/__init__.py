"""What to talk about: one agenda for each stage of a pair, its minutes adding up to the meeting.

    agenda(pair, "first", goal="Lead a client workshop.")   # → Agenda with minutes and names
    stage(pair, meetings=3, on=day)                         # → "practice"
    of_meeting(pair, on=day)                                # the one to open, for any page

The words are each format's own, and so are the stages where a pair meets so many times: these
follow by count. Every text is read by both, so people are called by their names.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from checkins import agreements, met
from checkins.agendas import buddy, coaching, flash, group, handover, mentoring, reverse
from checkins.agendas.words import DOORS, FIRST, HALFWAY, LAST, PRACTICE, SECOND, STAGES, Item
from checkins.models import Meeting
from matching import presets
from matching.models import Pair, Program
from profiles.models import Goal

__all__ = [
    "STAGES",
    "Agenda",
    "Step",
    "agenda",
    "all_of",
    "goal_of",
    "of_meeting",
    "stage",
    "stages",
]

TEMPLATES = {
    Program.Format.MENTORING: mentoring.TEMPLATES,
    Program.Format.REVERSE: reverse.TEMPLATES,
    Program.Format.BUDDY: buddy.TEMPLATES,
    Program.Format.GROUP: group.TEMPLATES,
    Program.Format.FLASH: flash.TEMPLATES,
    Program.Format.COACHING: coaching.TEMPLATES,
    Program.Format.HANDOVER: handover.TEMPLATES,
}
# The last agenda is offered this long before the end, and at least one meeting ahead of it.
ENDING = 21
# Minutes come in fives where the meeting has enough of them.
ROUND = 5


@dataclass(frozen=True)
class Step:
    minutes: int
    title: str
    text: str


@dataclass(frozen=True)
class Agenda:
    stage: str
    title: str
    lead: str
    minutes: int
    steps: tuple[Step, ...]


def agenda(pair: Pair, stage: str, *, goal: str) -> Agenda:
    template = TEMPLATES[Program.Format(pair.program.format)][stage]
    total = agreements.minutes(pair)
    names = {"mentor": pair.mentor.first_name, "mentee": pair.mentee.first_name, "goal": goal}
    shares = split(total, [item.share for item in template.items])
    return Agenda(
        stage=stage,
        title=str(template.title) % names,
        lead=str(template.lead) % names,
        minutes=total,
        steps=tuple(
            Step(count, str(item.title) % names, _text(item, goal) % names)
            for count, item in zip(shares, template.items, strict=True)
        ),
    )


def all_of(pair: Pair) -> list[Agenda]:
    goal = goal_of(pair)
    return [agenda(pair, name, goal=goal) for name in stages(pair)]


def stages(pair: Pair) -> tuple[str, ...]:
    """Those of the pair's format, in the order they come in."""
    return tuple(TEMPLATES[Program.Format(pair.program.format)])


def _text(item: Item, goal: str) -> str:
    return str(item.with_goal if goal and item.with_goal else item.text)


def goal_of(pair: Pair) -> str:
    """The mentee's most important goal that has a sentence."""
    return first_sentence(Goal.objects.filter(profile=pair.mentee_id))


def first_sentence(goals: Iterable[Goal]) -> str:
    """Of goals in their order."""
    return next((goal.sentence for goal in goals if goal.sentence), "")


def split(total: int, shares: list[int]) -> list[int]:
    """`total` minutes by shares, whole (or whole fives), each at least one, adding up exactly.

    What rounding leaves over goes to those it took most from.
    """
    unit = ROUND if total % ROUND == 0 and total // ROUND >= len(shares) else 1
    units = total // unit
    exact = [units * share / sum(shares) for share in shares]
    counts = [max(1, int(part)) for part in exact]
    order = sorted(range(len(shares)), key=lambda i: (counts[i] - exact[i], i))
    for i in order[: max(0, units - sum(counts))]:
        counts[i] += 1
    while sum(counts) > units:
        counts[counts.index(max(counts))] -= 1
    return [count * unit for count in counts]


def stage(pair: Pair, *, meetings: int, on: dt.date) -> str:
    """Which agenda fits a meeting on this day, after so many meetings."""
    if presets.preset_of(pair.program).meetings:
        return _by_count(pair, meetings, on)
    rhythm = agreements.weeks_between(pair) * 7
    halfway = pair.starts_on + (pair.ends_on - pair.starts_on) / 2
    if meetings == 0:
        return FIRST
    if (pair.ends_on - on).days <= min(ENDING, rhythm):
        return LAST
    if meetings == 1:
        return SECOND
    if abs((on - halfway).days) * 2 <= rhythm:
        return HALFWAY
    return PRACTICE if meetings % 2 == 0 else DOORS


def _by_count(pair: Pair, meetings: int, on: dt.date) -> str:
    """One after the other; where there may be fewer, the last one is for the last week."""
    order, preset = stages(pair), presets.preset_of(pair.program)
    is_last_week = (pair.ends_on - on).days < 7
    if preset.fewest and meetings >= preset.fewest - 1 and is_last_week:
        return order[-1]
    return order[min(meetings, len(order) - 1)]


def of_meeting(pair: Pair, *, on: dt.date) -> Agenda:
    """The agenda for the meeting of this day: the context of `checkins/agenda.html`."""
    return agenda(pair, stage_on(pair, on=on), goal=goal_of(pair))


def stage_on(pair: Pair, *, on: dt.date) -> str:
    """Which agenda fits a meeting on this day, after what was held before it."""
    before = Meeting.objects.held().filter(pair=pair, starts_at__date__lt=on).count()
    has_met = bool(before) or met.has_met(pair)
    return stage_after(pair, before, has_met=has_met, on=on)


def stage_after(pair: Pair, held: int, *, has_met: bool, on: dt.date) -> str:
    """Two who have met, with no meeting in the books, are past their first one."""
    before = held + pair.meetings_before
    return stage(pair, meetings=before or int(has_met), on=on)
