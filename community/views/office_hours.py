"""Office hours: who keeps time open, their free slots, and opening one's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import office_hours as hours
from community import session_lists
from community.access_sessions import get_open_office, get_own_office
from community.forms.office_hours import OfficeHoursForm
from community.models import Rsvp, Session
from profiles.access import profile_of

PAGE = 20


@require_safe
def office_hours(request: HttpRequest) -> HttpResponse:
    rows = hours.open_(now=timezone.now()).prefetch_related("skills")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": session_lists.tabs("office-hours")}
    return render(request, "community/office/list.html", context)


@require_safe
def office(request: HttpRequest, pk: int) -> HttpResponse:
    """Its slots ahead: free ones to take, one's own to give back."""
    me, now = profile_of(request), timezone.now()
    found = get_open_office(me, pk)
    slots = Session.objects.upcoming(now=now).filter(office=found, starts_at__gt=now)
    slots = slots.with_people().with_answer_of(me).order_by("starts_at", "pk")
    page = Paginator(slots, PAGE).get_page(request.GET.get("page"))
    days = session_lists.days(page, me, now=now)
    context = {
        "office": found,
        "is_host": found.host_id == me.pk,
        "skills": [skill.name for skill in found.skills.all()],
        "mine": slots.filter(rsvps__profile=me, rsvps__state=Rsvp.State.GOING).first(),
        "page": page,
        "days": days,
        "zone": me.time_zone,
    }
    return render(request, "community/office/office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_office_hours(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    form = OfficeHoursForm(request.POST if request.method == "POST" else None, profile=me)
    if request.method == "POST" and form.is_valid():
        plan = form.plan()
        made = hours.start(plan, by=me, now=timezone.now())
        count = plan.slots * plan.weeks
        words = ngettext("%(n)d slot is open.", "%(n)d slots are open.", count)
        messages.success(request, words % {"n": count})
        return redirect("office", made.pk)
    return render(request, "community/office/open.html", {"form": form})


@require_POST
def close_office_hours(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_own_office(profile_of(request), pk)
    hours.close(found, now=timezone.now())
    messages.success(request, _("Closed. Whoever had a slot is told."))
    return redirect("office-hours")
