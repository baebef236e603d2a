"""The lines of a round's export, read in pieces: every proposal with the state of its pair, then
the pairs that came without one (the next best after a mentor's "Not now").

Nobody exports a match of their own, as nobody reviews it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery

from matching.access import reviewable
from matching.models import Pair, Proposal, Round
from matching.models.pairs import PairQuerySet
from matching.models.rounds import ProposalQuerySet
from profiles.models import Profile, User

PIECE = 500


@dataclass(frozen=True)
class Line:
    """Two people, what was proposed about them and what became of it; either may be missing."""

    mentee: Profile
    mentor: Profile
    proposal: Proposal | None
    pair_state: str


def of(round_: Round, *, reader: User) -> Iterator[Line]:
    for proposal in _proposals(round_, reader).iterator(chunk_size=PIECE):
        state = getattr(proposal, "pair_state", None) or ""
        yield Line(proposal.mentee.profile, proposal.mentor.profile, proposal, state)
    for pair in _without_proposal(round_, reader).iterator(chunk_size=PIECE):
        yield Line(pair.mentee, pair.mentor, None, pair.state)


def count(round_: Round, *, reader: User) -> int:
    return reviewable(reader, round_).count() + _without_proposal(round_, reader).count()


def _proposals(round_: Round, reader: User) -> ProposalQuerySet:
    pairs = _told().filter(
        round=OuterRef("round"),
        mentor_enrollment=OuterRef("mentor"),
        mentee_enrollment=OuterRef("mentee"),
    )
    state = Subquery(pairs.order_by("-pk").values("state")[:1])
    rows = reviewable(reader, round_).with_people().select_related("decided_by__profile")
    ordered = rows.defer("parts", "reasons").order_by("mentee__profile__name", "pk")
    return ordered.annotate(pair_state=state)


def _without_proposal(round_: Round, reader: User) -> PairQuerySet:
    proposed = Proposal.objects.filter(
        round=OuterRef("round"),
        mentor=OuterRef("mentor_enrollment"),
        mentee=OuterRef("mentee_enrollment"),
    )
    rows = _told().filter(round=round_).exclude(Exists(proposed))
    rows = rows.exclude(Q(mentor__user=reader) | Q(mentee__user=reader))
    return rows.select_related("mentor", "mentee").order_by("mentee__name", "pk")


def _told() -> PairQuerySet:
    """A recalled pair was never told to anybody: it is as if it had not been."""
    return Pair.objects.exclude(state=Pair.State.RECALLED)
