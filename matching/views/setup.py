"""The set-up of a program: its task list, what each rule does, and "Run matching"."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from matching import cohorts, late_joiners, rounds, runs
from matching.access import get_managed_program
from matching.models import Program, Round
from matching.setup import rule_counts, tasks
from profiles.access import is_hr, user_of
from profiles.models import User


@require_safe
def setup_page(request: HttpRequest, pk: int) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    program = get_managed_program(user, pk)
    policy = rule_counts.policy_of(program)
    context = _context(program, user) | {
        "tasks": tasks.of(program, policy, now=now),
        "checks": cohorts.checks(program) if program.copied_from_id else [],
        "rules": rule_counts.listed(policy),
    }
    return render(request, "matching/setup/page.html", context)


@require_safe
def count_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules with their counts: a part of the set-up page, or a page of its own."""
    user = user_of(request)
    program = get_managed_program(user, pk)
    counted = rule_counts.count(program, now=timezone.now())
    rules = counted.rules if counted else rule_counts.listed(rule_counts.policy_of(program))
    context = _context(program, user) | {"counted": counted, "rules": rules, "is_counted": True}
    is_part = request.headers.get("HX-Request") == "true"
    template = "matching/setup/_rules.html" if is_part else "matching/setup/rules.html"
    return render(request, template, context)


def _context(program: Program, user: User) -> dict[str, object]:
    return {"program": program, "is_hr": is_hr(user)}


@require_POST
def run_program(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a round, or take the one that is open, and start matching."""
    user, now = user_of(request), timezone.now()
    program = get_managed_program(user, pk)
    missing = tasks.blockers(program, now=now)
    if missing:
        messages.error(request, " ".join(missing))
        return redirect("program-setup", program.pk)
    try:
        run, _is_new = runs.request(_round(program, user), by=user)
    except rounds.RoundRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("program-setup", program.pk)
    return redirect("run", run.pk)


def _round(program: Program, user: User) -> Round:
    """Once pairs are published a new round is a top-up, which says what stays."""
    now = timezone.now()
    if late_joiners.of(program, now=now):
        return late_joiners.open_round(program, by=user, now=now)[0]
    return rounds.open_round(program, by=user)[0]
