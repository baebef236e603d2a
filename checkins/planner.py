"""From facts to the one mail of a person's week: pure, without a database or a clock.

    letter = plan(person, [pair, other_pair], today=day)
    letter.blocks        # the best next step first, one block a pair, five at most
    plan(...) is None    # nothing is worth a mail this week

A question is asked only when the agreed rhythm made a meeting due. Every other week brings the next
useful step, once each, or nothing. What a person has switched off is left out; a step they are held
back from too (`held`), and it is named in `Letter.trials` either way so that it can be measured.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from checkins import rhythm
from outbox import topics

FIRST_AFTER = 6
ENDING_BEFORE = 14
LAST_MIDPOINT_BEFORE = 21
HOW_WITHIN = 7
BLOCKS = 5
RARER_AFTER, STOP_AFTER = 3, 6
FORTNIGHT = 13


class Step(IntEnum):
    """What a block is about; the lower number is the better next step."""

    ENDING = 1
    OFFER_END = 2
    QUIET = 3
    FIRST_DATE = 4
    MIDPOINT = 5
    ASK = 6
    HOW = 7
    AGREEMENT = 8
    TIP = 9


TOPIC_OF = {
    Step.ENDING: topics.HELP,
    Step.OFFER_END: topics.HELP,
    Step.QUIET: topics.HELP,
    Step.FIRST_DATE: topics.HELP,
    Step.MIDPOINT: topics.QUESTIONS,
    Step.ASK: topics.QUESTIONS,
    Step.HOW: topics.QUESTIONS,
    Step.AGREEMENT: topics.HELP,
    Step.TIP: topics.TIPS,
}
# A mail with one of these waits for an answer.
ASKS = frozenset({Step.OFFER_END, Step.QUIET, Step.FIRST_DATE, Step.MIDPOINT, Step.ASK})


@dataclass(frozen=True)
class PairFacts:
    """What is known of one pair, seen from one of its two members."""

    pair: int
    begins_on: dt.date
    ends_on: dt.date
    weeks_between: int
    last_met: dt.date | None = None
    met_before: bool = False
    has_date: bool = False
    answered_this_week: bool = False
    waits_for_help: bool = False
    said_how: bool = False
    was_asked_halfway: bool = False
    was_told_of_end: bool = False
    kept_on: dt.date | None = None
    has_to_sign: bool = False
    days_away: int = 0  # since the last meeting, or the start: no clock counts them
    tip: str = ""
    # One talk and no more: only a first date is helped with.
    is_single: bool = False
    # Whether the review is due where meetings decide it; None: halfway of the time.
    review_due: bool | None = None

    @property
    def quiet_since(self) -> dt.date:
        return self.last_met or self.begins_on

    @property
    def has_met(self) -> bool:
        return self.last_met is not None or self.met_before


@dataclass(frozen=True)
class PersonFacts:
    """`unanswered`: mails in a row that asked and got no answer; `last_mail`: the last one;
    `is_tested`: hold-outs are not switched off where they work."""

    off: Collection[str] = ()
    unanswered: int = 0
    last_mail: dt.date | None = None
    held: Collection[str] = ()
    is_tested: bool = True


@dataclass(frozen=True)
class Block:
    step: Step
    pair: int
    template: str = ""

    @property
    def name(self) -> str:
        """ "ask:12", as `Nudge.steps` keeps it."""
        return f"{self.template or self.step.name.lower()}:{self.pair}"


@dataclass(frozen=True)
class Letter:
    """`trials`: every optional template whose turn it was, with its pair at the same place of
    `trial_pairs`; `is_rare`: "Still useful?" is asked."""

    blocks: tuple[Block, ...] = ()
    trials: tuple[str, ...] = field(default=())
    is_rare: bool = False
    trial_pairs: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)


NOTHING = Letter()


def plan(person: PersonFacts, pairs: Sequence[PairFacts], *, today: dt.date) -> Letter:
    """The mail of this week; falsy when none is worth sending."""
    if _must_wait(person, today):
        return NOTHING
    found = [block for pair in pairs if (block := _block(pair, person, today))]
    blocks = sorted(
        (block for block in found if not _is_held(block, person)),
        key=lambda block: (block.step, block.pair),
    )
    is_rare = person.unanswered >= RARER_AFTER and bool(blocks)
    trials = _trials(found) if person.is_tested else {}
    return Letter(tuple(blocks), tuple(trials), is_rare, tuple(trials.values()))


def _is_held(block: Block, person: PersonFacts) -> bool:
    """Only ever a tip, whatever else may be named in `held`."""
    is_optional = block.step == Step.TIP and bool(block.template)
    return is_optional and person.is_tested and block.template in person.held


def _trials(found: Sequence[Block]) -> dict[str, int]:
    """Each optional template whose turn it is, with the first pair it is about."""
    trials: dict[str, int] = {}
    for block in found:
        if block.template:
            trials.setdefault(block.template, block.pair)
    return trials


def _must_wait(person: PersonFacts, today: dt.date) -> bool:
    """Every other week after three mails without an answer, none after six."""
    if person.unanswered >= STOP_AFTER:
        return True
    is_rare = person.unanswered >= RARER_AFTER and person.last_mail is not None
    return is_rare and (today - (person.last_mail or today)).days < FORTNIGHT


def _block(pair: PairFacts, person: PersonFacts, today: dt.date) -> Block | None:
    """The best step of this pair among those the person wants to hear of."""
    for step in steps(pair, today=today):
        if TOPIC_OF[step] not in person.off:
            return Block(step, pair.pair, pair.tip if step == Step.TIP else "")
    return None


def steps(pair: PairFacts, *, today: dt.date) -> list[Step]:
    """Everything that could be said to this member today, the best first."""
    age, left = (today - pair.begins_on).days, (pair.ends_on - today).days
    if age < FIRST_AFTER or left < 0:
        return []
    if pair.is_single:
        return _single(pair, today)
    found = []
    if left <= ENDING_BEFORE and not pair.was_told_of_end:
        found.append(Step.ENDING)
    if not (pair.has_date or pair.answered_this_week or pair.waits_for_help):
        found += _without_date(pair, today)
    if not pair.was_asked_halfway and _is_halfway(pair, today, left):
        found.append(Step.MIDPOINT)
    if pair.last_met and (today - pair.last_met).days <= HOW_WITHIN and not pair.said_how:
        found.append(Step.HOW)
    if pair.has_to_sign:
        found.append(Step.AGREEMENT)
    if pair.tip:
        found.append(Step.TIP)
    return sorted(found)


def _single(pair: PairFacts, today: dt.date) -> list[Step]:
    quiet = (today - pair.quiet_since).days - pair.days_away
    has_time = pair.has_met or pair.has_date or pair.waits_for_help
    return [Step.FIRST_DATE] if quiet >= rhythm.FIRST_DATE and not has_time else []


def _is_halfway(pair: PairFacts, today: dt.date, left: int) -> bool:
    if pair.review_due is not None:
        return pair.review_due
    is_past = rhythm.halfway(pair.begins_on, pair.ends_on) <= today
    return is_past and left > LAST_MIDPOINT_BEFORE


def _without_date(pair: PairFacts, today: dt.date) -> list[Step]:
    """No date ahead and nothing said this week: help first, then the question when one is due."""
    quiet = (today - pair.quiet_since).days - pair.days_away
    weeks = pair.weeks_between
    found = []
    kept = pair.kept_on is not None and (today - pair.kept_on).days < rhythm.QUIET
    if quiet >= rhythm.offer_end_after(weeks) and not kept:
        found.append(Step.OFFER_END)
    if quiet >= rhythm.quiet_after(weeks):
        found.append(Step.QUIET)
    if not pair.has_met and quiet >= rhythm.FIRST_DATE:
        found.append(Step.FIRST_DATE)
    if quiet >= weeks * 7:
        found.append(Step.ASK)
    return found
