"""Older versions of a document: a list, and each one to read and to compare."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community import library_versions
from community.access_library import get_resource
from profiles.pages import page_of


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_resource(request, pk)
    if not resource.is_document:
        raise Http404
    rows = resource.versions.select_related("by").defer("body")
    page = page_of(rows, request.GET.get("page", "1"))
    return render(request, "community/library/versions.html", {"resource": resource, "page": page})


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """As it was, with what that version changed in the one before it."""
    resource = get_resource(request, pk)
    rows = resource.versions.select_related("by").filter(number__lte=min(number, 2**31 - 1))
    found = list(rows[:2])
    if not found or found[0].number != number:
        raise Http404
    before = found[1] if len(found) > 1 else None
    context = {
        "resource": resource,
        "version": found[0],
        "before": before,
        "changes": library_versions.changes(before, found[0]) if before else None,
        "last": resource.versions.order_by("-number").values_list("number", flat=True).first(),
    }
    return render(request, "community/library/version.html", context)
