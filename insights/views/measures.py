"""One measure: its definition, its weeks, how it is spread, and by groups."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from insights import drawings, figures, groups, overview
from insights.access import Reader, reader_of
from insights.forms import MeasureForm
from insights.measures import MEASURES, Measure
from matching.models import Program
from profiles.access import user_of


@require_safe
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_of(user_of(request))
    found = MEASURES.get(slug)
    if found is None or not (reader.company or found.by_program):
        raise Http404
    programs = list(reader.programs()) if found.by_program else []
    program = _chosen(request, reader, programs)
    weeks = figures.weeks_told(program)
    form = MeasureForm(
        request.GET,
        measure=found,
        programs=programs,
        company=reader.company,
        weeks=weeks,
    )
    week = form.chosen_week or (weeks[0] if weeks else None)
    cut = form.chosen().get("cut") or next(iter(groups.of(found.cuts)), "")
    whole = figures.shown(program, week)[slug]
    parts = figures.cuts(found, program, cut, week) if cut else []
    context = {
        "measure": found,
        "program": program,
        "form": form,
        "week": week,
        "card": overview.card(whole),
        "figures": _drawn(found, whole, parts, program, cut),
        "cut": cut,
        "parts": parts,
        "rest": figures.rest(whole, parts),
    }
    return render(request, "insights/measure.html", context)


def _chosen(request: HttpRequest, reader: Reader, programs: list[Program]) -> Program | None:
    """Whoever does not read the company's figures starts with a program of theirs."""
    asked = request.GET.get("program", "")
    found = next((program for program in programs if str(program.pk) == asked), None)
    if found is None and not reader.company:
        if not programs:
            raise Http404
        return programs[0]
    return found


def _drawn(
    measure: Measure,
    whole: figures.Shown,
    parts: list[figures.Shown],
    program: Program | None,
    cut: str,
) -> list[object]:
    found = [drawings.history(whole), drawings.distribution(whole)]
    if measure.slug == "skill_growth":
        found.append(drawings.growth(whole, parts))
    if "source" in measure.cuts and cut in ("source", "flow"):
        both = {
            name: figures.cuts(measure, program, name, whole.week) for name in ("flow", "source")
        }
        found.append(drawings.flows(both["flow"], both["source"]))
    elif parts:
        found.append(drawings.breakdown(whole, parts, cut))
    return [figure for figure in found if figure]
