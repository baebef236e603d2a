"""Which approved pairs would be published now, and which are held back and why.

Asked twice: for the preview, and again inside the publishing transaction with every enrollment
locked, because people withdraw, pause and fill up while HR reads.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext as _

from matching import loading, policies, rounds
from matching.loading import LoadedProblem
from matching.models import Enrollment, Proposal, Round, Run
from matching.models.rounds import ProposalQuerySet
from matching.rulebook import HARD
from profiles.models import Profile


@dataclass(frozen=True)
class Held:
    """An approved pair that cannot be published now, and why in words."""

    proposal: Proposal
    why: str


@dataclass(frozen=True)
class Plan:
    """What Publish would do now."""

    pairs: list[Proposal]
    held: list[Held]
    left_over: list[Enrollment]


def plan(round_: Round, *, now: datetime, lock: bool = False) -> Plan:
    """`lock` holds the enrollments and mentors, ids ascending, until the transaction ends."""
    rows = Proposal.objects.filter(round=round_).approved()
    if lock:
        rows = _locked(rows)
    chosen = sorted(rows.with_people(), key=lambda row: (not row.is_locked, -row.score, row.pk))
    run = rounds.current_run(round_)
    problem = _problem(round_, run, chosen, now=now) if run else None
    pairs, held = _sorted_out(problem, chosen, now=now)
    return Plan(pairs, held, _left_over(round_, run, pairs, now=now) if run else [])


def _locked(proposals: ProposalQuerySet) -> ProposalQuerySet:
    """The same rows, and none that come after them."""
    proposals = Proposal.objects.filter(pk__in=list(proposals.values_list("pk", flat=True)))
    ids = proposals.values_list("mentor_id", "mentee_id")
    enrollments = Enrollment.objects.filter(pk__in={pk for pair in ids for pk in pair})
    rows = list(enrollments.select_for_update().order_by("pk"))
    people = Profile.objects.filter(pk__in={row.profile_id for row in rows})
    list(people.select_for_update().order_by("pk").values_list("pk"))
    return proposals


def _problem(
    round_: Round, run: Run, chosen: Iterable[Proposal], *, now: datetime
) -> LoadedProblem:
    mentees = {row.mentee_id for row in chosen}
    return loading.load(round_, policy=run.policy, now=now, mentees=mentees)


def _sorted_out(
    problem: LoadedProblem | None, chosen: list[Proposal], *, now: datetime
) -> tuple[list[Proposal], list[Held]]:
    pairs: list[Proposal] = []
    held: list[Held] = []
    taken: Counter[int] = Counter()
    for row in chosen:
        why = _why_held(problem, row, taken, now=now) if problem else _("Nothing was matched yet.")
        if why:
            held.append(Held(row, why))
        else:
            taken[row.mentor_id] += 1
            pairs.append(row)
    return pairs, held


def _why_held(problem: LoadedProblem, row: Proposal, taken: Counter[int], *, now: datetime) -> str:
    for enrollment in (row.mentee, row.mentor):
        if absent := _why_absent(enrollment, now=now):
            return absent
    i, j = problem.mentee_place(row.mentee_id), problem.mentor_place(row.mentor_id)
    if i is None or j is None:
        return _("%(name)s already has a mentor.") % {"name": row.mentee.profile.name}
    rule = _broken_rule(problem, i, j)
    if rule and not ((i, j) in problem.overrides and rule not in HARD):
        return str(policies.BROKEN.get(rule, _("They break a rule of the program.")))
    if taken[row.mentor_id] >= problem.capacity[j]:
        return _("%(name)s has no free place.") % {"name": row.mentor.profile.name}
    return ""


def _why_absent(enrollment: Enrollment, *, now: datetime) -> str:
    name, today = enrollment.profile.name, now.date()
    if not enrollment.profile.is_active:
        return _("%(name)s has left the company.") % {"name": name}
    if enrollment.state != Enrollment.State.ACTIVE:
        return _("%(name)s has left the program.") % {"name": name}
    if enrollment.is_paused(today=today) or enrollment.profile.is_paused(today=today):
        return _("%(name)s is paused.") % {"name": name}
    return ""


def _broken_rule(problem: LoadedProblem, i: int, j: int) -> str:
    codes, rows = problem.points.blocked(i)
    broken = np.flatnonzero(rows[:, j]).tolist()
    return codes[broken[0]] if broken else ""


def _left_over(
    round_: Round, run: Run, pairs: list[Proposal], *, now: datetime
) -> list[Enrollment]:
    """Mentees of the run who take part, have no mentor and get none now."""
    unmatched = Q(pk__in=run.unmatched.values("mentee"))
    considered = unmatched | Q(pk__in=round_.proposals.values("mentee"))
    enrollments = Enrollment.objects.filter(considered, program=round_.program_id)
    enrollments = enrollments.exclude(pk__in=[row.mentee_id for row in pairs])
    waiting = loading.without_pair(loading.present(enrollments, now=now))
    return list(waiting.select_related("profile__user", "program").order_by("pk"))
