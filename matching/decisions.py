"""HR's decisions about proposals: each one conditional, written to the trail and the audit, kept as
a step (`matching.console.steps`) that can be taken back until Publish.

Two reviewers at once: the round's row is locked while one decides, the second finds the decision
made and learns by whom (`AlreadyDecidedError`). What gives people other mentors is in
`matching.console.edits`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from matching import flags, rounds, trail
from matching.console import states, steps
from matching.decided import name_of, said_by
from matching.models import PairRule, Proposal, ReviewStep, Round
from matching.models.rounds import Decided, ProposalQuerySet
from profiles import audit
from profiles.models import User

__all__ = ["AlreadyDecidedError", "Bulk", "name_of", "said_by"]
Decision = Proposal.Decision
Kind = ReviewStep.Kind


class AlreadyDecidedError(Exception):
    """Somebody was faster; `proposal` says who and what."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(said_by(proposal))
        self.proposal = proposal


@dataclass(frozen=True)
class Bulk:
    """How many were decided, how many High rows wait for a look of their own, and the step."""

    approved: int
    skipped: int
    step: ReviewStep | None = None


def approve(proposal: Proposal, *, by: User, now: datetime | None = None) -> ReviewStep:
    with _deciding(proposal) as row:
        _expect(row, Decision.PENDING)
        return _decide(row, Kind.APPROVE, Decision.APPROVED, by=by, now=now)


def reject(proposal: Proposal, *, by: User, reason: str, now: datetime | None = None) -> ReviewStep:
    """The mentee goes back to the pool; a re-run will not bring this pair again."""
    with _deciding(proposal) as row:
        _expect(row, Decision.PENDING)
        return _decide(row, Kind.REJECT, Decision.REJECTED, by=by, reason=reason, now=now)


def undo(proposal: Proposal, *, by: User) -> ReviewStep:
    """Back to undecided, whoever decided. What this round's decision forbade is allowed again."""
    with _deciding(proposal) as row:
        if row.decision == Decision.PENDING:
            raise AlreadyDecidedError(row)
        before, rules = states.short(row), []
        last = trail.of(row).filter(action__in=trail.DECISIONS).first()
        if last and last.action == "forbid":
            rules = _drop_rules(row, PairRule.Kind.FORBID)
        was, row.decision = row.decision, Decision.PENDING
        row.decided_by, row.decided_at, row.reason = None, None, ""
        row.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
        _remember(row, "undo", before=was, after=Decision.PENDING, by=by)
        return _step(row, Kind.REOPEN, before, by=by, rules=rules)


def lock(proposal: Proposal, *, by: User) -> ReviewStep | None:
    """Keep these two together in every re-run; nothing is decided by it. None: they are."""
    with _deciding(proposal) as row:
        if row.decision == Decision.REJECTED:
            raise AlreadyDecidedError(row)
        if row.is_locked:
            return None
        before, row.is_locked = states.short(row), True
        row.save(update_fields=["is_locked"])
        rule = _lock_rule(row, by=by)
        steps.write_rules([rule])
        _remember(row, "lock", before=row.decision, after=row.decision, by=by)
        return _step(row, Kind.LOCK, before, by=by, rules=steps.rule_change(rule, after=True))


def unlock(proposal: Proposal, *, by: User) -> ReviewStep | None:
    with _deciding(proposal) as row:
        if not row.is_locked:
            return None
        before = states.short(row)
        rules = _unlock(row)
        _remember(row, "unlock", before=row.decision, after=row.decision, by=by)
        return _step(row, Kind.UNLOCK, before, by=by, rules=rules)


def approve_all(
    round_: Round, chosen: ProposalQuerySet, *, by: User, now: datetime | None = None
) -> Bulk:
    """Approve the undecided of a selection, except those with a High flag."""
    risky = {"flags__has_any_keys": list(flags.HIGH)}
    with rounds.under_review(round_.pk):
        undecided = chosen.filter(round=round_).undecided()
        skipped = undecided.filter(**risky).count()
        rows = undecided.exclude(**risky).states()
        step = _decide_all(round_, rows, Kind.APPROVE, Decision.APPROVED, by=by, now=now)
    return Bulk(len(rows), skipped, step)


def reject_all(
    round_: Round,
    chosen: ProposalQuerySet,
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> Bulk:
    """Reject the undecided of a selection for one reason; locked ones are left as they are."""
    with rounds.under_review(round_.pk):
        undecided = chosen.filter(round=round_).undecided()
        skipped = undecided.filter(is_locked=True).count()
        rows = undecided.filter(is_locked=False).states()
        step = _decide_all(
            round_, rows, Kind.REJECT, Decision.REJECTED, by=by, reason=reason, now=now
        )
    return Bulk(len(rows), skipped, step)


def lock_all(round_: Round, chosen: ProposalQuerySet, *, by: User) -> Bulk:
    """Lock everything of a selection that is not rejected."""
    with rounds.under_review(round_.pk):
        open_ = chosen.filter(round=round_, is_locked=False).exclude(decision=Decision.REJECTED)
        rows, changes = list(open_.with_people()), []
        for row in rows:
            before, row.is_locked = states.short(row), True
            changes.append(_change(row, before))
        locks = [_lock_rule(row, by=by) for row in rows]
        steps.write_rules(locks)
        rules = [change for rule in locks for change in steps.rule_change(rule, after=True)]
        Proposal.objects.filter(pk__in=[row.pk for row in rows]).update(is_locked=True)
        _note_all(round_, Kind.LOCK, rows, by=by)
        audit.record("proposals.locked", round_, by=by, data={"ids": [row.pk for row in rows]})
        step = steps.record(round_, Kind.LOCK, changes, by=by, rules=rules) if rows else None
    return Bulk(len(rows), 0, step)


def _decide_all(
    round_: Round,
    rows: list[Decided],
    kind: str,
    decision: str,
    *,
    by: User,
    now: datetime | None,
    reason: str = "",
) -> ReviewStep | None:
    if not rows:
        return None
    at, ids = now or timezone.now(), [row.pk for row in rows]
    why = reason[:500]
    Proposal.objects.filter(pk__in=ids).update(
        decision=decision, decided_by=by, decided_at=at, reason=why
    )
    _note_all(round_, kind, rows, decision, by=by, reason=why)
    audit.record(f"proposals.{decision}", round_, by=by, reason=reason, data={"ids": ids})
    changes = [
        _became(
            row, row._replace(decision=decision, decided_by_id=by.pk, decided_at=at, reason=why)
        )
        for row in rows
    ]
    if len(rows) == 1:
        changes[0]["people"] = steps.people(Proposal.objects.with_people().get(pk=ids[0]))
    return steps.record(round_, kind, changes, by=by, reason=reason)


def _became(row: Decided, after: Decided) -> dict[str, object]:
    return states.change(row.mentee_id, states.short(row), states.short(after))


def _note_all(
    round_: Round,
    kind: str,
    rows: Iterable[Decided | Proposal],
    after: str | None = None,
    *,
    by: User,
    reason: str = "",
) -> None:
    """`after` None: the decisions stay what they are."""
    events = [
        trail.Event(row.mentor_id, row.mentee_id, row.decision, after or row.decision)
        for row in rows
    ]
    trail.note_all(round_, kind, events, by=by, reason=reason)


@contextmanager
def _deciding(proposal: Proposal) -> Iterator[Proposal]:
    """The proposal as it is now, with its round held; afterwards the caller's copy is fresh."""
    with rounds.under_review(proposal.round_id):
        row = as_it_is(proposal)
        yield row
    for name in states.DECIDED:
        setattr(proposal, name, getattr(row, name))


def as_it_is(proposal: Proposal) -> Proposal:
    """RoundRefusedError when the mentee has another proposal by now."""
    rows = Proposal.objects.with_people().select_related("decided_by__profile", "round")
    row = rows.filter(pk=proposal.pk, mentor=proposal.mentor_id).first()
    if row is None:
        raise rounds.RoundRefusedError(
            _("This pair is no longer proposed: the mentee has another mentor or none by now.")
        )
    return row


def _expect(row: Proposal, decision: str) -> None:
    if row.decision != decision:
        raise AlreadyDecidedError(row)


def _decide(
    row: Proposal, kind: str, decision: str, *, by: User, reason: str = "", now: datetime | None
) -> ReviewStep:
    before = states.short(row)
    rules = _unlock(row) if decision == Decision.REJECTED else []
    row.decision = decision
    row.decided_by, row.decided_at, row.reason = by, now or timezone.now(), reason[:500]
    row.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
    _remember(row, kind, before=before["decision"], after=decision, by=by, reason=reason[:500])
    return _step(row, kind, before, by=by, rules=rules, reason=reason)


def _step(
    row: Proposal,
    kind: str,
    before: states.State,
    *,
    by: User,
    rules: list[dict[str, object]],
    reason: str = "",
) -> ReviewStep:
    return steps.record(row.round, kind, [_change(row, before)], by=by, rules=rules, reason=reason)


def _change(row: Proposal, before: states.State) -> dict[str, object]:
    found = states.change(row.mentee_id, before, states.short(row))
    return {**found, "people": steps.people(row)}


def _remember(
    row: Proposal, action: str, *, before: str, after: str, by: User, reason: str = ""
) -> None:
    trail.note(row, action, by=by, before=before, after=after, reason=reason)
    audit.record(f"proposal.{action}", row, by=by, reason=reason)


def _unlock(row: Proposal) -> list[dict[str, object]]:
    """Take the lock away; the rules that went with it."""
    gone = _drop_rules(row, PairRule.Kind.LOCK)
    if row.is_locked:
        row.is_locked = False
        row.save(update_fields=["is_locked"])
    return gone


def _drop_rules(row: Proposal, kind: str) -> list[dict[str, object]]:
    rules = PairRule.objects.filter(
        program_id=row.mentor.program_id,
        mentor_id=row.mentor.profile_id,
        mentee_id=row.mentee.profile_id,
        kind=kind,
    )
    gone = [change for rule in rules for change in steps.rule_change(rule, after=False)]
    rules.delete()
    return gone


def _lock_rule(row: Proposal, *, by: User) -> PairRule:
    return PairRule(
        program_id=row.mentor.program_id,
        round_id=row.round_id,
        mentor_id=row.mentor.profile_id,
        mentee_id=row.mentee.profile_id,
        kind=PairRule.Kind.LOCK,
        scope=PairRule.Scope.ROUND,
        author=by,
    )
