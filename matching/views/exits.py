"""Ending a pair privately, and what HR reads of the reasons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matching import exit_reasons, exits
from matching.access import get_managed_program, get_pair_for
from matching.forms.exits import ExitForm
from matching.forms.fields import posted
from matching.models import Pair
from profiles.access import profile_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def leave_pair(request: HttpRequest, pk: int) -> HttpResponse:
    me, now = profile_of(request), timezone.now()
    pair = get_pair_for(user_of(request), pk, now=now)
    if pair.state == Pair.State.OFFERED and pair.round_id:
        return redirect("answer-pair", pk)
    if pair.state not in exits.GOES_ON:
        return redirect(pair)
    form = ExitForm(posted(request))
    partner = pair.partner_of(me)
    if request.method == "POST" and form.is_valid():
        if exits.end(pair, me, reason=form.cleaned_data["reason"], now=now):
            words = _("The pair has ended. %(name)s is told kindly and without a reason.")
            messages.success(request, words % {"name": partner.first_name})
        return redirect("home")
    context = {"form": form, "pair": pair, "partner": partner, "i_mentor": pair.mentor_id == me.pk}
    return render(request, "matching/exits/leave.html", context)


@require_safe
def exit_reasons_page(request: HttpRequest, pk: int) -> HttpResponse:
    program = get_managed_program(user_of(request), pk)
    context = {
        "program": program,
        "tables": exit_reasons.tables(program, today=timezone.now().date()),
        "fewest": exit_reasons.FEWEST,
    }
    return render(request, "matching/exits/reasons.html", context)
