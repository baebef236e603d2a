"""Where coordinators and HR write a report, say when it is mailed and who reads it."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insights.models import ReportPlan
from insights.report import desk, mailing, naming, readers, schedule, words
from insights.report.access import get_period, get_reported_program
from insights.report.forms import ReadersForm, ScheduleForm, WordsForm
from matching.forms.fields import posted
from matching.models import Program
from profiles.access import user_of

ANY = ["GET", "HEAD", "POST"]


@require_safe
def report_desk(request: HttpRequest, pk: int) -> HttpResponse:
    return _desk(request, get_reported_program(user_of(request), pk))


@require_POST
def schedule_report(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_reported_program(user, pk)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _desk(request, program, form)
    today = timezone.now().astimezone(program.zone).date()
    schedule.set_rhythm(program, form.cleaned_data["rhythm"], by=user, today=today)
    plan = schedule.plan_of(program, today=today)
    messages.success(request, _("Saved. %(next)s") % {"next": _next_mail(plan, today)})
    return redirect("report-desk", program.pk)


@require_http_methods(ANY)
def report_readers(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_reported_program(user, pk)
    form = ReadersForm(posted(request), initial={"people": readers.more(program)})
    if request.method == "POST" and form.is_valid():
        readers.set_more(program, form.chosen, by=user)
        messages.success(request, _("Who reads the report is saved."))
        return redirect("report-desk", program.pk)
    return render(request, "insights/report/readers.html", {"form": form, "program": program})


@require_http_methods(ANY)
def write_report(request: HttpRequest, pk: int, period: str) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    program, found = get_reported_program(user, pk), get_period(period)
    last = words.newest(program, found)
    form = WordsForm(posted(request), initial=WordsForm.initial_of(last))
    if request.method == "POST" and form.is_valid():
        words.write(program, found, form.sentences, by=user, now=now)
        messages.success(request, _("The sentences are saved. Sponsors can read the report now."))
        return redirect("report", program.pk, found.slug)
    context = {"form": form, "program": program, "label": naming.label(found), "last": last}
    return render(request, "insights/report/write.html", context)


def _desk(request: HttpRequest, program: Program, form: ScheduleForm | None = None) -> HttpResponse:
    today = timezone.now().astimezone(program.zone).date()
    plan = schedule.plan_of(program, today=today)
    context = {
        "program": program,
        "lines": desk.lines(program, plan, today=today),
        "form": form or ScheduleForm(initial={"rhythm": plan.rhythm}),
        "next_mail": _next_mail(plan, today),
        "sponsors": readers.sponsors(program),
        "coordinators": mailing.coordinators(program),
    }
    return render(request, "insights/report/desk.html", context)


def _next_mail(plan: ReportPlan, today: dt.date) -> str:
    if plan.rhythm == plan.Rhythm.OFF:
        return _("No report is mailed.")
    found = schedule.next_mail(plan, today=today)
    if found is None:
        return _("The program has ended, so no report follows.")
    period, day = found
    text = _("The next report is about %(period)s and leaves on %(day)s at 08:00 (%(zone)s).")
    values = {"period": naming.label(period), "day": date_format(day, "j F Y")}
    return text % (values | {"zone": plan.program.time_zone})
