"""Solving with HR's decisions held. An approval that cannot hold any more goes back to review; a
lock that cannot hold stops the run with the names and the rule, never with "infeasible"."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from matching import engine, policies
from matching.engine import Conflict, FairnessLimit, Keep, LockConflict, Solution
from matching.loading import LoadedProblem, absent_locks
from matching.models import Round
from profiles.models import Profile

Pair = tuple[int, int]
# Possible pairs up to which a second solution for comparison takes no more than a moment.
MOST_COMPARED = 10_000_000


class RunRefusedError(Exception):
    """The run cannot end as it is asked for; the words say what to change."""


class LockedPairsError(RunRefusedError):
    """Locks that contradict the rules, the places or each other."""


def solve(
    round_: Round,
    problem: LoadedProblem,
    *,
    salt: str,
    progress: Callable[[str, float], None],
) -> tuple[LoadedProblem, Solution]:
    """The problem with the locks that hold, and its solution."""
    if absent := absent_locks(round_, problem):
        raise LockedPairsError(_absent(absent))
    policy = problem.policy
    while True:
        try:
            return problem, engine.solve(
                problem.points,
                problem.capacity,
                locks=problem.locks,
                overrides=problem.overrides,
                keep=_keep(problem),
                salt=salt.encode(),
                progress=progress,
                fairness=policy.fairness,
                floors=policy.floor_points,
            )
        except LockConflict as conflict:
            problem = _without_loose_locks(problem, conflict)
        except FairnessLimit as limit:
            raise RunRefusedError(_too_many(limit)) from limit


def most_points(problem: LoadedProblem, solution: Solution) -> Solution | None:
    """What the same people would have with most points in all; None where the program is so large
    that finding out would take long."""
    if solution.fairness == "total":
        return solution
    if len(problem.mentee_rows) * len(problem.mentor_rows) > MOST_COMPARED:
        return None
    return engine.solve(
        problem.points,
        problem.capacity,
        locks=solution.locks,
        overrides=solution.overrides,
        keep=_keep(problem),
        salt=solution.salt,
        fairness="total",
    )


def _keep(problem: LoadedProblem) -> Keep | None:
    return Keep(problem.kept) if problem.kept else None


def _without_loose_locks(problem: LoadedProblem, conflict: LockConflict) -> LoadedProblem:
    firm = problem.firm
    offenders = {pair for each in conflict.conflicts for pair in each.pairs}
    if not offenders - firm:
        raise LockedPairsError(conflict_words(problem, conflict))
    held = tuple(pair for pair in problem.locks if pair in firm or pair not in offenders)
    return replace(problem, locks=held)


def conflict_words(problem: LoadedProblem, conflict: LockConflict) -> str:
    return " ".join(_words(problem, each) for each in conflict.conflicts)


def _too_many(limit: FairnessLimit) -> str:
    numbers = {"most": limit.most, "found": limit.found}
    if limit.what == "mentees":
        return (
            _(
                "The policy asks for the fairest result step by step, which works for up to"
                " %(most)d mentees, and here are %(found)d. Choose another fairness in the policy"
                " and run again."
            )
            % numbers
        )
    return (
        _(
            "The policy asks for the fairest result step by step, which works for up to %(most)d"
            " different scores, and here are %(found)d. Choose smaller weights or another fairness"
            " in the policy and run again."
        )
        % numbers
    )


def _words(problem: LoadedProblem, conflict: Conflict) -> str:
    pairs = "; ".join(_people(problem, pair) for pair in conflict.pairs)
    match conflict.code:
        case "breaks_rule":
            rule = policies.BROKEN.get(conflict.rule or "", "")
            return _("%(pairs)s are locked together, but: %(rule)s Unlock them and run again.") % {
                "pairs": pairs,
                "rule": rule,
            }
        case "over_capacity":
            return _("More pairs are locked than one mentor has places: %(pairs)s.") % {
                "pairs": pairs
            }
        case "two_locks":
            return _("One mentee is locked to two mentors: %(pairs)s.") % {"pairs": pairs}
    return _("These pairs are both locked and kept apart: %(pairs)s.") % {"pairs": pairs}


def _absent(pairs: list[Pair]) -> str:
    text = _(
        "%(pairs)s are locked together, but one of them takes no part now: withdrawn, paused or"
        " matched already. Unlock them on the review page and run again."
    )
    return text % {"pairs": "; ".join(_names(*pair) for pair in pairs)}


def _people(problem: LoadedProblem, pair: Pair) -> str:
    mentee, mentor = problem.mentee_rows[pair[0]], problem.mentor_rows[pair[1]]
    return _names(mentee.profile, mentor.profile)


def _names(mentee: int, mentor: int) -> str:
    names = dict(Profile.objects.filter(pk__in=[mentee, mentor]).values_list("pk", "name"))
    return _("%(mentor)s and %(mentee)s") % {
        "mentor": names[mentor],
        "mentee": names[mentee],
    }
