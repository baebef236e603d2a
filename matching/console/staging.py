"""Writing another plan over the proposals: every mentee who moves gets a new proposal that waits
for a decision, the trail says why, and the result is proved again before anything is committed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine, flag_facts, proposing, rounds
from matching.console import effect, standing, states, steps
from matching.console.effect import Effect, Ints, Shift
from matching.console.standing import NoStandingError, Standing
from matching.console.states import State
from matching.models import (
    Enrollment,
    PairRule,
    Proposal,
    ProposalEvent,
    ReviewStep,
    Round,
    Unmatched,
)
from matching.proposing import Proposed
from profiles import audit
from profiles.models import User

Decision = Proposal.Decision
# Why somebody waits whose mentor went to others by a decision of HR.
MADE_ROOM = "outbid"


@dataclass(frozen=True)
class Staged:
    """The step, its effect on everyone and the totals of the result, which was proved again."""

    step: ReviewStep
    effect: Effect
    totals: list[str]


def write(
    row: Proposal,
    found: Standing,
    after: Ints,
    kind: str,
    *,
    by: User,
    now: datetime,
    reason: str,
    rules: list[PairRule],
) -> Staged:
    """Inside the caller's transaction, which holds the round."""
    change = effect.of(found, after, first=found.own)
    moved = [found.problem.mentee_rows[one.mentee].pk for one in change.shifts]
    rows = states.rows_of(row.round, {*moved, row.mentee_id})
    is_locked = any(rule.kind == PairRule.Kind.LOCK for rule in rules)
    made = _made(found, after, change.shifts)
    names = _names(moved, rows, made)
    desk = _Desk(found, rows, made, names, kind, is_locked, by, now)
    changes = [desk.change(one) for one in change.shifts]
    states.restore(found.run, [(c["mentee"], c["after"], rows.get(c["mentee"])) for c in changes])
    told = [rule for one in rules for rule in steps.rule_change(one, after=True)]
    if not changes:
        changes = [{**_unchanged(row), "people": steps.people(row), "moved": False}]
    step = steps.record(row.round, kind, changes, by=by, rules=told, reason=reason)
    _note(row, step, by=by, reason=reason)
    audit.record(f"proposal.{kind}", row, by=by, reason=reason, data={"moved": len(moved)})
    prove(row.round, now=now)
    return Staged(step, change, totals(found, after))


def prove(round_: Round, *, now: datetime) -> Standing:
    """The result as it stands now, proved over all pairs. CertificateError if it were not so."""
    try:
        found = standing.of(round_, now=now)
    except NoStandingError as error:
        raise rounds.RoundRefusedError(str(error)) from error
    engine.verify(found.problem.points, found.capacity, found.solution)
    return found


def totals(found: Standing, after: Ints) -> list[str]:
    """The round with this plan."""
    scores = effect.scores_of(found, after)
    pairs, points, waiting = len(scores), int(scores.sum()), len(after) - len(scores)
    average = effect.percent(found, points) // max(pairs, 1)
    return [
        ngettext("%(n)s pair", "%(n)s pairs", pairs) % {"n": intcomma(pairs)},
        ngettext("%(n)s person waiting", "%(n)s people waiting", waiting)
        % {"n": intcomma(waiting)},
        _("average fit %(n)s") % {"n": average},
        _("%(n)s points in all") % {"n": intcomma(points)},
    ]


def _made(found: Standing, after: Ints, moved: list[Shift]) -> dict[int, Proposed]:
    """Mentee enrollment → the new proposal with its parts, reasons and flags."""
    placed = np.array([one.mentee for one in moved if one.after >= 0], np.int64)
    if not len(placed):
        return {}
    left = found.capacity - np.bincount(after[after >= 0], minlength=len(found.capacity))
    problem = found.problem
    positions = proposing.positions(problem, placed, after[placed], left)
    lowest = flag_facts.lowest_score(effect.scores_of(found, after))
    names = proposing.names_for(problem)
    made = proposing.of_pairs(problem, positions, left, names, lowest)
    return {one.mentee: one for one in made}


def _names(
    moved: list[int], rows: dict[int, Proposal], made: dict[int, Proposed]
) -> dict[int, str]:
    """Enrollment → name, of everybody a line of the step may name."""
    mentors = {row.mentor_id for row in rows.values()} | {one.mentor for one in made.values()}
    people = Enrollment.objects.filter(pk__in={*moved, *rows, *mentors})
    return dict(people.values_list("pk", "profile__name"))


@dataclass(frozen=True)
class _Desk:
    """What is at hand while a plan is written: the proposals as they are, and the new ones."""

    found: Standing
    rows: dict[int, Proposal]
    made: dict[int, Proposed]
    names: dict[int, str]
    kind: str
    is_locked: bool
    by: User
    now: datetime

    def change(self, one: Shift) -> dict[str, Any]:
        mentee = self.found.problem.mentee_rows[one.mentee].pk
        row, is_own = self.rows.get(mentee), one.mentee == self.found.own
        before = states.long(row) if row else self._waited(mentee)
        after = self._after(one, mentee, is_own=is_own)
        return {
            **states.change(mentee, before, after),
            "moved": not is_own,
            "people": self._people(mentee, before if self._is_about_before(is_own) else after),
        }

    def _is_about_before(self, is_own: bool) -> bool:
        return is_own and self.kind == ReviewStep.Kind.FORBID

    def _after(self, one: Shift, mentee: int, *, is_own: bool) -> State:
        if one.after < 0:
            options = engine.rank_of(self.found.problem.points, one.mentee, 0).options
            return states.waiting(MADE_ROOM, {"options": options})
        after = _proposed(self.made[mentee], self.found.problem.points.maximum)
        if is_own and self.kind != ReviewStep.Kind.FORBID:
            after |= {"decision": Decision.APPROVED, "by": self.by.pk, "at": self.now.isoformat()}
            after["locked"] = self.is_locked
        return after

    def _waited(self, mentee: int) -> State:
        row = Unmatched.objects.filter(run=self.found.run, mentee=mentee).first()
        return states.waiting(row.cause, row.facts) if row else states.waiting(MADE_ROOM, {})

    def _people(self, mentee: int, state: State) -> str:
        """ "Priya Nair with Sofia Rossi"."""
        if state["mentor"] is None:
            return self.names[mentee]
        values = {"mentee": self.names[mentee], "mentor": self.names[state["mentor"]]}
        return _("%(mentee)s with %(mentor)s") % values


def _proposed(found: Proposed, maximum: int) -> State:
    made = {name: getattr(found, name) for name in states.MADE if name != "maximum"}
    return {
        "mentor": found.mentor,
        "decision": Decision.PENDING,
        "by": None,
        "at": None,
        "reason": "",
        "locked": False,
        "made": {**made, "maximum": maximum},
    }


def _unchanged(row: Proposal) -> dict[str, Any]:
    """Nobody moves: the two were apart already, and are kept so."""
    return states.change(row.mentee_id, states.short(row), states.short(row))


def _note(row: Proposal, step: ReviewStep, *, by: User, reason: str) -> None:
    """One event for the pair it is about, one for everybody who moves."""
    events = []
    for one in step.changes:
        kind = "moved" if one["moved"] else step.kind
        mentor, after = steps.told_about(kind, one, "after")
        if mentor is None:
            continue
        events.append(
            ProposalEvent(
                round_id=row.round_id,
                mentor_id=mentor,
                mentee_id=one["mentee"],
                action=kind,
                before=one["before"].get("decision", ""),
                after=after,
                reason="" if one["moved"] else reason[:500],
                actor=by,
            )
        )
    ProposalEvent.objects.bulk_create(events)
