"""HR's decisions about proposals: each one conditional, written to the trail and the audit, and
undoable until Publish.

Two reviewers at once: the round's row is locked while one decides, the second finds the decision
made and learns by whom (`AlreadyDecidedError`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import flags, rounds, trail
from matching.models import PairRule, Proposal, ProposalEvent, Round
from matching.models.rounds import ProposalQuerySet
from profiles import audit
from profiles.models import User

Decision = Proposal.Decision


class AlreadyDecidedError(Exception):
    """Somebody was faster; `proposal` says who and what."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(said_by(proposal))
        self.proposal = proposal


@dataclass(frozen=True)
class Bulk:
    """How many were approved, and how many High rows wait for a look of their own."""

    approved: int
    skipped: int


def said_by(proposal: Proposal) -> str:
    """ "Hana Suzuki has approved this pair." """
    who = name_of(proposal.decided_by)
    if proposal.decision == Decision.APPROVED:
        return _("%(who)s has approved this pair.") % {"who": who}
    if proposal.decision == Decision.REJECTED:
        return _("%(who)s has rejected this pair.") % {"who": who}
    return _("This pair is open for a decision again.")


def name_of(user: User | None) -> str:
    profile = getattr(user, "profile", None)
    return str(profile) if profile else _("Somebody")


def approve(proposal: Proposal, *, by: User, now: datetime | None = None) -> None:
    with _deciding(proposal) as row:
        _expect(row, Decision.PENDING)
        _decide(row, "approve", Decision.APPROVED, by=by, now=now)


def reject(proposal: Proposal, *, by: User, reason: str, now: datetime | None = None) -> None:
    """The mentee goes back to the pool; a re-run will not bring this pair again."""
    with _deciding(proposal) as row:
        _expect(row, Decision.PENDING)
        _unlock(row)
        _decide(row, "reject", Decision.REJECTED, by=by, reason=reason, now=now)


def forbid(
    proposal: Proposal, *, by: User, scope: str, reason: str, now: datetime | None = None
) -> None:
    """Keep the two apart, in this round or always; the proposal is rejected by it."""
    with _deciding(proposal) as row:
        if row.decision == Decision.REJECTED:
            raise AlreadyDecidedError(row)
        _unlock(row)
        _rule(row, PairRule.Kind.FORBID, scope=scope, reason=reason, by=by)
        _decide(row, "forbid", Decision.REJECTED, by=by, reason=reason, now=now)


def undo(proposal: Proposal, *, by: User) -> None:
    """Back to undecided. What this round's decision forbade is allowed again."""
    with _deciding(proposal) as row:
        if row.decision == Decision.PENDING:
            raise AlreadyDecidedError(row)
        rules = _rules(row).filter(kind=PairRule.Kind.FORBID)
        last = trail.of(row).filter(action__in=trail.DECISIONS).first()
        if last and last.action == "forbid":
            rules.delete()
        before, row.decision = row.decision, Decision.PENDING
        row.decided_by, row.decided_at, row.reason = None, None, ""
        row.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
        _remember(row, "undo", before=before, after=Decision.PENDING, by=by)


def lock(proposal: Proposal, *, by: User) -> None:
    """Keep these two together in every re-run; nothing is decided by it."""
    with _deciding(proposal) as row:
        if row.decision == Decision.REJECTED:
            raise AlreadyDecidedError(row)
        if row.is_locked:
            return
        row.is_locked = True
        row.save(update_fields=["is_locked"])
        _rule(row, PairRule.Kind.LOCK, scope=PairRule.Scope.ROUND, reason="", by=by)
        _remember(row, "lock", before=row.decision, after=row.decision, by=by)


def unlock(proposal: Proposal, *, by: User) -> None:
    with _deciding(proposal) as row:
        if not row.is_locked:
            return
        _unlock(row)
        _remember(row, "unlock", before=row.decision, after=row.decision, by=by)


def approve_all(
    round_: Round, chosen: ProposalQuerySet, *, by: User, now: datetime | None = None
) -> Bulk:
    """Approve the undecided of a selection, except those with a High flag."""
    with rounds.under_review(round_.pk):
        undecided = chosen.filter(round=round_).undecided()
        risky = undecided.filter(flags__has_any_keys=list(flags.HIGH))
        skipped = risky.count()
        rows = list(undecided.exclude(flags__has_any_keys=list(flags.HIGH)))
        at = now or timezone.now()
        Proposal.objects.filter(pk__in=[row.pk for row in rows]).update(
            decision=Decision.APPROVED, decided_by=by, decided_at=at, reason=""
        )
        ProposalEvent.objects.bulk_create(
            [
                ProposalEvent(
                    round_id=row.round_id,
                    mentor_id=row.mentor_id,
                    mentee_id=row.mentee_id,
                    action="approve",
                    before=Decision.PENDING,
                    after=Decision.APPROVED,
                    actor=by,
                )
                for row in rows
            ]
        )
        audit.record("proposals.approved", round_, by=by, data={"ids": [row.pk for row in rows]})
    return Bulk(len(rows), skipped)


@contextmanager
def _deciding(proposal: Proposal) -> Iterator[Proposal]:
    """The proposal as it is now, with its round held; afterwards the caller's copy is fresh."""
    with rounds.under_review(proposal.round_id):
        rows = Proposal.objects.with_people().select_related("decided_by__profile")
        row = rows.filter(pk=proposal.pk, mentor=proposal.mentor_id).first()
        if row is None:
            raise rounds.RoundRefusedError(
                _("This pair is no longer proposed: the round was matched again.")
            )
        yield row
    proposal.refresh_from_db()


def _expect(row: Proposal, decision: str) -> None:
    if row.decision != decision:
        raise AlreadyDecidedError(row)


def _decide(
    row: Proposal, action: str, decision: str, *, by: User, reason: str = "", now: datetime | None
) -> None:
    before, row.decision = row.decision, decision
    row.decided_by, row.decided_at, row.reason = by, now or timezone.now(), reason[:500]
    row.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
    _remember(row, action, before=before, after=decision, by=by, reason=reason[:500])


def _remember(
    row: Proposal, action: str, *, before: str, after: str, by: User, reason: str = ""
) -> None:
    trail.note(row, action, by=by, before=before, after=after, reason=reason)
    audit.record(f"proposal.{action}", row, by=by, reason=reason)


def _unlock(row: Proposal) -> None:
    _rules(row).filter(kind=PairRule.Kind.LOCK).delete()
    if row.is_locked:
        row.is_locked = False
        row.save(update_fields=["is_locked"])


def _rules(row: Proposal) -> QuerySet[PairRule]:
    return PairRule.objects.filter(
        program_id=row.mentor.program_id,
        mentor_id=row.mentor.profile_id,
        mentee_id=row.mentee.profile_id,
    )


def _rule(row: Proposal, kind: str, *, scope: str, reason: str, by: User) -> None:
    PairRule.objects.update_or_create(
        program_id=row.mentor.program_id,
        round=row.round if scope == PairRule.Scope.ROUND else None,
        mentor_id=row.mentor.profile_id,
        mentee_id=row.mentee.profile_id,
        defaults={"kind": kind, "scope": scope, "reason": reason[:500], "author": by},
    )
