"""Changes as a reader sees them: names instead of numbers, the old answer beside a changed pair.
Pairs of the reader's own are left out, as on every page of a review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching import decided, trail
from matching.lab import pair_lists
from matching.lab.changes import Change, Kind, between
from matching.lab.pair_lists import Place
from matching.models import Enrollment, LabPolicy, Proposal, ProposalEvent, Round
from profiles.models import User

Text = str | Promise
LABELS: dict[str, Text] = {
    Kind.GONE: gettext_lazy("Gone"),
    Kind.MENTOR: gettext_lazy("New mentor"),
    Kind.NEW: gettext_lazy("New"),
    Kind.FIT: gettext_lazy("Fit ±5"),
    Kind.SAME: gettext_lazy("Same"),
}
ANSWERS: dict[str, Text] = {
    Proposal.Decision.APPROVED: gettext_lazy("Approved by %(who)s"),
    Proposal.Decision.REJECTED: gettext_lazy("Rejected by %(who)s"),
}


@dataclass(frozen=True)
class Row:
    change: Change
    mentee: str
    before: str
    after: str
    answer: str

    @property
    def label(self) -> Text:
        return LABELS[self.change.kind]


def without_own(found: Iterable[Change], user: User) -> list[Change]:
    own = set(Enrollment.objects.filter(profile__user=user).values_list("pk", flat=True))
    return [one for one in found if own.isdisjoint({one.mentee, *one.mentors})]


def rows(round_: Round, found: Sequence[Change]) -> list[Row]:
    """Of one page: two queries, however long."""
    named = _names({pk for one in found for pk in (one.mentee, *one.mentors)})
    answers = _answers(round_, {one.mentee for one in found})
    return [
        Row(
            change=one,
            mentee=_name(named, one.mentee),
            before=_mentor(named, one.before),
            after=_mentor(named, one.after),
            answer=answers.get((one.mentee, one.before.mentor), "") if one.before else "",
        )
        for one in found
    ]


def _names(enrollments: set[int]) -> dict[int, str]:
    rows = Enrollment.objects.filter(pk__in=enrollments)
    return dict(rows.values_list("pk", "profile__name"))


def _name(named: Mapping[int, str], enrollment: int) -> str:
    return named.get(enrollment) or _("Somebody who has left")


def _mentor(named: Mapping[int, str], place: Place | None) -> str:
    return _name(named, place.mentor) if place else _("No match")


def _answers(round_: Round, mentees: set[int]) -> dict[tuple[int, int], str]:
    """(mentee, mentor) → the last answer to the two in this round, where it still stands."""
    events = ProposalEvent.objects.filter(
        round=round_, mentee__in=mentees, action__in=trail.DECISIONS
    )
    latest = events.order_by("mentor_id", "mentee_id", "-pk").distinct("mentor_id", "mentee_id")
    return {
        (event.mentee_id, event.mentor_id): _answer(event)
        for event in latest.select_related("actor__profile")
        if event.after in ANSWERS
    }


def old_answer(proposal: Proposal) -> str:
    """What was said to the mentee's last pair, where a run has put somebody else in its place.

    "With Ada Obi: Approved by Hana Suzuki"
    """
    if "changed" not in proposal.flags:
        return ""
    events = ProposalEvent.objects.filter(
        round=proposal.round_id, mentee=proposal.mentee_id, action__in=trail.DECISIONS
    ).exclude(mentor=proposal.mentor_id)
    newest = events.select_related("actor__profile", "mentor__profile").order_by("-pk").first()
    if newest is None or newest.after not in ANSWERS:
        return ""
    return _("With %(mentor)s: %(answer)s") % {
        "mentor": newest.mentor.profile.name,
        "answer": _answer(newest),
    }


def _answer(event: ProposalEvent) -> str:
    who = decided.name_of(event.actor) if event.actor else _("somebody")
    said = str(ANSWERS[event.after]) % {"who": who}
    return f"{said}: {event.reason}" if event.reason else said


@dataclass(frozen=True)
class Move:
    """One mentee across the columns."""

    mentee: str
    places: list["Cell"]


@dataclass(frozen=True)
class Cell:
    """`fit` is None for nobody; `is_same`: as in the live result."""

    mentor: str
    fit: int | None
    is_same: bool


MOST_MOVES = 8


def side_by_side(columns: Sequence[LabPolicy], user: User) -> list[Move]:
    """The mentees for whom the policies differ most, under every policy that has a result."""
    read = [pair_lists.read(column) for column in columns if column.result]
    found: dict[int, Change] = {}
    for after in read[1:]:
        for one in between(read[0], after):
            if one.kind != Kind.SAME and abs(one.step) >= abs(found.get(one.mentee, one).step):
                found[one.mentee] = one
    shown = without_own(found.values(), user)
    shown = sorted(shown, key=lambda one: (-abs(one.step), one.mentee))[:MOST_MOVES]
    named = _names({pk for one in shown for pk in _everyone(one.mentee, read)})
    return [
        Move(
            _name(named, one.mentee),
            _in_columns(named, [places.get(one.mentee) for places in read]),
        )
        for one in shown
    ]


def _everyone(mentee: int, read: Sequence[Mapping[int, Place]]) -> set[int]:
    return {mentee, *(places[mentee].mentor for places in read if mentee in places)}


def _in_columns(named: Mapping[int, str], places: Sequence[Place | None]) -> list[Cell]:
    live = places[0].mentor if places[0] else 0
    return [
        Cell(_name(named, place.mentor), place.fit, number > 0 and place.mentor == live)
        if place and place.is_matched
        else Cell(_("No match"), None, number > 0 and not live)
        for number, place in enumerate(places)
    ]
