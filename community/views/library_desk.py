"""HR's desk of the library: suggestions, dead links, items nobody looks after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import library, library_desk
from community.access_library import get_suggested
from community.forms.library import DeclineForm
from profiles.access import require_hr, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def hr_library(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    today = timezone.localdate()
    known = {queue.name: queue for queue in library_desk.QUEUES}
    chosen = known.get(request.GET.get("show", ""), library_desk.QUEUES[0])
    counts = library_desk.counts(today=today)
    tabs = [
        {
            "href": f"?show={queue.name}",
            "label": queue.label,
            "count": counts[queue.name],
            "is_current": queue is chosen,
        }
        for queue in library_desk.QUEUES
    ]
    page = library_desk.rows(chosen.name, request.GET.get("page", "1"), today=today)
    context = {"tabs": tabs, "chosen": chosen, "page": page}
    return render(request, "community/library/desk.html", context)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_suggested(request, pk)
    if library.approve(resource, by=user_of(request), now=timezone.now()):
        messages.success(request, _("%(title)s is in the library.") % {"title": resource.title})
    else:
        messages.info(request, _("Somebody has decided that already."))
    return redirect("hr-library")


@require_http_methods(GET_OR_POST)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_suggested(request, pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason, by = form.cleaned_data["reason"], user_of(request)
        if library.decline(resource, by=by, reason=reason, now=timezone.now()):
            messages.success(request, _("Not taken. They get a mail with your reason."))
        else:
            messages.info(request, _("Somebody has decided that already."))
        return redirect("hr-library")
    return render(request, "community/library/decline.html", {"form": form, "resource": resource})
