"""What starting does, of programs whose pairs started in two waves by lot."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from insights.access import reader_of
from insights.proof import start_page, starts
from insights.proof.tabs import tabs
from matching import lots
from matching.models import StartLot
from profiles.access import user_of

PAGE = 20


@require_safe
def start_effects(request: HttpRequest) -> HttpResponse:
    reader = reader_of(user_of(request))
    rows = StartLot.objects.filter(round__program__in=reader.programs().order_by().values("pk"))
    found = Paginator(
        rows.select_related("round__program").order_by("-drawn_at", "-pk"), PAGE
    ).get_page(request.GET.get("page"))
    context = {"page": found, "tabs": tabs("starts", company=reader.company)}
    return render(request, "insights/proof/starts.html", context)


@require_safe
def start_effect(request: HttpRequest, pk: int) -> HttpResponse:
    lot = _lot_for(request, pk)
    read_on = starts.read_on(lot)
    is_due = timezone.now().date() >= read_on
    found = starts.of(lot) if is_due else []
    context = {
        "lot": lot,
        "program": lot.round.program,
        "read_on": read_on,
        "second_on": starts.second_starts_on(lot),
        "is_due": is_due,
        "lines": start_page.lines(found),
        "columns": start_page.columns(),
        "figures": start_page.figures(found),
        "is_as_drawn": lots.is_as_drawn(lot),
        "rule": lots.RULE,
    }
    return render(request, "insights/proof/start.html", context)


def _lot_for(request: HttpRequest, pk: int) -> StartLot:
    """HR and the program's coordinators; nobody else learns that there was a lot."""
    programs = reader_of(user_of(request)).programs().order_by().values("pk")
    rows = StartLot.objects.filter(round__program__in=programs)
    lot = rows.select_related("round__program").filter(pk=pk).first() if 0 < pk < 2**63 else None
    if lot is None:
        raise Http404
    return lot
