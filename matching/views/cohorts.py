""" "Start the next cohort": a form with shifted dates, and a draft with a list of what to check."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching import cohorts
from matching.access import get_managed_program
from matching.forms.cohorts import ShiftForm
from matching.forms.fields import posted
from matching.forms.programs import DetailsForm
from profiles.access import require_hr


@require_http_methods(["GET", "HEAD", "POST"])
def next_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """HR only: coordinators run the programs they are given."""
    user = require_hr(request)
    program = get_managed_program(user, pk)
    today = timezone.localdate()
    dates = cohorts.shifted(program, today=today)
    initial = {"start": dates["starts_on"]}
    shift = ShiftForm(request.GET if "start" in request.GET else None, initial=initial)
    if shift.is_valid():
        dates = cohorts.shifted(program, today=today, starts_on=shift.cleaned_data["start"])
    form = DetailsForm(posted(request), instance=cohorts.blank(program, dates))
    if request.method == "POST" and form.is_valid():
        draft = cohorts.start_next(program, form.save(commit=False), by=user)
        text = _("%(name)s is a draft now. Here is what to check before it starts.")
        messages.success(request, text % {"name": draft.name})
        return redirect("program-setup", draft.pk)
    context = {"program": program, "form": form, "shift": shift}
    return render(request, "matching/setup/next_cohort.html", context)
