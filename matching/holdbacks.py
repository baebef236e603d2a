"""Which approved pairs would be published now, and which are held back and why.

Asked twice: for the preview, and again inside the publishing transaction with every enrollment
locked, because people withdraw, pause and fill up while HR reads.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.utils.translation import gettext as _

from matching import loading, policies, rounds
from matching.loading import LoadedProblem
from matching.models import Enrollment, Proposal, Round
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
    approved = list(Proposal.objects.filter(round=round_).approved().values_list("pk", flat=True))
    if lock:
        _lock(approved)
    rows = Proposal.objects.filter(pk__in=approved).with_people()
    chosen = sorted(rows, key=lambda row: (not row.is_locked, -row.score, row.pk))
    problem = _problem(round_, chosen, now=now)
    pairs, held = _sorted_out(problem, chosen, now=now)
    return Plan(pairs, held, _left_over(round_, pairs, now=now))


def _lock(proposals: list[int]) -> None:
    ids = Proposal.objects.filter(pk__in=proposals).values_list("mentor_id", "mentee_id")
    enrollments = Enrollment.objects.filter(pk__in={pk for pair in ids for pk in pair})
    rows = list(enrollments.select_for_update().order_by("pk"))
    people = Profile.objects.filter(pk__in={row.profile_id for row in rows})
    list(people.select_for_update().order_by("pk").values_list("pk"))


def _problem(round_: Round, chosen: Iterable[Proposal], *, now: datetime) -> LoadedProblem | None:
    run = rounds.current_run(round_)
    if run is None:
        return None
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
    if rule := _broken_rule(problem, i, j):
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


def _left_over(round_: Round, pairs: list[Proposal], *, now: datetime) -> list[Enrollment]:
    """Mentees of the run who take part, have no mentor and get none now."""
    run = rounds.current_run(round_)
    if run is None:
        return []
    considered = set(run.unmatched.values_list("mentee_id", flat=True))
    considered |= set(round_.proposals.values_list("mentee_id", flat=True))
    considered -= {row.mentee_id for row in pairs}
    enrollments = Enrollment.objects.filter(program=round_.program_id, pk__in=considered)
    waiting = loading.without_pair(loading.present(enrollments, now=now))
    return list(waiting.select_related("profile__user", "program").order_by("pk"))
