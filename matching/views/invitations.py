"""Invitations of a program: who has been asked, who would be, and what they read."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from matching import invitations
from matching.access import get_managed_program
from matching.emails_programs import invitation_words
from matching.forms.fields import posted
from matching.forms.people import GroupForm
from matching.models import Program
from profiles.access import profile_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET previews the mail and counts; POST sends E0a to the chosen people."""
    user = user_of(request)
    program = get_managed_program(user, pk)
    form = GroupForm(posted(request), initial={"how": "rules"})
    if request.method == "POST" and form.is_valid():
        if program.state != Program.State.RUNNING:
            form.add_error(None, _("Start the program first. Then it exists for these people."))
        else:
            people = form.people(program).select_related("user")
            sent = invitations.invite(program, list(people), by=user, now=timezone.now())
            messages.success(request, _sent(sent))
            return redirect("hr-invitations", pk)
    rows = program.invitations.order_by().values_list("state").annotate(n=Count("pk"))
    context = {
        "program": program,
        "form": form,
        "counts": {"sent": 0, "joined": 0, "not_for_me": 0} | dict(rows),
        "can_ask": invitations.candidates(program).count(),
        "could_mentor": invitations.would_mentor(program).count(),
        "preview": invitation_words(program, profile_of(request)),
    }
    return render(request, "matching/programs/invitations.html", context)


@require_POST
def ask_to_mentor(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    if program.state == Program.State.RUNNING:
        sent = invitations.ask_to_mentor(program, by=user, now=timezone.now())
        messages.success(request, _sent(sent))
    else:
        messages.error(request, _("Start the program first."))
    return redirect("hr-invitations", pk)


def _sent(count: int) -> str:
    text = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", count)
    return text % {"n": count}
