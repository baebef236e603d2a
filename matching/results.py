"""Writing what a run found, all at once. Decisions on unchanged pairs stay, a mentee's new mentor
asks for a new decision, and the trail keeps what was said before."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from matching import emails_pairing, rounds
from matching.lease import Lease, LostLeaseError
from matching.models import PairRule, Proposal, ProposalEvent, Round, Run, Unmatched
from matching.proposing import LeftOver, Proposed

FOUND = ("run", "mentor", "score", "maximum", "parts", "reasons", "rank", "options", "flags")
DECIDED = ("is_locked", "decision", "decided_by", "decided_at", "reason")
BATCH = 500
PENDING = Proposal.Decision.PENDING


@dataclass(frozen=True)
class Outcome:
    """`kept` are the (mentee, mentor) enrollments whose lock or approval the engine held."""

    proposals: list[Proposed]
    left_over: list[LeftOver]
    maximum: int
    kept: set[tuple[int, int]]


def write(lease: Lease, outcome: Outcome, receipt: dict[str, Any]) -> None:
    """One transaction, fenced by the lease; LostLeaseError leaves nothing behind."""
    run = lease.run
    with transaction.atomic():
        round_ = rounds.locked(run.round_id)
        done = lease.rows().update(
            state=Run.State.DONE,
            stage="",
            percent=100,
            receipt=receipt,
            finished_at=timezone.now(),
        )
        if not done:
            raise LostLeaseError
        _merge(round_, run, outcome)
        Unmatched.objects.bulk_create(
            [
                Unmatched(run=run, mentee_id=left.mentee, cause=left.cause, facts=left.facts)
                for left in outcome.left_over
            ],
            batch_size=BATCH,
        )
        Round.objects.filter(pk=round_.pk).update(version=F("version") + 1)
        emails_pairing.review_ready(run)


def _merge(round_: Round, run: Run, outcome: Outcome) -> None:
    before = {row.mentee_id: row for row in Proposal.objects.filter(round=round_)}
    locked = _locked(round_)
    rows = [
        _proposal(round_, run, found, outcome, before.get(found.mentee), locked)
        for found in outcome.proposals
    ]
    matched = {found.mentee for found in outcome.proposals}
    left = {found.mentee for found in outcome.left_over}
    gone = [
        row
        for mentee, row in before.items()
        if mentee not in matched
        and not (row.decision == Proposal.Decision.REJECTED and mentee in left)
    ]
    _note_lost_approvals(before, rows, gone)
    Proposal.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Proposal.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["round", "mentee"],
        update_fields=[*FOUND, *DECIDED],
    )


def _proposal(
    round_: Round,
    run: Run,
    found: Proposed,
    outcome: Outcome,
    before: Proposal | None,
    locked: set[tuple[int, int]],
) -> Proposal:
    row = Proposal(
        round=round_,
        run=run,
        mentor_id=found.mentor,
        mentee_id=found.mentee,
        score=found.score,
        maximum=outcome.maximum,
        parts=found.parts,
        reasons=found.reasons,
        rank=found.rank,
        options=found.options,
        flags=found.flags,
        is_locked=(found.mentee, found.mentor) in locked,
    )
    if before and before.mentor_id == found.mentor and (found.mentee, found.mentor) in outcome.kept:
        for name in ("decision", "decided_by_id", "decided_at", "reason"):
            setattr(row, name, getattr(before, name))
    return row


def _locked(round_: Round) -> set[tuple[int, int]]:
    """(mentee, mentor) enrollments HR holds together."""
    rules = PairRule.objects.filter(program=round_.program_id, kind=PairRule.Kind.LOCK)
    rules = rules.filter(round__isnull=True) | rules.filter(round=round_)
    people = set(rules.values_list("mentee_id", "mentor_id"))
    mentees = dict(round_.program.enrollments.mentees().values_list("profile_id", "pk"))
    mentors = dict(round_.program.enrollments.mentors().values_list("profile_id", "pk"))
    return {
        (mentees[mentee], mentors[mentor])
        for mentee, mentor in people
        if mentee in mentees and mentor in mentors
    }


def _note_lost_approvals(
    before: dict[int, Proposal], rows: list[Proposal], gone: list[Proposal]
) -> None:
    """An approval that could not hold is never lost silently."""
    now_approved = {
        (row.mentee_id, row.mentor_id) for row in rows if row.decision == Proposal.Decision.APPROVED
    }
    lost = [
        row
        for row in before.values()
        if row.decision == Proposal.Decision.APPROVED
        and (row.mentee_id, row.mentor_id) not in now_approved
    ]
    ProposalEvent.objects.bulk_create(
        [
            ProposalEvent(
                round_id=row.round_id,
                mentor_id=row.mentor_id,
                mentee_id=row.mentee_id,
                action="return",
                before=Proposal.Decision.APPROVED,
                after="" if row in gone else PENDING,
            )
            for row in lost
        ]
    )
