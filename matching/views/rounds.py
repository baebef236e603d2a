"""Rounds of a program, a round's review page and what HR does to the round as a whole."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import decisions, late_joiners, leftovers, review, rounds, run_summary, runs
from matching.access import get_managed_program, get_managed_round, reviewable
from matching.forms.review import ReviewFilter
from matching.models import Program, Round
from matching.publishing import can_recall
from profiles.access import is_hr, user_of

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


@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    form = ReviewFilter(request.GET)
    proposals = reviewable(user, round_)
    rows = review.with_everyone(review.chosen(proposals, form))
    page = Paginator(rows, PAGE).get_page(form.value("page", "1"))
    counted = review.counts(proposals)
    run = rounds.latest_run(round_)
    shown = rounds.result_shown(round_, run)
    context = {
        "round": round_,
        "program": round_.program,
        "form": form,
        "tab": form.value("tab", "look"),
        "tabs": _tabs(form, counted),
        "counts": counted,
        "page": page,
        "rows": [review.row_of(row) for row in page],
        "run": run,
        "shown": shown,
        "summary": run_summary.of(shown),
        "unmatched": shown.unmatched.count() if shown else 0,
        "is_hr": is_hr(user),
        "can_decide": round_.state == Round.State.OPEN and not (run and run.is_working),
        "can_recall": can_recall(round_, now=timezone.now()),
        "fixed": late_joiners.fixed_pairs(round_) if round_.is_top_up else 0,
    }
    return render(request, "matching/rounds/round.html", context)


def _tabs(form: ReviewFilter, counted: review.Counts) -> list[dict[str, object]]:
    current = form.value("tab", "look")
    return [
        {
            "label": label,
            "href": form.query(tab=name),
            "is_current": name == current,
            "count": counted.tabs[name],
        }
        for name, (label, _query) in review.TABS.items()
    ]


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


@require_POST
def approve_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything in the current tab and filter, not only this page; High rows wait."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    form = ReviewFilter(request.GET)
    try:
        done = decisions.approve_all(round_, review.chosen(reviewable(user, round_), form), by=user)
    except rounds.RoundRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _bulk_words(done))
    return redirect(round_.get_absolute_url() + form.query())


def _bulk_words(done: decisions.Bulk) -> str:
    approved = ngettext("Approved %(n)s pair.", "Approved %(n)s pairs.", done.approved)
    if not done.skipped:
        return approved % {"n": done.approved}
    skipped = ngettext("%(n)s needs a look first.", "%(n)s need a look first.", done.skipped)
    return f"{approved % {'n': done.approved}} {skipped % {'n': done.skipped}}"


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


@require_safe
def unmatched(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    causes = leftovers.causes(rounds.unmatched(round_).exclude(mentee__profile__user=user))
    context = {"round": round_, "program": round_.program, "causes": causes}
    return render(request, "matching/rounds/unmatched.html", context)
