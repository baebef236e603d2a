"""Help about matching, for everybody signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def how_matching_works(request: HttpRequest) -> HttpResponse:
    """The words of `docs/matching.md`; a test holds the two together."""
    return render(request, "matching/how_matching_works.html")
