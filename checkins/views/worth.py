"""What a mentor made possible, and the letter about it that only the mentor sends."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkins import letters, worth
from profiles.access import profile_of


@require_safe
def made_possible(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    found = worth.of(me)
    manager = letters.manager_of(me)
    context = {
        "worth": found,
        "manager": manager,
        "subject": letters.subject(me),
        "lines": letters.lines(me, found) if found.meetings else [],
        "sent": manager and letters.sent_this_month(me, manager, now=timezone.now()),
    }
    return render(request, "checkins/made_possible.html", context)


@require_POST
def tell_my_manager(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    found, manager = worth.of(me), letters.manager_of(me)
    if manager is None or not found.meetings:
        messages.error(request, _("There is no letter to send yet."))
        return redirect("made-possible")
    letters.send(me, manager, found, now=timezone.now())
    messages.success(request, _("Your letter goes to %(name)s.") % {"name": manager.name})
    return redirect("made-possible")
