"""A request as the mentor reads it, the mentor's switch, and HR's page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import answer_rates, pairing_words, programs, requests
from matching.access import get_managed_program
from matching.access_requests import get_mentor_enrollment, get_request_to
from matching.forms.fields import posted
from matching.forms.requests import RequestSettingsForm
from matching.models import Enrollment, MentorRequest
from matching.places import PlacesTakenError
from profiles import audit
from profiles.access import profile_of, user_of
from profiles.models import Goal

PAGE = 50


@require_safe
def mentor_request(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_request_to(user_of(request), pk)
    me, now = profile_of(request), timezone.now()
    goals = Goal.objects.filter(profile=found.mentee.profile_id).select_related("skill")
    context = {
        "found": found,
        "mentee": found.mentee.profile,
        "program": found.mentee.program,
        "goals": goals if found.is_open else [],
        "answer_by": pairing_words.day_of(found.answer_by, me),
        "rate": answer_rates.of([me.pk], now=now)[me.pk],
    }
    return render(request, "matching/requests/request.html", context)


@require_POST
def accept_request(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = get_request_to(user, pk)
    try:
        pair = requests.accept(found, by=user, now=timezone.now())
    except PlacesTakenError as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    if pair is None:
        return redirect(found)
    name = {"name": pair.mentee.first_name}
    messages.success(request, _("You and %(name)s are a pair. We have written to them.") % name)
    return redirect(pair)


@require_POST
def decline_request(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = get_request_to(user, pk)
    requests.not_now(found, by=user, now=timezone.now())
    return redirect(found)


@require_POST
def take_requests(request: HttpRequest, pk: int) -> HttpResponse:
    return _switched(request, pk, is_on=True, words=_("You take requests in %(name)s."))


@require_POST
def take_no_requests(request: HttpRequest, pk: int) -> HttpResponse:
    return _switched(request, pk, is_on=False, words=_("You take no requests in %(name)s now."))


def _switched(request: HttpRequest, pk: int, *, is_on: bool, words: str) -> HttpResponse:
    user = user_of(request)
    mentor = get_mentor_enrollment(user, pk)
    rows = Enrollment.objects.filter(pk=mentor.pk).exclude(takes_requests=is_on)
    if rows.update(takes_requests=is_on):
        audit.record("request.switched", mentor, by=user, about=mentor.profile)
    messages.success(request, words % {"name": mentor.program.name})
    return redirect("program", pk)


@require_safe
def hr_requests(request: HttpRequest, pk: int) -> HttpResponse:
    """Where requests stand; the words of a request stay between the two."""
    program = get_managed_program(user_of(request), pk)
    me = profile_of(request)
    rows = MentorRequest.objects.filter(mentee__program=program).with_people()
    rows = rows.exclude(mentee__profile=me).exclude(mentor__profile=me)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    mentors = {row.mentor.profile_id for row in page}
    rates = answer_rates.of(mentors, now=timezone.now())
    context = {
        "program": program,
        "page": page,
        "rows": [(row, rates[row.mentor.profile_id].words) for row in page],
    }
    return render(request, "matching/requests/hr.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def request_settings(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    form = RequestSettingsForm(posted(request), instance=program)
    if request.method == "POST" and form.is_valid():
        programs.change(program, form.changed_data, by=user)
        messages.success(request, _("%(name)s is saved.") % {"name": program.name})
        return redirect("hr-requests", pk)
    context = {
        "form": form,
        "program": program,
        "title": _("Requests to mentors"),
        "lead": _("Off, people are brought together by rounds and by you alone."),
        "button": _("Save"),
    }
    return render(request, "matching/programs/act.html", context)
