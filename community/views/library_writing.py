"""Suggesting a link, uploading a file, writing a document; changing any of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import library, library_uploads, link_titles
from community.access_library import get_editable, get_own_unpublished, seen_by
from community.forms.library import FORMS, DetailsForm, DocumentForm, LinkForm, UploadForm
from community.models import Resource
from profiles.access import is_hr, profile_of, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def suggest_resource(request: HttpRequest) -> HttpResponse:
    by, user = profile_of(request), user_of(request)
    form = LinkForm(_posted(request), profile=by)
    known = None
    if form.is_bound and (link := form.link_without_title()):
        _read_title(request, form, link)
    elif form.is_bound and form.is_valid():
        try:
            new = library.suggest_link(form.details(), by=by, is_hr=is_hr(user), now=timezone.now())
        except library.DuplicateError as duplicate:
            known = _refuse(request, form, duplicate.known)
        else:
            messages.success(request, _told(new))
            return redirect(new)
    return render(request, "community/library/suggest.html", {"form": form, "known": known})


def _read_title(request: HttpRequest, form: LinkForm, link: str) -> None:
    title = link_titles.title_for(request, link)
    if title:
        form.take_title(title)
        messages.info(request, _("The title is the one of the page. Check it, then suggest."))


@require_http_methods(GET_OR_POST)
def upload_resource(request: HttpRequest) -> HttpResponse:
    """The file alone: what is said about it comes on the next page, with the file safe here."""
    files = request.FILES if request.method == "POST" else None
    form, known = UploadForm(_posted(request), files), None
    if form.is_bound and form.is_valid():
        checked, data = form.cleaned_data["file"]
        try:
            new = library_uploads.keep(checked, data, by=profile_of(request))
        except library.DuplicateError as duplicate:
            known = _refuse(request, form, duplicate.known)
        except library_uploads.TooManyError:
            words = _("You have %(n)d files that nobody sees yet. Send or delete one of them first")
            form.add_error("file", words % {"n": library_uploads.MOST_WAITING})
        else:
            words = _("%(name)s is here. Say what it is.")
            messages.success(request, words % {"name": checked.name})
            return redirect("edit-resource", new.pk)
    return render(request, "community/library/upload.html", {"form": form, "known": known})


@require_http_methods(GET_OR_POST)
def write_document(request: HttpRequest) -> HttpResponse:
    by = profile_of(request)
    form = DocumentForm(_posted(request), profile=by)
    if form.is_bound and form.is_valid():
        new = library.draft(form.details(), shape=Resource.Shape.DOCUMENT, by=by)
        messages.success(request, _("Draft saved. Only you see it until you send it."))
        return redirect(new)
    return render(request, "community/library/write.html", {"form": form})


@require_POST
def preview_document(request: HttpRequest) -> HttpResponse:
    form = DocumentForm(request.POST, profile=profile_of(request))
    return render(request, "community/library/write.html", _preview(form))


@require_http_methods(GET_OR_POST)
def edit_resource(request: HttpRequest, pk: int) -> HttpResponse:
    resource, by = get_editable(request, pk), profile_of(request)
    form = FORMS[resource.shape](_posted(request), profile=by, resource=resource)
    known = None
    if form.is_bound and form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            library.save(resource, form.details(), seen=seen, by=by, now=now)
        except library.StaleError as stale:
            words = _("Somebody has changed this meanwhile. Check both versions, then save again")
            form.show_other(stale.current, words)
        except library.DuplicateError as duplicate:
            known = _refuse(request, form, duplicate.known)
        else:
            messages.success(request, _("%(title)s saved.") % {"title": form.details().title})
            return redirect(resource)
    return _edit_page(request, resource, {"form": form, "known": known})


@require_POST
def preview_edit(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_editable(request, pk)
    form = FORMS[resource.shape](request.POST, profile=profile_of(request), resource=resource)
    return _edit_page(request, resource, _preview(form))


@require_POST
def send_resource(request: HttpRequest, pk: int) -> HttpResponse:
    resource, by = get_own_unpublished(request, pk), profile_of(request)
    try:
        sent = library.send(resource, by=by, is_hr=is_hr(user_of(request)), now=timezone.now())
    except library.DuplicateError as duplicate:
        messages.error(request, _duplicate_words(request, duplicate.known)[0])
        return redirect(resource)
    if sent:
        resource.refresh_from_db(fields=["state"])
        messages.success(request, _told(resource))
    return redirect(resource)


@require_POST
def discard_resource(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_own_unpublished(request, pk)
    if library.discard(resource, by=profile_of(request)):
        messages.success(request, _("%(title)s deleted.") % {"title": resource.title})
    return redirect("library-mine")


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _preview(form: DetailsForm) -> dict[str, Any]:
    """What was typed, shown and not saved; what is wrong with it is said at the same time."""
    form.is_valid()
    return {"form": form, "preview": form["body"].value() if "body" in form.fields else None}


def _edit_page(request: HttpRequest, resource: Resource, context: dict[str, Any]) -> HttpResponse:
    template = "write" if resource.is_document else "edit"
    return render(request, f"community/library/{template}.html", {**context, "resource": resource})


def _told(resource: Resource) -> str:
    if resource.is_published:
        return _("%(title)s is in the library.") % {"title": resource.title}
    return _("Suggested. HR looks at it and writes to you.")


def _refuse(request: HttpRequest, form: Any, known: Resource) -> Resource | None:
    words, shown = _duplicate_words(request, known)
    form.add_error("file" if "file" in form.fields else "url", words)
    return shown


def _duplicate_words(request: HttpRequest, known: Resource) -> tuple[str, Resource | None]:
    """A suggestion of somebody else is not shown: only that there is one."""
    if seen_by(request).filter(pk=known.pk).exists():
        return _("We already have this"), known
    return _("Somebody has suggested this already. HR is looking at it"), None
