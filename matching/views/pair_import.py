"""Existing pairs from a file: upload, check without writing, import all rows or none."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.access import get_managed_program
from matching.forms.fields import posted
from matching.forms.pairs import FileForm, ImportForm
from matching.models import Program
from matching.pair_import import checking, reading, writing
from matching.pair_import.checking import Checked
from profiles.access import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def import_pairs(request: HttpRequest, pk: int) -> HttpResponse:
    """POST checks the file and writes nothing."""
    user = user_of(request)
    program = get_managed_program(user, pk)
    form = FileForm(posted(request), request.FILES)
    if request.method == "POST" and form.is_valid():
        today = timezone.now().date()
        checked = checking.check(program, form.rows, by=user, today=today, reasons={})
        return _check_page(request, program, checked)
    return render(request, "matching/pairs/import.html", {"form": form, "program": program})


@require_POST
def write_pairs(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    form = ImportForm(request.POST)
    if not form.is_valid():
        if not form.rows:
            messages.error(request, _("Choose the file again."))
            return redirect("import-pairs", pk)
        today = timezone.now().date()
        checked = checking.check(program, form.rows, by=user, today=today, reasons=form.reasons())
        return _check_page(request, program, checked, form.data)
    try:
        counts = writing.write(
            program,
            form.rows,
            by=user,
            now=timezone.now(),
            reasons=form.reasons(),
            reason_for_all=form.cleaned_data["reason_for_all"],
        )
    except writing.NotWrittenError as error:
        return _check_page(request, program, error.checked, form.data)
    words = {"new": counts["new"], "changed": counts["changed"], "same": counts["same"]}
    text = _("%(new)d pairs added, %(changed)d corrected, %(same)d unchanged.")
    messages.success(request, text % words)
    return redirect("hr-pairs", pk)


def _check_page(
    request: HttpRequest,
    program: Program,
    checked: Sequence[Checked],
    data: object = None,
) -> HttpResponse:
    text = reading.as_text(each.row for each in checked)
    form = ImportForm(data, checked=checked, initial={"rows_text": text})
    context = {
        "program": program,
        "form": form,
        "checked": checked,
        "wrong": [each for each in checked if each.unsettled],
        "counts": _counts(checked),
        "can_import": all(not e.unsettled or e.asks_for_reason for e in checked),
    }
    return render(request, "matching/pairs/check.html", context)


def _counts(checked: Sequence[Checked]) -> dict[str, int]:
    outcomes = [each.outcome for each in checked]
    return {name: outcomes.count(name) for name in ("new", "changed", "same", "wrong")}
