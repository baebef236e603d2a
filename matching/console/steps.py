"""The steps of a reviewer: what was done, in order, each of them undone and redone as a whole.

Every decision of `matching.decisions` and every edit of `matching.console.edits` is one step. Undo
takes back the newest step of the same reviewer; what somebody else has changed since is left as it
is and named. Steps are rows, so that a reload, another tab or tomorrow goes on where it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import decided, rounds, trail
from matching.console import sampling, states
from matching.console.states import State
from matching.models import PairRule, Proposal, ReviewStep, Round
from matching.models.rounds import Decided
from profiles import audit
from profiles.models import User

Kind = ReviewStep.Kind
MOST_NAMED = 3
Rows = list[tuple[dict[str, Any], Decided | None]]


@dataclass(frozen=True)
class Said:
    """What the status line says, and which pairs were left as another reviewer has them."""

    text: str
    conflicts: list[str] = field(default_factory=list)
    step: ReviewStep | None = None


def record(
    round_: Round,
    kind: str,
    changes: list[dict[str, Any]],
    *,
    by: User,
    rules: Iterable[dict[str, Any]] = (),
    reason: str = "",
) -> ReviewStep:
    """Inside the transaction of the decision itself."""
    step = ReviewStep.objects.create(
        round=round_, actor=by, kind=kind, changes=changes, rules=list(rules), reason=reason[:500]
    )
    sampling.note(step, by=by, now=timezone.now())
    return step


def last(round_: Round, by: User) -> ReviewStep | None:
    """The step that undo would take back."""
    return _mine(round_, by).filter(undone_at__isnull=True).first()


def next_undone(round_: Round, by: User) -> ReviewStep | None:
    """The step that redo would do again: the oldest undone since the last one that stands."""
    mine = _mine(round_, by)
    stands = mine.filter(undone_at__isnull=True).aggregate(last=Max("pk"))["last"] or 0
    return mine.filter(undone_at__isnull=False, pk__gt=stands).order_by("pk").first()


def can_redo(round_: Round, by: User) -> bool:
    return next_undone(round_, by) is not None


def undo(round_: Round, *, by: User) -> Said | None:
    """Take back the newest step of this reviewer; None when there is nothing to take back."""
    with rounds.under_review(round_.pk) as row:
        step = last(row, by)
        if step is None:
            return None
        said = _write(row, step, was="after", becomes="before", by=by)
        ReviewStep.objects.filter(pk=step.pk).update(undone_at=timezone.now())
        sampling.take_back(step, by=by)
        audit.record("review.undone", row, by=by, data={"step": step.pk, "kind": step.kind})
    return Said(_("Undone: %(what)s") % {"what": in_words(step)}, said, step)


def redo(round_: Round, *, by: User) -> Said | None:
    """Do the step again that was undone last; None when there is none."""
    with rounds.under_review(round_.pk) as row:
        step = next_undone(row, by)
        if step is None:
            return None
        said = _write(row, step, was="before", becomes="after", by=by)
        ReviewStep.objects.filter(pk=step.pk).update(undone_at=None)
        sampling.note(step, by=by, now=timezone.now())
        audit.record("review.redone", row, by=by, data={"step": step.pk, "kind": step.kind})
    return Said(_("Done again: %(what)s") % {"what": in_words(step)}, said, step)


def in_words(step: ReviewStep) -> str:
    """ "Approved Priya Nair with Sofia Rossi" or "Approved 410 pairs"."""
    count = sum(1 for one in step.changes if not one.get("moved"))
    did = Kind(step.kind).label
    if count != 1:
        words = ngettext("%(did)s: %(n)s pair", "%(did)s: %(n)s pairs", count)
        return words % {"did": did, "n": count}
    people = next(one for one in step.changes if not one.get("moved")).get("people", "")
    return _("%(did)s: %(people)s") % {"did": did, "people": people}


def people(row: Proposal) -> str:
    return _("%(mentee)s with %(mentor)s") % {
        "mentee": row.mentee.profile.name,
        "mentor": row.mentor.profile.name,
    }


def rule_change(rule: PairRule | None, *, after: bool) -> list[dict[str, Any]]:
    """A pair rule that a step wrote (`after`) or took away."""
    if rule is None:
        return []
    return [{"rule": _rule_state(rule), "after": after}]


def _mine(round_: Round, by: User) -> QuerySet[ReviewStep]:
    return ReviewStep.objects.filter(round=round_, actor=by).order_by("-pk")


def _write(round_: Round, step: ReviewStep, *, was: str, becomes: str, by: User) -> list[str]:
    """Bring every pair of the step from one state to the other; the ones that are not in the first
    any more stay, and are named."""
    run = rounds.current_run(round_)
    if run is None:
        raise rounds.RoundRefusedError(_("The round was not matched yet."))
    about = [one["mentee"] for one in step.changes]
    rows = Proposal.objects.filter(round=round_, mentee__in=about).states()
    now = {row.mentee_id: row for row in rows}
    held: Rows = []
    writable: Rows = []
    for one in step.changes:
        row = now.get(one["mentee"])
        same = states.looks_like(row, one[was])
        (writable if same else held).append((one, row))
    if any(one.get("moved") or "made" in one[becomes] for one, _row in held):
        # Pairs that hang together go back together, or a mentor would get too many.
        held, writable = held + writable, []
    _note(round_, step, [one for one, _row in writable], was, becomes, by=by)
    states.restore(run, [(one["mentee"], one[becomes], row) for one, row in writable])
    if writable or not step.changes:
        _write_rules(round_, step, keep_after=becomes == "after", by=by)
    return _conflicts(held)


def _note(
    round_: Round, step: ReviewStep, changes: list[dict[str, Any]], was: str, becomes: str, by: User
) -> None:
    """The trail of the pairs: opened again by an undo, decided by a redo."""
    again = becomes == "after"
    events = [
        trail.Event(mentor, one["mentee"], one[was].get("decision", ""), after)
        for one in changes
        for mentor, after in [told_about(step.kind, one, becomes)]
        if mentor is not None
    ]
    reason = step.reason if again else ""
    trail.note_all(round_, step.kind if again else "undo", events, by=by, reason=reason)


def told_about(kind: str, one: dict[str, Any], becomes: str) -> tuple[int | None, str]:
    """The mentor an event is about, and the decision it leaves behind. Keeping two apart is about
    the pair that was, everything else about the pair that is."""
    if kind == Kind.FORBID and becomes == "after" and not one.get("moved"):
        return one["before"]["mentor"], Proposal.Decision.REJECTED
    state: State = one[becomes] if one[becomes]["mentor"] is not None else one["before"]
    return state["mentor"], one[becomes].get("decision", "")


def _conflicts(held: Rows) -> list[str]:
    first = [row.pk for _one, row in held[:MOST_NAMED] if row is not None]
    rows = Proposal.objects.filter(pk__in=first).with_people()
    told = {row.pk: row for row in rows.select_related("decided_by__profile")} if first else {}
    named = [f"{people(told[pk])}: {decided.said_by(told[pk])}" for pk in first]
    if len(held) > MOST_NAMED:
        words = ngettext(
            "%(n)s more pair was changed since and stays as it is.",
            "%(n)s more pairs were changed since and stay as they are.",
            len(held) - MOST_NAMED,
        )
        named.append(words % {"n": len(held) - MOST_NAMED})
    return named or ([_("These pairs were changed since and stay as they are.")] if held else [])


def _rule_state(rule: PairRule) -> State:
    return {
        "round": rule.round_id,
        "mentor": rule.mentor_id,
        "mentee": rule.mentee_id,
        "kind": rule.kind,
        "scope": rule.scope,
        "reason": rule.reason,
        "is_override": rule.is_override,
    }


def _write_rules(round_: Round, step: ReviewStep, *, keep_after: bool, by: User) -> None:
    """Bring back the rules that stand on this side of the step, take away the others."""
    stand = [one["rule"] for one in step.rules if one["after"] == keep_after]
    gone = [one["rule"] for one in step.rules if one["after"] != keep_after]
    drop_rules(round_.program_id, gone)
    write_rules(
        [
            PairRule(
                program_id=round_.program_id,
                round_id=state["round"],
                mentor_id=state["mentor"],
                mentee_id=state["mentee"],
                kind=state["kind"],
                scope=state["scope"],
                reason=state["reason"],
                is_override=state["is_override"],
                author=by,
            )
            for state in stand
        ]
    )


def write_rules(rules: list[PairRule]) -> None:
    """One rule for two people in a round; a newer one takes its place."""
    PairRule.objects.bulk_create(
        rules,
        update_conflicts=True,
        unique_fields=["program", "round", "mentor", "mentee"],
        update_fields=["kind", "scope", "reason", "is_override", "author"],
        batch_size=1_000,
    )


def drop_rules(program_id: int, states_: list[State]) -> None:
    wanted = {(s["round"], s["mentor"], s["mentee"], s["kind"]) for s in states_}
    rows = PairRule.objects.filter(program=program_id, mentee__in={s["mentee"] for s in states_})
    found = rows.values_list("round_id", "mentor_id", "mentee_id", "kind", "pk")
    PairRule.objects.filter(pk__in=[one[-1] for one in found if one[:-1] in wanted]).delete()
