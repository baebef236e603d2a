"""Whether the tips help, for HR: the verdicts, the receipt, and where hold-outs are off."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import holdout
from checkins.models import UntestedPlace
from insights.proof import lifts, page, receipt
from insights.proof.forms import PlaceForm
from insights.proof.tabs import tabs
from profiles.access import require_hr


@require_safe
def tip_proof(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    found = lifts.newest()
    lines = page.lines(found)
    context = {
        "lines": lines,
        "columns": page.columns(),
        "week": page.week_of(found),
        "figure": page.figure(lines),
        "is_off": bool(holdout.places_off()),
        "tabs": tabs("tips"),
    }
    return render(request, "insights/proof/tips.html", context)


@require_safe
def hold_out_receipt(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    found = lifts.newest()
    context = {
        "rule": holdout.RULE,
        "salt": holdout.SALT,
        "share": holdout.SHARE,
        "lines": [(line, found.get(line.template)) for line in page.lines(found)],
        "wrong": sum(row.wrong for row in found.values()),
        "week": page.week_of(found),
        "tabs": tabs("receipt"),
    }
    return render(request, "insights/proof/receipt.html", context)


@require_safe
def hold_out_receipt_file(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    text = json.dumps(receipt.document(lifts.newest()), indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="hold-outs.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def hold_out_places(request: HttpRequest) -> HttpResponse:
    """GET lists where hold-outs are off; POST switches them off somewhere."""
    user, is_post = require_hr(request), request.method == "POST"
    form = PlaceForm(request.POST if is_post else None)
    if is_post and form.is_valid():
        holdout.switch_off(*form.where, by=user, now=timezone.now())
        messages.success(request, _("Every tip goes to everybody there from now on."))
        return redirect("hold-out-places")
    context = {"form": form, "places": UntestedPlace.objects.all(), "tabs": tabs("places")}
    return render(request, "insights/proof/places.html", context)


@require_POST
def switch_hold_outs_on(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    place = UntestedPlace.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if place is None:
        raise Http404
    holdout.switch_on(place, by=user)
    messages.success(request, _("A tenth is held back from each tip there again."))
    return redirect("hold-out-places")
