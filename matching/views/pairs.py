"""Pairs of a program for HR and coordinators: list, add, correct, end one by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matching import pairs
from matching.access import get_managed_pair, get_managed_program
from matching.forms.fields import posted
from matching.forms.pairs import AddPairForm, DatesForm, FilterForm
from matching.forms.people import ReasonForm
from matching.models import Pair, Program
from matching.pair_import import writing
from profiles.access import profile_of, user_of

PAGE = 50


@require_safe
def pair_list(request: HttpRequest, pk: int) -> HttpResponse:
    program = get_managed_program(user_of(request), pk)
    form = FilterForm(request.GET)
    state = form.cleaned_data.get("state", "") if form.is_valid() else ""
    rows = Pair.objects.filter(program=program).with_people().order_by("mentee__name", "pk")
    if state != "all":
        rows = rows.filter(state__in=[state] if state else [*Pair.OPEN, Pair.State.AWAY])
    context = {
        "program": program,
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "own": profile_of(request).pk,
    }
    return render(request, "matching/pairs/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_pair(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    form = AddPairForm(posted(request), reader=profile_of(request), initial=_dates(program))
    if request.method == "POST" and form.is_valid():
        try:
            _write(program, form, request)
        except writing.NotWrittenError as error:
            form.refuse(error.checked[0])
        else:
            messages.success(request, _("The pair is added and both see it now."))
            return redirect("hr-pairs", pk)
    return render(request, "matching/pairs/add.html", {"form": form, "program": program})


def _write(program: Program, form: AddPairForm, request: HttpRequest) -> None:
    reason = form.cleaned_data["reason"]
    writing.write(program, [form.row], by=user_of(request), now=timezone.now(), reasons={1: reason})


def _dates(program: Program) -> dict[str, object]:
    today = timezone.localdate()
    return {"starts_on": today, "ends_on": max(program.ends_on, today)}


@require_http_methods(["GET", "HEAD", "POST"])
def correct_pair(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    pair = get_managed_pair(user, pk)
    initial = {
        "starts_on": pair.starts_on,
        "ends_on": pair.ends_on,
        "meetings": pair.meetings_before,
    }
    form = DatesForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        pairs.correct(pair, by=user, **form.cleaned_data)
        messages.success(request, _("The dates are corrected."))
        return redirect("hr-pairs", pair.program_id)
    context = _act(pair, form, _("Correct the dates"), _("Save"))
    return render(request, "matching/programs/act.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_pair(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    pair = get_managed_pair(user, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if pairs.close_pair(pair, by=user, reason=form.cleaned_data["reason"], now=now):
            messages.success(request, _("The pair has ended and both are told kindly."))
        return redirect("hr-pairs", pair.program_id)
    context = _act(pair, form, _("End the pair"), _("End the pair"))
    context["lead"] = _("Both are told that they have finished. Your reason stays with you.")
    return render(request, "matching/programs/act.html", context)


def _act(pair: Pair, form: object, title: str, button: str) -> dict[str, object]:
    names = {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
    return {
        "form": form,
        "program": pair.program,
        "title": _("%(title)s: %(mentor)s and %(mentee)s") % {"title": title, **names},
        "button": button,
        "back": reverse("hr-pairs", args=[pair.program_id]),
    }
