"""The figures of the company and of one program."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from insights import figures, overview
from insights.access import get_program, reader_of
from insights.forms import WeekForm
from insights.measures import MEASURES
from profiles.access import user_of

PROGRAMS = 25


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """A coordinator sees their programs, without the figures of the company."""
    reader = reader_of(user_of(request))
    weeks = figures.weeks_told(None)
    form = WeekForm(request.GET, weeks=weeks)
    week = form.chosen_week or (weeks[0] if weeks else None)
    page = Paginator(reader.programs(), PROGRAMS).get_page(request.GET.get("page"))
    shown = figures.shown(None, week) if reader.company and week else {}
    context = {
        "reader": reader,
        "form": form,
        "week": week,
        "sections": overview.sections(shown),
        "page": page,
        "lines": overview.lines(page, week),
        "columns": [MEASURES[slug].title for slug in overview.MAIN],
    }
    return render(request, "insights/overview.html", context)


@require_safe
def program_insights(request: HttpRequest, pk: int) -> HttpResponse:
    program = get_program(user_of(request), pk)
    weeks = figures.weeks_told(program)
    form = WeekForm(request.GET, weeks=weeks)
    week = form.chosen_week or (weeks[0] if weeks else None)
    shown = figures.shown(program, week) if week else {}
    context = {
        "program": program,
        "form": form,
        "week": week,
        "sections": overview.sections(shown),
        "is_small": bool(shown) and max(one.people for one in shown.values()) < SMALL,
    }
    return render(request, "insights/program.html", context)


# Below that most breakdowns stay closed: two groups of five and a rest of five.
SMALL = 15
