"""Newcomers of a buddy program: whether they come in by themselves, and all buddies at once."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from matching import newcomers, programs
from matching.access import get_managed_program
from matching.forms.fields import posted
from matching.forms.newcomers import NewcomerSettingsForm
from matching.models import Program
from profiles.access import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def newcomer_settings(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    if program.format != Program.Format.BUDDY:
        raise Http404
    form = NewcomerSettingsForm(posted(request), instance=program)
    if request.method == "POST" and form.is_valid():
        programs.change(program, form.changed_data, by=user)
        messages.success(request, _("%(name)s is saved.") % {"name": program.name})
        return redirect("hr-program", pk)
    context = {
        "form": form,
        "program": program,
        "title": _("Newcomers"),
        "lead": _("Whoever starts at the company, each with a colleague for the first ten weeks."),
        "button": _("Save"),
        "back": reverse("hr-program", args=[pk]),
    }
    return render(request, "matching/programs/act.html", context)


@require_POST
def open_proposed(request: HttpRequest, pk: int) -> HttpResponse:
    """One press for all who wait for good; each refusal is named and leaves the others alone."""
    user = user_of(request)
    program = get_managed_program(user, pk)
    done = newcomers.confirm_all(program, by=user, now=timezone.now())
    for words in done.refused:
        messages.error(request, words)
    if done.opened:
        said = ngettext("%(n)d pair is open.", "%(n)d pairs are open.", done.opened)
        messages.success(request, said % {"n": done.opened} + " " + _("Everybody in it is told."))
    elif not done.refused:
        messages.info(request, _("Nobody could be paired now. Each name says why."))
    return redirect("hr-rematch", pk)
