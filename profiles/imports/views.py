"""The pages of the people import, for HR admins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from profiles.access import require_hr, user_of
from profiles.imports import runs, showing, uploads
from profiles.imports.access import get_import_for
from profiles.imports.decoding import UnreadableError
from profiles.imports.forms import ColumnsForm, LevelsForm, StartForm, UploadForm
from profiles.models import PeopleImport

LATEST = 20
State = PeopleImport.State


def people_import(request: HttpRequest) -> HttpResponse:
    """Upload a file; below it, the last imports."""
    user = require_hr(request)
    is_post = request.method == "POST"
    form = UploadForm(*((request.POST, request.FILES) if is_post else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            import_ = uploads.upload(file.name, file.read(), by=user)
            return redirect("people-import-columns", pk=import_.pk)
        except UnreadableError as error:
            form.add_error("file", str(error))
    latest = PeopleImport.objects.light().select_related("created_by__profile")[:LATEST]
    return render(request, "profiles/imports/upload.html", {"form": form, "latest": latest})


def people_import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    import_ = get_import_for(user_of(request), pk)
    if not _is_open(import_):
        return redirect(import_)
    form = ColumnsForm(import_, *((request.POST,) if request.method == "POST" else ()))
    if form.is_valid():
        day_first = form.cleaned_data["day_first"]
        uploads.choose_columns(import_, form.mapping(), day_first=day_first)
        return redirect("people-import-levels" if import_.state == State.MAPPED else import_, pk=pk)
    context = {"import": import_, "form": form}
    return render(request, "profiles/imports/columns.html", context)


def people_import_levels(request: HttpRequest, pk: int) -> HttpResponse:
    import_ = get_import_for(user_of(request), pk)
    if not _is_open(import_) or "grade" not in import_.mapping:
        return redirect(import_)
    counts, guessed = uploads.grades(import_)
    form = LevelsForm(counts, guessed, *((request.POST,) if request.method == "POST" else ()))
    if form.is_valid():
        uploads.choose_levels(import_, form.level_of())
        return redirect(import_)
    return render(request, "profiles/imports/levels.html", {"import": import_, "form": form})


def _is_open(import_: PeopleImport) -> bool:
    return import_.state in uploads.OPEN and import_.has_file


@require_safe
def people_import_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the file stands: next step, progress, dry run or result."""
    import_ = get_import_for(user_of(request), pk)
    if import_.state in (State.UPLOADED, State.MAPPED) and import_.has_file:
        is_mapped = import_.state == State.MAPPED
        return redirect("people-import-levels" if is_mapped else "people-import-columns", pk=pk)
    response = _progress(request, import_) if import_.is_working else _result(request, import_)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _progress(request: HttpRequest, import_: PeopleImport) -> HttpResponse:
    template = "profiles/imports/progress.html" + ("#progress" if request.htmx else "")  # type: ignore[attr-defined]
    return render(request, template, {"import": import_})


def _result(
    request: HttpRequest, import_: PeopleImport, form: StartForm | None = None
) -> HttpResponse:
    names, rows = showing.preview(import_)
    is_sound = not import_.error_count
    context = {
        "import": import_,
        "form": form or StartForm(import_),
        "kinds": showing.kinds(import_),
        "changes": showing.changes(import_) if is_sound else [],
        "leavers": import_.leavers if is_sound and import_.state == State.READY else [],
        "errors": import_.errors[: showing.SHOWN_ERRORS],
        "more_errors": import_.error_count - len(import_.errors[: showing.SHOWN_ERRORS]),
        "names": names,
        "rows": rows,
        "can_start": import_.state == State.READY and is_sound,
    }
    response = render(request, "profiles/imports/result.html", context)
    if request.htmx:  # type: ignore[attr-defined]
        # The poll of the progress page ends here.
        response["HX-Refresh"] = "true"
    return response


@require_POST
def start_people_import(request: HttpRequest, pk: int) -> HttpResponse:
    import_ = get_import_for(user_of(request), pk)
    form = StartForm(import_, request.POST)
    if not form.is_valid():
        return _result(request, import_, form)
    runs.start(import_, is_complete=form.cleaned_data["is_complete"])
    return redirect(import_)


@require_safe
def people_import_errors(request: HttpRequest, pk: int) -> HttpResponse:
    import_ = get_import_for(user_of(request), pk)
    response = HttpResponse(showing.errors_csv(import_), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="people-import-{import_.pk}.csv"'
    return response
