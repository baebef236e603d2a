"""What the figures of a tip say, in one plain sentence. Pure.

verdict = of(Arms(sent=190, sent_met=95, held=22, held_met=9), sends=190)
verdict.kind, verdict.apart, verdict.needed
sentence(verdict)       # "No difference shown yet: 212 people so far, about 2,170 needed."
"""

from dataclasses import dataclass
from enum import Enum

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from insights.proof import intervals
from insights.proof.intervals import Apart

LEAST = 5
# A smaller lift is not worth a mail; and after so many sends without any the tip has to go.
SMALLEST, ENOUGH_SENDS = 0.1, 500


class Kind(Enum):
    HIDDEN = "hidden"
    MORE = "more"
    LESS = "less"
    NOT_YET = "not-yet"
    NONE = "none"


@dataclass(frozen=True)
class Arms:
    """People whose turn it was, and how many of their pairs met in time."""

    sent: int
    sent_met: int
    held: int
    held_met: int

    @property
    def people(self) -> int:
        return self.sent + self.held


@dataclass(frozen=True)
class Verdict:
    """`must_go`: after 500 sends nothing shows that the tip helps."""

    kind: Kind
    arms: Arms
    apart: Apart | None = None
    needed: int = 0
    must_go: bool = False


def of(arms: Arms, *, sends: int, share: float = 0.1) -> Verdict:
    """Nothing is worked out for fewer than five people on either side."""
    if min(arms.sent, arms.held) < LEAST:
        return Verdict(Kind.HIDDEN, arms)
    apart = intervals.of_shares(arms.sent_met, arms.sent, arms.held_met, arms.held)
    needed = intervals.people_needed(
        (arms.sent_met + arms.held_met) / arms.people, smallest=SMALLEST, share=share
    )
    return Verdict(
        _kind(apart, arms.people, needed),
        arms,
        apart,
        needed,
        must_go=sends >= ENOUGH_SENDS and not apart.is_more,
    )


def _kind(apart: Apart, people: int, needed: int) -> Kind:
    if apart.is_more:
        return Kind.MORE
    if apart.is_less:
        return Kind.LESS
    return Kind.NOT_YET if people < needed else Kind.NONE


def sentence(verdict: Verdict) -> str:
    names = {
        "people": number_format(verdict.arms.people, force_grouping=True),
        "needed": number_format(_round(verdict.needed), force_grouping=True),
    }
    if verdict.apart is not None:
        names |= {"low": points(verdict.apart.low), "high": points(verdict.apart.high)}
    return _WORDS[verdict.kind]() % names


_WORDS = {
    Kind.HIDDEN: lambda: _("Shown once five people got it and five were held back."),
    Kind.MORE: lambda: _(
        "It helps: %(low)s to %(high)s points, so more pairs meet, counted on %(people)s people."
    ),
    Kind.LESS: lambda: _(
        "It does harm: %(low)s to %(high)s points, so fewer pairs meet, counted on %(people)s"
        " people."
    ),
    Kind.NOT_YET: lambda: _(
        "No difference shown yet: %(people)s people so far, about %(needed)s needed."
    ),
    Kind.NONE: lambda: _(
        "No difference shown, and %(people)s people were enough to see one of 10 points."
    ),
}


def points(value: float) -> str:
    whole = round(value)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"


def _round(needed: int) -> int:
    """ "About 2,170": no more digits than the estimate is good for."""
    return -(-needed // 10) * 10
