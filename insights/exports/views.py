"""Figures as files. Taking a file is written to the audit, so it is a POST."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from insights.access import reader_of
from insights.exports import answers, lines, schema
from insights.exports.answers import Write
from insights.exports.forms import ExportForm
from insights.exports.page import render_page
from insights.exports.selection import Selection
from matching.models import Program
from profiles import audit, limits
from profiles.access import user_of
from profiles.models import User

EXPORTED = "insights.exported"


@require_safe
def export_figures(request: HttpRequest) -> HttpResponse:
    return render_page(request, ExportForm(request.GET, reader=reader_of(user_of(request))))


@require_POST
def export_figures_csv(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "csv", answers.csv)


@require_POST
def export_figures_xlsx(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "xlsx", answers.xlsx)


@require_POST
def export_figures_json(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "json", answers.json)


@require_safe
def export_schema(request: HttpRequest) -> HttpResponse:
    reader_of(user_of(request))
    document = schema.of(answers.schema_address())
    return JsonResponse(document, content_type="application/schema+json")


def _file(request: HttpRequest, ending: str, write: Write) -> HttpResponseBase:
    """The same filters as on the page; what is wrong with them is said there."""
    user = user_of(request)
    form = ExportForm(request.POST, reader=reader_of(user))
    if not form.is_valid():
        return render_page(request, form)
    if not limits.may_take_file(request):
        return limits.refused(render_page(request, form, refused=limits.TOO_MANY))
    selection = form.selection
    _note(user, selection, ending)
    return write(lines.of(selection))


def _note(user: User, selection: Selection, ending: str) -> None:
    """One program is what the act is about; with several, the reader is all it names."""
    only = selection.programs[0] if len(selection.programs) == 1 else None
    subject: Program | User = only or user
    audit.record(EXPORTED, subject, by=user, data={"format": ending, **selection.document})
