"""Writing what a run found, all at once. Decisions on unchanged pairs stay, a mentee's new mentor
asks for a new decision, and the trail keeps what was said before."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from matching import emails_runs, rounds
from matching.lease import Lease, LostLeaseError
from matching.models import PairRule, Proposal, ProposalEvent, Round, Run, Unmatched
from matching.proposing import LeftOver, Proposed
from matching.spill import Packed

FOUND = (
    *("run", "mentor", "score", "maximum", "parts", "reasons", "flags"),
    *("rank", "options", "mentor_rank", "mentor_options"),
)
DECIDED = ("is_locked", "decision", "decided_by", "decided_at", "reason")
PENDING, APPROVED, REJECTED = (
    Proposal.Decision.PENDING,
    Proposal.Decision.APPROVED,
    Proposal.Decision.REJECTED,
)


@dataclass(frozen=True)
class Outcome:
    """`kept` are the (mentee, mentor) enrollments whose lock or approval the engine held."""

    proposals: Packed[Proposed]
    left_over: Packed[LeftOver]
    maximum: int
    kept: set[tuple[int, int]]


def write(lease: Lease[Run], outcome: Outcome, receipt: dict[str, Any]) -> None:
    """One transaction, fenced by the lease; LostLeaseError leaves nothing behind.

    The round is locked last: until this commits the run still counts as working, so nobody can
    decide anything meanwhile, and those who try are told so without waiting.
    """
    run = lease.run
    with transaction.atomic():
        done = lease.rows().update(
            state=Run.State.DONE,
            stage="",
            percent=100,
            receipt=receipt,
            finished_at=timezone.now(),
        )
        if not done:
            raise LostLeaseError
        left = _write_left_over(run, outcome)
        _merge(run.round, run, outcome, left)
        round_ = rounds.locked(run.round_id)
        Round.objects.filter(pk=round_.pk).update(version=F("version") + 1)
        emails_runs.review_ready(run)


def _write_left_over(run: Run, outcome: Outcome) -> set[int]:
    """The mentees left over."""
    mentees: set[int] = set()
    for block in outcome.left_over.blocks():
        Unmatched.objects.bulk_create(
            [
                Unmatched(run=run, mentee_id=left.mentee, cause=left.cause, facts=left.facts)
                for left in block
            ]
        )
        mentees |= {left.mentee for left in block}
    return mentees


def _merge(round_: Round, run: Run, outcome: Outcome, left: set[int]) -> None:
    decided = Proposal.objects.filter(round=round_).only(
        "round", "mentee", "mentor", "flags", *DECIDED
    )
    before = {row.mentee_id: row for row in decided}
    locked = _locked(round_)
    matched: dict[int, tuple[int, str]] = {}
    for block in outcome.proposals.blocks():
        rows = [
            _proposal(round_, run, found, outcome, before.get(found.mentee), locked)
            for found in block
        ]
        Proposal.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["round", "mentee"],
            update_fields=[*FOUND, *DECIDED],
        )
        matched |= {row.mentee_id: (row.mentor_id, row.decision) for row in rows}
    gone = [row for row in before.values() if row.mentee_id not in matched]
    gone = [row for row in gone if row.decision != REJECTED or row.mentee_id not in left]
    _note_lost_approvals(before, matched, {row.mentee_id for row in gone})
    Proposal.objects.filter(pk__in=[row.pk for row in gone]).delete()


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
        mentor_rank=found.mentor_rank,
        mentor_options=found.mentor_options,
        flags=[*found.flags, *_changed(found, before)],
        is_locked=(found.mentee, found.mentor) in locked,
    )
    if before and before.mentor_id == found.mentor and (found.mentee, found.mentor) in outcome.kept:
        for name in ("decision", "decided_by_id", "decided_at", "reason"):
            setattr(row, name, getattr(before, name))
    return row


def _changed(found: Proposed, before: Proposal | None) -> list[str]:
    """A mentee whose last pair was decided and who now has another mentor needs a look; so it stays
    until somebody has given it."""
    if before is None:
        return []
    is_other = before.mentor_id != found.mentor
    is_news = is_other and before.decision != PENDING
    is_waiting = not is_other and before.decision == PENDING and "changed" in before.flags
    return ["changed"] if is_news or is_waiting else []


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
    before: dict[int, Proposal], matched: dict[int, tuple[int, str]], gone: set[int]
) -> None:
    """An approval that could not hold is never lost silently."""
    lost = [
        row
        for row in before.values()
        if row.decision == APPROVED and matched.get(row.mentee_id) != (row.mentor_id, APPROVED)
    ]
    ProposalEvent.objects.bulk_create(
        ProposalEvent(
            round_id=row.round_id,
            mentor_id=row.mentor_id,
            mentee_id=row.mentee_id,
            action="return",
            before=APPROVED,
            after="" if row.mentee_id in gone else PENDING,
        )
        for row in lost
    )
