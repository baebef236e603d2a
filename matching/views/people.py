"""People of a program for HR and coordinators: the list, and what can be done with one of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import enrollments, presets, training
from matching.access import get_managed_enrollment, get_managed_program
from matching.forms.fields import posted
from matching.forms.people import FilterForm, GroupForm, OptionalReasonForm, PauseForm
from matching.models import Enrollment
from profiles.access import user_of

PAGE = 50


@require_safe
def enrollment_list(request: HttpRequest, pk: int) -> HttpResponse:
    program = get_managed_program(user_of(request), pk)
    form = FilterForm(request.GET)
    everyone = Enrollment.objects.filter(program=program)
    rows = form.apply(everyone.select_related("profile").order_by("profile__name", "role"))
    by_state = dict(everyone.order_by().values_list("state").annotate(n=Count("pk")))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    mentors = [row.profile_id for row in page if row.role == Enrollment.Role.MENTOR]
    context = {
        "program": program,
        "preset": presets.preset_of(program),
        "form": form,
        "page": page,
        "untrained": training.missing(program, mentors) if mentors else set(),
        "waiting": by_state.get("applied", 0),
        "places_left": enrollments.places_left(program),
        "today": timezone.localdate(),
    }
    return render(request, "matching/programs/people.html", context)


@require_POST
def accept_enrollment(request: HttpRequest, pk: int, enrollment: int) -> HttpResponse:
    user = user_of(request)
    row = get_managed_enrollment(user, get_managed_program(user, pk), enrollment)
    name = {"name": row.profile.name}
    try:
        if enrollments.accept(row, by=user, now=timezone.now()):
            messages.success(request, _("%(name)s is in the program.") % name)
    except enrollments.JoinRefusedError:
        text = _("All places are taken. Raise the number of people first; %(name)s still waits.")
        messages.error(request, text % name)
    return redirect("hr-enrollments", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse_enrollment(request: HttpRequest, pk: int, enrollment: int) -> HttpResponse:
    user = user_of(request)
    row = get_managed_enrollment(user, get_managed_program(user, pk), enrollment)
    form = OptionalReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if enrollments.refuse(row, by=user, now=timezone.now(), reason=reason):
            messages.success(request, _("%(name)s is told kindly.") % {"name": row.profile.name})
        return redirect("hr-enrollments", pk)
    context = {
        "form": form,
        "program": row.program,
        "title": _("Refuse %(name)s?") % {"name": row.profile.name},
        "lead": _("They are told that there is no place this time. The reason stays with you."),
        "button": _("Refuse"),
    }
    return render(request, "matching/programs/act.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_enrollment(request: HttpRequest, pk: int, enrollment: int) -> HttpResponse:
    user = user_of(request)
    row = get_managed_enrollment(user, get_managed_program(user, pk), enrollment)
    form = OptionalReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        enrollments.remove(row, by=user, now=timezone.now(), reason=form.cleaned_data["reason"])
        text = _("%(name)s is out of the program.")
        messages.success(request, text % {"name": row.profile.name})
        return redirect("hr-enrollments", pk)
    context = {
        "form": form,
        "program": row.program,
        "title": _("Take %(name)s out of the program?") % {"name": row.profile.name},
        "lead": _("Open pairs in this role end kindly and both people are told."),
        "button": _("Take out"),
    }
    return render(request, "matching/programs/act.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pause_enrollment(request: HttpRequest, pk: int, enrollment: int) -> HttpResponse:
    user = user_of(request)
    row = get_managed_enrollment(user, get_managed_program(user, pk), enrollment)
    form = PauseForm(
        posted(request), today=timezone.localdate(), initial={"until": row.paused_until}
    )
    if request.method == "POST" and form.is_valid():
        enrollments.pause(row, form.cleaned_data["until"], by=user)
        messages.success(request, _("%(name)s is paused.") % {"name": row.profile.name})
        return redirect("hr-enrollments", pk)
    context = {
        "form": form,
        "program": row.program,
        "title": _("Pause %(name)s?") % {"name": row.profile.name},
        "lead": _("They stay in the program and are left out of matching until that day."),
        "button": _("Pause"),
    }
    return render(request, "matching/programs/act.html", context)


@require_POST
def resume_enrollment(request: HttpRequest, pk: int, enrollment: int) -> HttpResponse:
    user = user_of(request)
    row = get_managed_enrollment(user, get_managed_program(user, pk), enrollment)
    enrollments.pause(row, None, by=user)
    messages.success(request, _("%(name)s is back in matching.") % {"name": row.profile.name})
    return redirect("hr-enrollments", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def enroll_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Mentees only, with a notice and five working days to say no."""
    user = user_of(request)
    program = get_managed_program(user, pk)
    form = GroupForm(posted(request), initial={"how": "rules", **program.audience})
    if request.method == "POST" and form.is_valid():
        told = enrollments.enroll_by_default(
            program, form.people(program), by=user, now=timezone.now()
        )
        text = ngettext(
            "%(n)d person is told and has 5 working days to say no.",
            "%(n)d people are told and have 5 working days to say no.",
            told,
        )
        messages.success(request, text % {"n": told})
        return redirect("hr-enrollments", pk)
    return render(request, "matching/programs/enroll.html", {"form": form, "program": program})
