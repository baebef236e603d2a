"""A proposal as it was before and after a step, so that the step can be taken back.

A state is JSON. The short form has what a decision changes; the long form also what makes the
proposal, and is kept where a step gives a mentee another mentor, or none: then `mentor` is null and
the state says why they wait.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from matching.models import Proposal, Round, Run, Unmatched
from matching.models.rounds import Decided

State = dict[str, Any]
MADE = (
    *("score", "maximum", "parts", "reasons", "flags"),
    *("rank", "options", "mentor_rank", "mentor_options"),
)
# Two states are the same for a reviewer when these are.
SEEN = ("mentor", "decision", "by", "locked")


def short(row: Proposal | Decided) -> State:
    return {
        "mentor": row.mentor_id,
        "decision": row.decision,
        "by": row.decided_by_id,
        "at": row.decided_at.isoformat() if row.decided_at else None,
        "reason": row.reason,
        "locked": row.is_locked,
    }


def long(row: Proposal) -> State:
    return short(row) | {"made": {name: getattr(row, name) for name in MADE}}


def waiting(cause: str, facts: dict[str, Any]) -> State:
    """A mentee of the round without a mentor."""
    return {"mentor": None, "cause": cause, "facts": facts}


def change(mentee: int, before: State, after: State) -> State:
    return {"mentee": mentee, "before": before, "after": after}


def looks_like(row: Decided | None, state: State) -> bool:
    """Is this what the state says, as far as a reviewer can see?"""
    if row is None or state["mentor"] is None:
        return row is None and state["mentor"] is None
    now = short(row)
    return all(now[name] == state[name] for name in SEEN)


def rows_of(round_: Round, mentees: Iterable[int]) -> dict[int, Proposal]:
    """Mentee → the proposal of the round, with both people and who decided."""
    rows = Proposal.objects.filter(round=round_, mentee__in=set(mentees)).with_people()
    return {row.mentee_id: row for row in rows.select_related("decided_by__profile")}


def restore(run: Run, changes: Iterable[tuple[int, State, Proposal | Decided | None]]) -> None:
    """Write states of (mentee, state, their proposal now). What a decision changes is written for
    all rows of one kind together, so that five thousand take no longer than a page may."""
    decided: dict[tuple[Any, ...], list[int]] = {}
    left: list[tuple[int, State]] = []
    placed: list[Proposal] = []
    for mentee, state, row in changes:
        if state["mentor"] is None:
            left.append((mentee, state))
        elif row is not None and "made" not in state:
            decided.setdefault(_decision(state), []).append(row.pk)
        else:
            made = Proposal(
                pk=row.pk if row else None, round_id=run.round_id, run=run, mentee_id=mentee
            )
            placed.append(_filled(made, state))
    for values, rows in decided.items():
        Proposal.objects.filter(pk__in=rows).update(**dict(zip(DECIDED, values, strict=True)))
    Proposal.objects.filter(round=run.round_id, mentee__in=[mentee for mentee, _ in left]).delete()
    Proposal.objects.bulk_create(row for row in placed if row.pk is None)
    Proposal.objects.bulk_update((row for row in placed if row.pk is not None), WRITTEN)
    _wait(run, left, [row.mentee_id for row in placed])


DECIDED = ("decision", "decided_by_id", "decided_at", "reason", "is_locked")
WRITTEN = ("mentor", "decision", "decided_by", "decided_at", "reason", "is_locked", *MADE)


def _decision(state: State) -> tuple[Any, ...]:
    at: datetime | None = parse_datetime(state["at"]) if state["at"] else None
    return state["decision"], state["by"], at, state["reason"], state["locked"]


def _filled(row: Proposal, state: State) -> Proposal:
    row.mentor_id = state["mentor"]
    for name, value in zip(DECIDED, _decision(state), strict=True):
        setattr(row, name, value)
    for name, value in state.get("made", {}).items():
        setattr(row, name, value)
    return row


def _wait(run: Run, left: list[tuple[int, State]], placed: list[int]) -> None:
    """Who has no mentor stands among the unmatched of the run, and nobody else does."""
    Unmatched.objects.filter(run=run, mentee__in=placed).delete()
    Unmatched.objects.bulk_create(
        [
            Unmatched(run=run, mentee_id=mentee, cause=state["cause"], facts=state["facts"])
            for mentee, state in left
        ],
        update_conflicts=True,
        unique_fields=["run", "mentee"],
        update_fields=["cause", "facts"],
    )
