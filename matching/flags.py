"""Risk flags of a proposal: where a second look by a human adds most. Kept as codes.

Hard rules are never flags: a pair that breaks one cannot be proposed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.evidence import Document

SECOND_MENTOR_AT = 40  # percent of the maximum
LOWEST_SHARE = 10  # percent of the round
EASY_WITHIN = 3  # points
FEW_HOURS = 3
WIDE_GAP = 6 * 60  # minutes
MOST_NEW = 0.5  # of a round; where more pairs are new to it, being new says nothing


class Level(IntEnum):
    HIGH = 3
    MEDIUM = 2
    LOW = 1


@dataclass(frozen=True)
class Flag:
    """`rule` is when the flag is set, as a sentence."""

    label: str | Promise
    level: Level
    icon: str
    rule: str | Promise

    @property
    def kind(self) -> str:
        return {Level.HIGH: "high", Level.MEDIUM: "medium"}.get(self.level, "")


FLAGS: dict[str, Flag] = {
    "key_need_not_met": Flag(
        _("First goal not covered"),
        Level.HIGH,
        "flag",
        _("The mentor does not offer the skill the mentee asked for first."),
    ),
    "stretch": Flag(
        _("Lowest tenth"),
        Level.HIGH,
        "flag",
        _("The fit is among the lowest tenth of this round."),
    ),
    "only_option": Flag(
        _("Only option"),
        Level.HIGH,
        "flag",
        _("No other mentor reaches a fit of 40 for this mentee."),
    ),
    "ended_early": Flag(
        _("Ended early before"),
        Level.HIGH,
        "history",
        _("One of the two was in a pair that ended before its time."),
    ),
    "far_apart": Flag(
        _("6 hours apart or more"),
        Level.HIGH,
        "clock",
        _("Their time zones are six hours apart or more."),
    ),
    "few_hours": Flag(
        _("Few shared hours"),
        Level.MEDIUM,
        "clock",
        _("They share fewer than three of the hours a week they gave."),
    ),
    "both_new": Flag(
        _("Both new"),
        Level.MEDIUM,
        "history",
        _("Neither of the two has been in a pair before."),
    ),
    "changed": Flag(
        _("Another mentor than before"),
        Level.MEDIUM,
        "repeat",
        _("The mentee's last pair was decided; this run proposes somebody else."),
    ),
    "thin_profile": Flag(
        _("Thin profile"),
        Level.MEDIUM,
        "file-text",
        _("The mentee gave no goal, or the mentor offers fewer than two skills."),
    ),
    "by_hand": Flag(
        _("Breaks a rule"),
        Level.MEDIUM,
        "flag",
        _("HR put the two together although a rule of the program stands between them."),
    ),
    "level_missing": Flag(
        _("Level not known"),
        Level.LOW,
        "file-text",
        _("The level of one of the two is not in the directory."),
    ),
    "mentor_full": Flag(
        _("Mentor's last place"),
        Level.LOW,
        "user-round",
        _("This pair takes the last place the mentor has."),
    ),
    "easy_to_improve": Flag(
        _("A close option is free"),
        Level.LOW,
        "zap",
        _("Another mentor with a free place is within three points."),
    ),
}
HIGH = tuple(code for code, flag in FLAGS.items() if flag.level == Level.HIGH)
NEEDS_A_LOOK = tuple(code for code, flag in FLAGS.items() if flag.level >= Level.MEDIUM)


def of(codes: Sequence[str]) -> list[Flag]:
    """The flags of stored codes, the highest first."""
    return sorted((FLAGS[c] for c in codes if c in FLAGS), key=lambda flag: -flag.level)


@dataclass(frozen=True)
class Standing:
    """Where a pair stands among the mentee's options and the round's pairs."""

    in_lowest: bool
    good_others: int  # other mentors above 40 percent
    close_and_free: int  # others within 3 points who have a place left
    takes_last_place: bool
    ended_early: bool
    both_new: bool
    by_hand: bool
    goals: int
    offers: int


def found(parts: Sequence[Document], standing: Standing) -> list[str]:
    evidence = {part["factor"]: part for part in parts}
    tests = {
        "key_need_not_met": _first_goal_open(evidence.get("goal_priority"), standing),
        "stretch": standing.in_lowest,
        "only_option": standing.good_others == 0,
        "ended_early": standing.ended_early,
        "few_hours": _few_hours(evidence.get("hours")),
        "far_apart": _far_apart(evidence.get("place")),
        "both_new": standing.both_new,
        "by_hand": standing.by_hand,
        "thin_profile": standing.goals == 0 or standing.offers < 2,
        "level_missing": bool(evidence.get("level", {}).get("missing")),
        "mentor_full": standing.takes_last_place,
        "easy_to_improve": standing.close_and_free > 0,
    }
    return [code for code, is_so in tests.items() if is_so]


def _first_goal_open(part: Document | None, standing: Standing) -> bool:
    return bool(part and standing.goals and not part["evidence"]["covered"])


def _few_hours(part: Document | None) -> bool:
    """Hours nobody gave are a thin profile, not a clash."""
    return bool(part and not part["missing"] and len(part["evidence"]["shared"]) < FEW_HOURS)


def _far_apart(part: Document | None) -> bool:
    gap = part["evidence"]["gap"] if part else None
    return gap is not None and gap >= WIDE_GAP
