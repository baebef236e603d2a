"""The columns of a round's export in their order, each with its meaning for the sheet "Read me"."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching import decisions, flags, review
from matching.exports.cells import Cell
from matching.exports.lines import Line
from matching.exports.paper import Paper
from matching.models import Pair, Proposal


@dataclass(frozen=True)
class Column:
    heading: str | Promise
    meaning: str | Promise
    value: Callable[[Line], Cell]
    width: int = 18
    is_time: bool = False

    def title(self, paper: Paper) -> str:
        """A time says in which zone it is."""
        return f"{self.heading} ({paper.zone})" if self.is_time else str(self.heading)


def proposed(read: Callable[[Proposal], Cell]) -> Callable[[Line], Cell]:
    """Empty where a pair came without a proposal."""
    return lambda line: read(line.proposal) if line.proposal else None


def _fit(proposal: Proposal) -> Cell:
    return review.percent_of(proposal.score, proposal.maximum)


def _band(proposal: Proposal) -> Cell:
    return review.band(review.percent_of(proposal.score, proposal.maximum))[0]


def _flags(proposal: Proposal) -> Cell:
    return "; ".join(str(flag.label) for flag in flags.of(proposal.flags))


def _decided_by(proposal: Proposal) -> Cell:
    return decisions.name_of(proposal.decided_by) if proposal.decided_at else ""


def _pair(line: Line) -> Cell:
    return str(Pair.State(line.pair_state).label) if line.pair_state else ""


COLUMNS: tuple[Column, ...] = (
    Column(
        gettext_lazy("Mentee"),
        gettext_lazy("Who wants to learn."),
        lambda line: line.mentee.name,
        26,
    ),
    Column(
        gettext_lazy("Mentee's department"),
        gettext_lazy("From the people directory."),
        lambda line: line.mentee.department,
    ),
    Column(
        gettext_lazy("Mentee's site"),
        gettext_lazy("From the people directory."),
        lambda line: line.mentee.site,
    ),
    Column(
        gettext_lazy("Mentor"),
        gettext_lazy("Who was proposed to the mentee."),
        lambda line: line.mentor.name,
        26,
    ),
    Column(
        gettext_lazy("Mentor's department"),
        gettext_lazy("From the people directory."),
        lambda line: line.mentor.department,
    ),
    Column(
        gettext_lazy("Mentor's site"),
        gettext_lazy("From the people directory."),
        lambda line: line.mentor.site,
    ),
    Column(
        gettext_lazy("Fit"),
        gettext_lazy("The points of the pair as a share of the most it could have, 0 to 100."),
        proposed(_fit),
        8,
    ),
    Column(
        gettext_lazy("Band"),
        gettext_lazy("Strong from a fit of 75, Good from 55, Stretch below."),
        proposed(_band),
        10,
    ),
    Column(
        gettext_lazy("Rank for the mentee"),
        gettext_lazy("1 means: no other possible mentor has a better fit for this mentee."),
        proposed(lambda row: row.rank),
        12,
    ),
    Column(
        gettext_lazy("Possible mentors"),
        gettext_lazy("How many mentors the rules of the program allow this mentee."),
        proposed(lambda row: row.options),
        12,
    ),
    Column(
        gettext_lazy("Rank for the mentor"),
        gettext_lazy(
            "1 means: no other possible mentee has a better fit for this mentor. "
            "Empty where the round is too large to work it out."
        ),
        proposed(lambda row: row.mentor_rank or None),
        12,
    ),
    Column(
        gettext_lazy("Flags"),
        gettext_lazy("Where a second look by a person adds most, the highest first."),
        proposed(_flags),
        30,
    ),
    Column(
        gettext_lazy("Locked"),
        gettext_lazy("Yes: the two stay together in every new run of this round."),
        proposed(lambda row: _("Yes") if row.is_locked else _("No")),
        8,
    ),
    Column(
        gettext_lazy("Decision"),
        gettext_lazy("What the reviewers made of the proposal."),
        proposed(lambda row: row.get_decision_display()),
        14,
    ),
    Column(
        gettext_lazy("Decided by"),
        gettext_lazy("Who decided; empty while nobody has."),
        proposed(_decided_by),
        22,
    ),
    Column(
        gettext_lazy("Decided at"),
        gettext_lazy("When, in the time zone the heading names."),
        proposed(lambda row: row.decided_at),
        28,
        is_time=True,
    ),
    Column(
        gettext_lazy("Reason"),
        gettext_lazy("The reviewer's words, for the program team only."),
        proposed(lambda row: row.reason),
        40,
    ),
    Column(
        gettext_lazy("Pair"),
        gettext_lazy("What became of the two after Publish; empty before it."),
        _pair,
        20,
    ),
)
