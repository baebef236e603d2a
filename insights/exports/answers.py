"""Lines as a file to take along, in each form there is."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.http import FileResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from insights.exports import csv_file, json_file, xlsx_file
from insights.exports.lines import Line
from matching.views.exports import XLSX
from outbox.links import absolute

Write = Callable[[Iterator[Line]], HttpResponseBase]


def csv(found: Iterator[Line]) -> HttpResponseBase:
    return _stream(csv_file.written(found), "csv", "text/csv; charset=utf-8")


def json(found: Iterator[Line]) -> HttpResponseBase:
    now = timezone.now().astimezone(dt.UTC)
    pieces = json_file.written(found, schema=schema_address(), at=now)
    return _stream(pieces, "json", "application/json; charset=utf-8")


def xlsx(found: Iterator[Line]) -> HttpResponseBase:
    file = xlsx_file.written(found)
    return FileResponse(file, as_attachment=True, filename=_name("xlsx"), content_type=XLSX)


def schema_address() -> str:
    return absolute(reverse("export-schema"))


def _name(ending: str) -> str:
    return f"insights-{timezone.localdate().isoformat()}.{ending}"


def _stream(pieces: Iterator[str], ending: str, kind: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{_name(ending)}"'
    return answer
