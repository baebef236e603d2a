"""The matching lab of a round: what was compared, one comparison, its progress and what HR does
to it as a whole."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching import rounds
from matching.access import get_managed_lab, get_managed_round, get_own_lab
from matching.forms.fields import posted
from matching.forms.lab import ProgressSeen, StartsForm
from matching.lab import change_rows, drafts, evenness, page, progress, remarks
from matching.lab.drafts import LabRefusedError
from matching.models import Lab, Round
from matching.models.lab import MOST_POLICIES
from profiles.access import user_of

# htmx stops polling on this answer.
STOP_POLLING = 286
PAGE = 20


@require_safe
def lab_list(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_managed_round(user_of(request), pk)
    return _list(request, round_, StartsForm())


@require_POST
def new_lab(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    form = StartsForm(posted(request))
    if not form.is_valid():
        return _list(request, round_, form)
    try:
        lab = drafts.begin(round_, form.cleaned_data["starts"], by=user)
    except LabRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("lab", round_.pk)
    return redirect(lab)


def _list(request: HttpRequest, round_: Round, form: StartsForm) -> HttpResponse:
    labs = Lab.objects.filter(round=round_).select_related("requested_by__profile", "run")
    context = {
        "round": round_,
        "program": round_.program,
        "form": form,
        "refusal": drafts.why_not(round_),
        "is_open": round_.state == Round.State.OPEN,
        "page": Paginator(labs.prefetch_related("policies").order_by("-pk"), PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "matching/lab/list.html", context)


@require_safe
def lab_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    lab = get_managed_lab(user, pk)
    columns = page.columns(lab)
    policies = [column.policy for column in columns]
    shown = rounds.current_run(lab.round)
    context = {
        **_progress(lab),
        "program": lab.round.program,
        "columns": columns,
        "proof": remarks.proof(policies),
        "has_room": len(columns) < MOST_POLICIES,
        "is_own": lab.requested_by_id == user.pk,
        "is_open": lab.round.state == Round.State.OPEN,
        "newer": shown if shown and shown.pk != lab.run_id and not lab.is_draft else None,
        "sign_ups": remarks.sign_ups(lab),
        "tables": evenness.tables(policies),
        "moves": change_rows.side_by_side(policies, user) if lab.state == Lab.State.DONE else [],
    }
    return render(request, "matching/lab/lab.html", context)


@require_safe
def lab_progress(request: HttpRequest, pk: int) -> HttpResponse:
    context = _progress(get_managed_lab(user_of(request), pk))
    context["is_news"] = progress.mark(context["lab"]) != ProgressSeen(request.GET).stage
    status = 200 if context["is_working"] else STOP_POLLING
    return render(request, "matching/lab/_progress.html", context, status=status)


def _progress(lab: Lab) -> dict[str, Any]:
    now = timezone.now()
    return {
        "lab": lab,
        "mark": progress.mark(lab),
        "round": lab.round,
        "is_working": lab.is_working,
        "says": progress.said(lab),
        "seconds": progress.seconds(lab, now=now),
        "is_long": progress.is_long(lab, now=now),
        "waits_long": progress.waits_long(lab, now=now),
    }


@require_POST
def start_lab(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    lab = get_own_lab(user, pk)
    try:
        drafts.start(lab, by=user, now=timezone.now())
    except LabRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect(lab)


@require_POST
def cancel_lab(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    lab = get_managed_lab(user, pk)
    if drafts.cancel(lab, by=user, now=timezone.now()):
        messages.success(request, _("The comparison is cancelled. It changed nothing."))
    elif lab.state != Lab.State.CANCELLED:
        messages.info(request, _("The comparison is not at work, so there is nothing to cancel."))
    return redirect(lab)


@require_POST
def compare_again(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    lab = get_managed_lab(user, pk)
    try:
        lab = drafts.again(lab, by=user, now=timezone.now())
    except LabRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect(lab)


@require_POST
def copy_lab(request: HttpRequest, pk: int) -> HttpResponse:
    """The same policies as a draft that can be changed."""
    user = user_of(request)
    lab = get_managed_lab(user, pk)
    try:
        lab = drafts.copied(lab, by=user)
    except LabRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect(lab)
