"""How a program goes, for its coordinators and HR."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from insights.access import get_program, reader_of
from insights.report import health
from profiles.access import user_of


@require_safe
def program_health(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_program(user, pk)
    context = {"program": program, "health": health.of(program, reader_of(user))}
    return render(request, "insights/report/health.html", context)
