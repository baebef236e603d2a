"""A pair whose partners are in one reporting line now: keep, end kindly, or find a replacement."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching import conflicts
from matching.access import get_managed_pair
from matching.forms.people import ReasonForm
from matching.models import Pair
from profiles.access import user_of


@require_safe
def pair_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    pair = get_managed_pair(user_of(request), pk)
    return _page(request, pair, ReasonForm())


@require_POST
def ask_partners(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    pair = get_managed_pair(user, pk)
    conflicts.ask_both(pair, by=user, now=timezone.now())
    messages.success(request, _("Both are asked by mail. Their answers show up here."))
    return redirect("pair-conflict", pk)


@require_POST
def keep_pair(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    pair = get_managed_pair(user, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, pair, form)
    conflicts.keep(pair, by=user, reason=form.cleaned_data["reason"], now=timezone.now())
    messages.success(request, _("The pair goes on to its end date."))
    return redirect("hr-pairs", pair.program_id)


@require_POST
def end_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    pair = get_managed_pair(user, pk)
    if conflicts.end(pair, by=user, reason="one reporting line", now=timezone.now()):
        messages.success(request, _("The pair has ended and both are told kindly."))
    return redirect("hr-pairs", pair.program_id)


@require_POST
def replace_pair(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    pair = get_managed_pair(user, pk)
    if conflicts.replace(pair, by=user, reason="one reporting line", now=timezone.now()):
        text = _("The pair has ended. %(name)s is first in line for the next round.")
        messages.success(request, text % {"name": pair.mentee.name})
    return redirect("hr-pairs", pair.program_id)


def _page(request: HttpRequest, pair: Pair, form: ReasonForm) -> HttpResponse:
    settled = not conflicts.unsettled().filter(pk=pair.pk).exists()
    context = {"pair": pair, "form": form, "is_settled": settled}
    return render(request, "matching/pairs/conflict.html", context)
