"""The page on which figures are chosen for a file, with the keys for whoever may make some."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from insights.exports import definitions, keys
from insights.exports.columns import COLUMNS
from insights.exports.forms import ExportForm, KeyForm
from outbox.links import absolute


def render_page(
    request: HttpRequest,
    form: ExportForm,
    *,
    refused: object = "",
    key_form: KeyForm | None = None,
    token: str = "",
) -> HttpResponse:
    """`token` is a key just made: it is shown this once and kept nowhere."""
    context: dict[str, object] = {
        "form": form,
        "refused": refused,
        "is_valid": form.is_valid(),
        "columns": COLUMNS,
        "definitions": definitions.named(),
    }
    if form.reader.company:
        context |= {
            "keys": keys.listed(),
            "key_form": key_form or KeyForm(),
            "token": token,
            "host": absolute(""),
        }
    page = render(request, "insights/exports/page.html", context)
    if token:
        page["Cache-Control"] = "no-store"
    return page
