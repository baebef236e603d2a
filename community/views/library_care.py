"""What owners and HR do with what is in the library: still right, hand over, take out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import library_care
from community.access_library import get_looked_after
from community.forms.library import OwnerForm
from community.library import REVIEW_AFTER, DuplicateError
from profiles.access import user_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def review_resource(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_looked_after(request, pk)
    return render(request, "community/library/review.html", {"resource": resource})


@require_POST
def still_right(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_looked_after(request, pk)
    if library_care.still_right(resource, now=timezone.now()):
        day = date_format(timezone.localdate() + REVIEW_AFTER, "j F Y")
        messages.success(request, _("Thank you. We ask again on %(day)s.") % {"day": day})
    return redirect(resource)


@require_http_methods(GET_OR_POST)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_looked_after(request, pk)
    form = OwnerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        to, by = form.person(), user_of(request)
        if library_care.hand_over(resource, to, by=by, now=timezone.now()):
            messages.success(request, _("%(name)s looks after it now.") % {"name": to.name})
        else:
            messages.info(request, _("%(name)s looks after it already.") % {"name": to.name})
        return redirect(resource)
    return render(request, "community/library/hand_over.html", {"form": form, "resource": resource})


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_looked_after(request, pk)
    if library_care.retire(resource, by=user_of(request), now=timezone.now()):
        words = _("%(title)s is taken out. Only its owner and HR see it.")
        messages.success(request, words % {"title": resource.title})
    return redirect(resource)


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_looked_after(request, pk)
    try:
        if library_care.put_back(resource, by=user_of(request), now=timezone.now()):
            messages.success(request, _("%(title)s is back.") % {"title": resource.title})
    except DuplicateError as duplicate:
        words = _("Not put back: “%(title)s” has the same link.")
        messages.error(request, words % {"title": duplicate.known.title})
    return redirect(resource)
