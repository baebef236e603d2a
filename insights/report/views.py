"""The report as its readers see it: a list, a page, two pages of paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from insights.models import ReportWords
from insights.report import content, paper, readers
from insights.report.access import get_period, get_reading, require_words
from profiles.access import user_of
from profiles.pages import page_of


@require_safe
def my_reports(request: HttpRequest) -> HttpResponse:
    """For sponsors alone: who writes a report finds it at the program."""
    programs = readers.sponsored(user_of(request))
    if not programs:
        raise Http404
    ids = ReportWords.objects.filter(program__in=programs).newest().values("pk")
    rows = ReportWords.objects.filter(pk__in=ids).select_related("program")
    page = page_of(rows.order_by("-starts_on", "program__name", "pk"), request.GET.get("page", "1"))
    return render(request, "insights/report/list.html", {"page": page})


@require_safe
def report(request: HttpRequest, pk: int, period: str) -> HttpResponse:
    reading = get_reading(user_of(request), pk)
    found = content.of(reading.program, get_period(period))
    require_words(reading, found.words)
    context = {"report": found, "program": reading.program, "can_write": reading.can_write}
    return render(request, "insights/report/page.html", context)


@require_safe
def report_pdf(request: HttpRequest, pk: int, period: str) -> HttpResponse:
    reading = get_reading(user_of(request), pk)
    found = content.of(reading.program, get_period(period))
    require_words(reading, found.words)
    answer = HttpResponse(paper.of(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{content.filename(found)}"'
    return answer
