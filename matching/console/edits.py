"""Edits that give people other mentors: swap, force, keep apart. Each is priced before it is made,
and proved again when it is.

    preview(proposal, "swap", mentor, now=now)          # nothing is written
    swap(proposal, mentor, by=user, now=now)            # staged; steps.undo takes it back

The chosen pair counts as approved, so that the edits after it leave it alone; whoever moves to make
room waits for a decision.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from matching import decisions, policies, rounds
from matching.console import effect, staging, standing
from matching.console.effect import Effect, Ints
from matching.console.staging import Staged
from matching.console.standing import NoStandingError, Standing
from matching.engine import LockConflict
from matching.models import Enrollment, PairRule, Proposal, ReviewStep, Run
from matching.rulebook import HARD
from profiles.models import User

Kind = ReviewStep.Kind
KINDS = ("swap", "force", "forbid", "lock")


@dataclass(frozen=True)
class Preview:
    """What an edit would do: `refusal` says why it cannot be, `lines` are what to know beside the
    effect, `totals` the round afterwards."""

    title: str
    effect: Effect | None
    lines: list[str]
    can_do: bool
    refusal: str
    totals: list[str]


@dataclass(frozen=True)
class _Plan:
    """An edit worked out, or the words that refuse it."""

    standing: Standing | None = None
    after: Ints | None = None
    broken: list[str] = field(default_factory=list)
    refusal: str = ""


def preview(
    proposal: Proposal,
    kind: str,
    mentor: Enrollment | None,
    *,
    now: datetime,
    run: Run | None = None,
) -> Preview:
    """`kind` is one of KINDS; `mentor` the one to give, for swap and force."""
    plan = _planned(proposal, kind, mentor, now=now, run=run)
    title = _title(proposal, kind, mentor)
    if plan.refusal or plan.standing is None or plan.after is None:
        return Preview(title, None, [], False, plan.refusal, [])
    change = effect.of(plan.standing, plan.after, first=plan.standing.own)
    lines = [str(policies.BROKEN[rule]) for rule in plan.broken]
    return Preview(title, change, lines, True, "", staging.totals(plan.standing, plan.after))


def swap(proposal: Proposal, mentor: Enrollment, *, by: User, now: datetime) -> Staged:
    """Give the mentee this mentor. RoundRefusedError says why that cannot be."""
    with rounds.under_review(proposal.round_id):
        row = decisions.as_it_is(proposal)
        plan = _planned(row, "swap", mentor, now=now, fresh=True)
        return _stage(row, plan, Kind.SWAP, by=by, now=now)


def force(
    proposal: Proposal, mentor: Enrollment, *, by: User, reason: str, now: datetime
) -> Staged:
    """Give the mentee this mentor although a rule that HR may change stands between them; they stay
    together in every new run of the round."""
    with rounds.under_review(proposal.round_id):
        row = decisions.as_it_is(proposal)
        plan = _planned(row, "force", mentor, now=now, fresh=True)
        rules = []
        if not plan.refusal and plan.broken:
            rules = [_rule(row, mentor, PairRule.Kind.LOCK, "round", reason, by, override=True)]
        return _stage(row, plan, Kind.FORCE, by=by, now=now, reason=reason, rules=rules)


def forbid(proposal: Proposal, *, by: User, scope: str, reason: str, now: datetime) -> Staged:
    """Keep the two apart, in this round or always; the mentee gets the next best at once."""
    with rounds.under_review(proposal.round_id):
        row = decisions.as_it_is(proposal)
        plan = _planned(row, "forbid", None, now=now, fresh=True)
        rules = []
        if not plan.refusal:
            rules = [_rule(row, row.mentor, PairRule.Kind.FORBID, scope, reason, by)]
        return _stage(row, plan, Kind.FORBID, by=by, now=now, reason=reason, rules=rules)


def _planned(
    proposal: Proposal,
    kind: str,
    mentor: Enrollment | None,
    *,
    now: datetime,
    fresh: bool = False,
    run: Run | None = None,
) -> _Plan:
    round_, subject = proposal.round, proposal.mentee_id
    try:
        found = standing.of(round_, now=now, subject=subject, fresh=fresh, run=run)
    except NoStandingError as error:
        return _Plan(refusal=str(error))
    if found.own is None:
        return _Plan(refusal=_absent(proposal.mentee))
    current = int(found.plan[found.own])
    if kind == "lock":
        return _Plan(found, found.plan)
    if proposal.is_locked:
        return _Plan(refusal=_("The two are locked together. Unlock them first."))
    if kind == "forbid":
        after = found.plan if current < 0 else found.apart(found.own, current)
        return _Plan(found, after)
    return _given(found, found.own, mentor, kind) if mentor else _Plan(refusal=_("Choose a mentor"))


def _given(found: Standing, own: int, mentor: Enrollment, kind: str) -> _Plan:
    """The mentee gets this mentor."""
    j = found.problem.mentor_place(mentor.pk)
    if j is None:
        return _Plan(refusal=_absent(mentor))
    if j == found.plan[own]:
        return _Plan(refusal=_("%(name)s is the proposal already.") % {"name": mentor.profile.name})
    broken = broken_rules(found, own, j)
    if hard := [rule for rule in broken if rule in HARD]:
        return _Plan(refusal=str(policies.BROKEN[hard[0]]))
    if broken and kind == "swap":
        return _Plan(broken=broken, refusal=" ".join(str(policies.BROKEN[r]) for r in broken))
    try:
        return _Plan(found, found.locked(own, j, override=bool(broken)), broken)
    except LockConflict:
        words = _("Every place of %(name)s is held by a decision. Undo one of them first.")
        return _Plan(refusal=words % {"name": mentor.profile.name})


def broken_rules(found: Standing, i: int, j: int) -> list[str]:
    """Codes of every rule that keeps the two apart, HR's word among them."""
    codes, rows = found.problem.points.blocked(i)
    broken = [code for code, keeps in zip(codes, rows[:, j], strict=True) if keeps]
    if (i, j) in found.forbids and "forbidden" not in broken:
        broken.append("forbidden")
    return broken


def _absent(enrollment: Enrollment) -> str:
    return _("%(name)s takes no part any more.") % {"name": enrollment.profile.name}


def _title(proposal: Proposal, kind: str, mentor: Enrollment | None) -> str:
    values = {
        "mentee": proposal.mentee.profile.first_name,
        "mentor": (mentor or proposal.mentor).profile.first_name,
    }
    words = {
        "swap": _("%(mentee)s with %(mentor)s instead"),
        "force": _("%(mentee)s with %(mentor)s although a rule says no"),
        "forbid": _("Keep %(mentee)s and %(mentor)s apart"),
        "lock": _("Keep %(mentee)s and %(mentor)s together in every new run"),
    }
    return words[kind] % values


def _rule(
    row: Proposal,
    mentor: Enrollment,
    kind: str,
    scope: str,
    reason: str,
    by: User,
    *,
    override: bool = False,
) -> PairRule:
    rule, _is_new = PairRule.objects.update_or_create(
        program_id=mentor.program_id,
        round=row.round if scope == PairRule.Scope.ROUND else None,
        mentor_id=mentor.profile_id,
        mentee_id=row.mentee.profile_id,
        defaults={
            "kind": kind,
            "scope": scope,
            "reason": reason[:500],
            "author": by,
            "is_override": override,
        },
    )
    return rule


def _stage(
    row: Proposal,
    plan: _Plan,
    kind: str,
    *,
    by: User,
    now: datetime,
    reason: str = "",
    rules: list[PairRule] | None = None,
) -> Staged:
    if plan.refusal or plan.standing is None or plan.after is None:
        raise rounds.RoundRefusedError(plan.refusal)
    return staging.write(
        row, plan.standing, plan.after, kind, by=by, now=now, reason=reason, rules=rules or []
    )
