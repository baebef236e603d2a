"""Who did what in a round, on a page and as a file."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching import round_history
from matching.access import get_managed_round
from matching.exports import csv_file
from matching.exports.cells import Cell
from matching.exports.lines import PIECE
from matching.forms.history import HistoryFilter
from matching.models import Round
from matching.round_history import Key
from matching.views.exports import csv_answer, paper_of
from profiles import audit, limits
from profiles.access import user_of
from profiles.models import User

PAGE = 50


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    form = _filter(request, round_, user)
    found = round_history.chosen(round_, reader=user, **form.chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round_,
        "program": round_.program,
        "form": form,
        "page": page,
        "events": round_history.said(list(page)),
    }
    return render(request, "matching/history/round.html", context)


@require_POST
def export_history(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same list as the page, with its filter, from the first line to the last."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    form = _filter(request, round_, user)
    if not limits.may_take_file(request):
        messages.error(request, limits.TOO_MANY)
        return redirect(f"{reverse('round-history', args=[pk])}{form.query}")
    keys = list(round_history.chosen(round_, reader=user, **form.chosen))
    paper = paper_of(request, round_)
    audit.record("round.history_exported", round_, by=user, data={"lines": len(keys)})
    headings = [
        _("When (%(zone)s)") % {"zone": paper.zone},
        _("Who"),
        _("What"),
        _("About"),
        _("Reason"),
    ]
    pieces = csv_file.written(headings, _lines(keys), paper)
    return csv_answer(pieces, paper.filename("csv", "history"))


def _filter(request: HttpRequest, round_: Round, user: User) -> HistoryFilter:
    return HistoryFilter(request.GET, round_history.choices(round_, reader=user))


def _lines(keys: list[Key]) -> Iterator[list[Cell]]:
    for start in range(0, len(keys), PIECE):
        for event in round_history.said(keys[start : start + PIECE]):
            yield [event.at, event.who, event.did, event.about, event.reason]
