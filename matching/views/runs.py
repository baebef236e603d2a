"""The progress of a run: a page, a fragment the page polls, "Cancel" and "Run again"."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching import late_joiners, lots, rounds, run_summary, runs
from matching.access import get_managed_run
from matching.models import Run, StartLot
from profiles.access import user_of

# htmx stops polling on this answer.
STOP_POLLING = 286
A_WHILE = 10  # seconds; before that a number would only flicker
LONG_WAIT = 60  # seconds; a free worker takes a run within five


@require_safe
def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "matching/rounds/run.html", _context(request, pk))


@require_safe
def run_progress(request: HttpRequest, pk: int) -> HttpResponse:
    context = _context(request, pk)
    # A stage that this page has not heard of yet is announced, once.
    context["announce"] = "" if request.GET.get("said") == context["said"] else _words(context)
    status = 200 if context["is_working"] else STOP_POLLING
    return render(request, "matching/rounds/run.html#progress", context, status=status)


def _context(request: HttpRequest, pk: int) -> dict[str, object]:
    run: Run = get_managed_run(user_of(request), pk)
    lot = StartLot.objects.filter(round=run.round_id).first()
    begun = run.started_at or run.requested_at
    seconds = int(((run.finished_at or timezone.now()) - begun).total_seconds())
    return {
        "run": run,
        "round": run.round,
        "program": run.round.program,
        "stage": runs.STAGES.get(run.stage, ""),
        "said": f"{run.state}-{run.stage}" if run.is_working else run.state,
        "is_working": run.is_working,
        "asker": run.requested_by,
        "seconds": seconds,
        "shows_percent": run.state == Run.State.RUNNING and seconds >= A_WHILE,
        "waits_long": run.state == Run.State.QUEUED and seconds > LONG_WAIT,
        "summary": run_summary.of(run),
        "shown": None if run.is_working else rounds.current_run(run.round),
        "lot": lot if lot and lot.seed == run.receipt.get("holdout_seed") else None,
        "lot_is_as_drawn": lot is not None and lots.is_as_drawn(lot),
        "fixed": late_joiners.fixed_pairs(run.round) if run.round.is_top_up else 0,
    }


def _words(context: dict[str, object]) -> str:
    run = context["run"]
    if not isinstance(run, Run):
        return ""
    is_running = run.state == Run.State.RUNNING
    return str(context["stage"]) if is_running else str(run.get_state_display())


@require_POST
def cancel_run(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    run = get_managed_run(user, pk)
    try:
        stopped = runs.cancel(run, by=user, now=timezone.now())
    except rounds.RoundRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("run", run.pk)
    if stopped:
        messages.success(
            request, _("Run %(n)s is cancelled. It changed nothing.") % {"n": run.number}
        )
    elif run.state != Run.State.CANCELLED:
        text = _("Run %(n)s had just ended, so there was nothing to cancel.")
        messages.info(request, text % {"n": run.number})
    return redirect("run", run.pk)


@require_POST
def run_again(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    run = get_managed_run(user, pk)
    try:
        again, _is_new = runs.request_again(run, by=user)
    except rounds.RoundRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(run.round)
    return redirect("run", again.pk)
