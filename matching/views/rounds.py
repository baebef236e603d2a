"""Rounds of a program and what HR does to a round as a whole."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import late_joiners, rounds, runs
from matching.access import get_managed_program, get_managed_round
from matching.models import Program, Round
from profiles.access import user_of

PAGE = 50


@require_safe
def round_list(request: HttpRequest, pk: int) -> HttpResponse:
    program = get_managed_program(user_of(request), pk)
    found = Round.objects.filter(program=program).select_related("published_by__profile")
    page = Paginator(rounds.with_counts(found), PAGE).get_page(request.GET.get("page"))
    context = {
        "program": program,
        "page": page,
        "open_round": found.filter(state=Round.State.OPEN).first(),
        "can_open": program.state == Program.State.RUNNING,
        "late_joiners": late_joiners.of(program, now=timezone.now()),
    }
    return render(request, "matching/rounds/list.html", context)


@require_POST
def new_round(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    if program.state != Program.State.RUNNING:
        messages.error(request, _("Start the program first, then open a round."))
        return redirect("hr-rounds", program.pk)
    round_, is_new = rounds.open_round(program, by=user)
    if is_new:
        messages.success(request, _("Round %(n)s is open.") % {"n": round_.number})
    return redirect(round_)


@require_POST
def match_late_joiners(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a top-up round and start matching at once."""
    user = user_of(request)
    program = get_managed_program(user, pk)
    try:
        round_, is_new = late_joiners.open_round(program, by=user, now=timezone.now())
        if not is_new:
            return redirect(round_)
        run, _is_new = runs.request(round_, by=user)
    except rounds.RoundRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("hr-rounds", program.pk)
    return redirect("run", run.pk)


@require_POST
def run_matching(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    try:
        run, _is_new = runs.request(round_, by=user)
    except rounds.RoundRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(round_)
    return redirect("run", run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_round(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    if request.method == "POST":
        try:
            if rounds.cancel_round(round_, by=user, now=timezone.now()):
                messages.success(request, _("Round %(n)s is cancelled.") % {"n": round_.number})
        except rounds.RoundRefusedError as refusal:
            messages.error(request, str(refusal))
            return redirect(round_)
        return redirect("hr-rounds", round_.program_id)
    return render(request, "matching/rounds/cancel.html", {"round": round_})
