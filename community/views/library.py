"""The library: its front, lists of one's own, the page of an item and its file."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community import library_lists, library_page, library_shelves
from community.access_library import get_resource, seen_by
from community.forms.library import LibraryFilter
from community.library_files import content_type
from community.models import Resource, ResourceFile
from profiles.access import is_hr, profile_of, user_of


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Shelves, until something is looked for."""
    reader = profile_of(request)
    form = LibraryFilter(request.GET, profile=reader)
    wanted = form.wanted()
    context: dict[str, Any] = {
        "form": form,
        "wanted": wanted,
        "counts": library_lists.counts(),
        "tab": "library",
    }
    if wanted:
        number = request.GET.get("page", "1")
        found = library_lists.results(wanted, seen_by(request), number, reader=reader)
        context |= {"page": found.page, "instead": found.instead}
    else:
        context["shelves"] = library_shelves.shelves(reader, now=timezone.now())
    return render(request, "community/library/library.html", context)


@require_safe
def library_saved(request: HttpRequest) -> HttpResponse:
    page = library_lists.saved_by(profile_of(request), request.GET.get("page", "1"))
    return render(request, "community/library/saved.html", {"page": page, "tab": "saved"})


@require_safe
def library_mine(request: HttpRequest) -> HttpResponse:
    page = library_lists.own(profile_of(request), request.GET.get("page", "1"))
    context = {"page": page, "tab": "mine", "today": timezone.localdate()}
    return render(request, "community/library/mine.html", context)


@require_safe
def resource(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = get_resource(request, pk), user_of(request)
    number = request.GET.get("page", "1")
    context = library_page.context(
        found, profile_of(request), user, is_hr=is_hr(user), number=number
    )
    return render(request, "community/library/resource.html", context)


@require_safe
def resource_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A download, never a page: whatever is in it, it does not act in our name."""
    found = get_resource(request, pk)
    if found.shape != Resource.Shape.FILE:
        raise Http404
    file = ResourceFile.objects.filter(resource=found).first()
    if file is None:
        raise Http404
    response = HttpResponse(bytes(file.data), content_type=content_type(file.name))
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    name = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    response["Content-Disposition"] = name
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
