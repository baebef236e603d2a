"""What HR decided in a round, pair by pair. The trail outlives the proposal it was made on: a
re-run may replace a proposal, but never forgets that its pair was turned down."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from matching.models import Proposal, ProposalEvent, Round
from profiles.models import User

REJECTED = Proposal.Decision.REJECTED.value
# Actions that leave a decision behind them; locks and notes do not.
DECISIONS = ("approve", "reject", "forbid", "undo")
COPY = (
    "COPY matching_proposalevent (round_id, mentor_id, mentee_id, before, after, action, reason,"
    " actor_id, at) FROM STDIN"
)


def note(
    proposal: Proposal, action: str, *, by: User | None, before: str, after: str, reason: str = ""
) -> ProposalEvent:
    return ProposalEvent.objects.create(
        round_id=proposal.round_id,
        mentor_id=proposal.mentor_id,
        mentee_id=proposal.mentee_id,
        action=action,
        before=before,
        after=after,
        reason=reason,
        actor=by,
    )


class Event(NamedTuple):
    """One pair of many: enrollments, and the decision before and after."""

    mentor: int
    mentee: int
    before: str
    after: str


def note_all(
    round_: Round, action: str, events: Iterable[Event], *, by: User | None, reason: str = ""
) -> None:
    """The same act on thousands of pairs, copied in: a page waits for it."""
    at = timezone.now()
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for one in events:
            copy.write_row((round_.pk, *one, action, reason, by.pk if by else None, at))


def of(proposal: Proposal) -> QuerySet[ProposalEvent]:
    """The decisions about these two people in this round, newest first."""
    events = ProposalEvent.objects.filter(
        round=proposal.round_id, mentor=proposal.mentor_id, mentee=proposal.mentee_id
    )
    return events.select_related("actor__profile").order_by("-pk")


def since(round_: Round, event_id: int) -> QuerySet[ProposalEvent]:
    events = ProposalEvent.objects.filter(round=round_, pk__gt=event_id)
    return events.select_related("actor__profile", "mentor__profile", "mentee__profile")


def newest(round_: Round) -> int:
    """Number of the latest event, 0 before the first."""
    event = ProposalEvent.objects.filter(round=round_).order_by("pk").last()
    return event.pk if event else 0


def rejected(round_: Round) -> list[tuple[int, int]]:
    """(mentee, mentor) enrollments whose latest decision in this round was a no."""
    return list(turned_down(round_).values_list("mentee_id", "mentor_id"))


def turned_down(round_: Round) -> QuerySet[ProposalEvent]:
    """The decisions behind them."""
    return ProposalEvent.objects.filter(pk__in=latest(round_).values("pk"), after=REJECTED)


def latest(round_: Round) -> QuerySet[ProposalEvent]:
    """The last decision on every pair that was ever decided in this round."""
    events = ProposalEvent.objects.filter(round=round_, action__in=DECISIONS)
    return events.order_by("mentor_id", "mentee_id", "-pk").distinct("mentor_id", "mentee_id")
