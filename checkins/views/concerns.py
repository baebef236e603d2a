"""Help, reporting a concern, and the reporter's own side of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import case_page, concerns
from checkins.access import get_closing_pair, get_own_concern, readable_concerns
from checkins.concern_forms import AddForm, ReportForm
from checkins.models import Concern
from matching.models import Coordinator, Pair
from profiles.access import profile_of, user_of
from profiles.models import Profile

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to ask, where to read, and what I have reported."""
    me = profile_of(request)
    context = {
        "hr": concerns.hr_admins(),
        "second": concerns.second_contact(),
        "coordinators": _coordinators(me),
        "reads": readable_concerns(user_of(request)).exists(),
        "concerns": Concern.objects.filter(reporter=me).select_related("owner")[:50],
    }
    return render(request, "checkins/concerns/help.html", context)


def _coordinators(me: Profile) -> list[Coordinator]:
    """Of the programs this person has a pair in that they know of."""
    pairs = Pair.objects.visible_to(me, now=timezone.now()).exclude(state=Pair.State.ENDED)
    rows = Coordinator.objects.filter(program__in=pairs.order_by().values("program"))
    return list(
        rows.select_related("program", "user__profile").order_by("program__name", "pk")[:20]
    )


@require_http_methods(GET_OR_POST)
def report_concern(request: HttpRequest) -> HttpResponse:
    return _report(request, None)


@require_http_methods(GET_OR_POST)
def report_pair_concern(request: HttpRequest, pk: int) -> HttpResponse:
    """From the page of a pair: it is about the partner, who can never open it."""
    return _report(request, get_closing_pair(user_of(request), pk, now=timezone.now()))


def _report(request: HttpRequest, pair: Pair | None) -> HttpResponse:
    me = profile_of(request)
    form = ReportForm(request.POST if request.method == "POST" else None, reporter=me, pair=pair)
    if request.method == "POST" and form.is_valid():
        try:
            concern = concerns.report(me, form.report(), now=timezone.now())
        except concerns.NobodyLeftError:
            form.add_error("readers", _("Choose at least one person who may read it"))
        else:
            messages.success(request, _("Sent. Here is what happens with it."))
            return redirect("my-concern", concern.reference)
    context = {
        "form": form,
        "pair": pair,
        "partner": pair.partner_of(me) if pair else None,
        "second": concerns.second_contact(),
    }
    return render(request, "checkins/concerns/report.html", context)


@require_safe
def my_concern(request: HttpRequest, reference: str) -> HttpResponse:
    concern = get_own_concern(profile_of(request), reference)
    return _my_page(request, concern, AddForm())


@require_POST
def add_to_concern(request: HttpRequest, reference: str) -> HttpResponse:
    concern = get_own_concern(profile_of(request), reference)
    form = AddForm(request.POST)
    if not form.is_valid():
        return _my_page(request, concern, form)
    concerns.add(concern, form.cleaned_data["words"], now=timezone.now())
    messages.success(request, _("Added. Those who may read it are told that there is more."))
    return redirect("my-concern", reference)


def _my_page(request: HttpRequest, concern: Concern, form: AddForm) -> HttpResponse:
    context = {"form": form, **case_page.for_reporter(concern)}
    return render(request, "checkins/concerns/mine.html", context)
