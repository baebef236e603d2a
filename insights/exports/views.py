"""Figures as files. Taking a file is written to the audit, so it is a POST."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from insights.access import reader_of
from insights.exports import csv_file, definitions, json_file, lines, schema, xlsx_file
from insights.exports.columns import COLUMNS
from insights.exports.forms import ExportForm
from insights.exports.lines import Line
from insights.exports.selection import Selection
from matching.models import Program
from matching.views.exports import XLSX
from outbox.links import absolute
from profiles import audit, limits
from profiles.access import user_of
from profiles.models import User

EXPORTED = "insights.exported"
Write = Callable[[Iterator[Line], str], HttpResponseBase]


@require_safe
def export_figures(request: HttpRequest) -> HttpResponse:
    form = ExportForm(request.GET, reader=reader_of(user_of(request)))
    return _page(request, form)


@require_POST
def export_figures_csv(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "csv", _csv)


@require_POST
def export_figures_xlsx(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "xlsx", _xlsx)


@require_POST
def export_figures_json(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "json", _as_json)


@require_safe
def export_schema(request: HttpRequest) -> HttpResponse:
    reader_of(user_of(request))
    return JsonResponse(schema.of(_address()), content_type="application/schema+json")


def _page(request: HttpRequest, form: ExportForm, *, refused: object = "") -> HttpResponse:
    context = {
        "form": form,
        "refused": refused,
        "is_valid": form.is_valid(),
        "columns": COLUMNS,
        "definitions": definitions.named(),
    }
    return render(request, "insights/exports/page.html", context)


def _file(request: HttpRequest, ending: str, write: Write) -> HttpResponseBase:
    """The same filters as on the page; what is wrong with them is said there."""
    user = user_of(request)
    form = ExportForm(request.POST, reader=reader_of(user))
    if not form.is_valid():
        return _page(request, form)
    if not limits.may_take_file(request):
        return limits.refused(_page(request, form, refused=limits.TOO_MANY))
    selection = form.selection
    _note(user, selection, ending)
    name = f"insights-{timezone.localdate().isoformat()}.{ending}"
    return write(lines.of(selection), name)


def _csv(found: Iterator[Line], name: str) -> HttpResponseBase:
    return _stream(csv_file.written(found), name, "text/csv; charset=utf-8")


def _as_json(found: Iterator[Line], name: str) -> HttpResponseBase:
    now = timezone.now().astimezone(dt.UTC)
    pieces = json_file.written(found, schema=_address(), at=now)
    return _stream(pieces, name, "application/json; charset=utf-8")


def _xlsx(found: Iterator[Line], name: str) -> HttpResponseBase:
    file = xlsx_file.written(found)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _stream(pieces: Iterator[str], name: str, kind: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _address() -> str:
    return absolute(reverse("export-schema"))


def _note(user: User, selection: Selection, ending: str) -> None:
    """One program is what the act is about; with several, the reader is all it names."""
    only = selection.programs[0] if len(selection.programs) == 1 else None
    subject: Program | User = only or user
    data: dict[str, object] = {
        "format": ending,
        "programs": [program.pk if program else None for program in selection.programs],
        "measure": selection.measure,
        "cut": selection.cut,
        "every_week": selection.every_week,
    }
    audit.record(EXPORTED, subject, by=user, data=data)
