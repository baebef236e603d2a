"""A program as employees see it, and leaving or pausing it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import asking, enrollments, presets, told
from matching.access import (
    IN_PROGRAM,
    get_program_for,
    get_program_to_join,
    manages,
)
from matching.forms.fields import posted
from matching.forms.people import PauseForm
from matching.models import Enrollment
from profiles.access import profile_of, user_of


@require_safe
def program_page(request: HttpRequest, pk: int) -> HttpResponse:
    user, profile = user_of(request), profile_of(request)
    program = get_program_for(user, pk)
    now = timezone.now()
    rows = Enrollment.objects.filter(program=program, profile=profile, state__in=IN_PROGRAM)
    context = {
        "program": program,
        "preset": presets.preset_of(program),
        "rhythm": presets.rhythm(program),
        "rows": rows,
        "is_notified": any(row.state == Enrollment.State.NOTIFIED for row in rows),
        "paused_until": _paused_until(list(rows)),
        "closed": enrollments.why_not(program, profile, now=now),
        "manages": manages(user, program),
        "told": told.sentences(program, [row.role for row in rows]) if rows else [],
        "told_by_role": [] if rows else told.by_role(program),
        "today": timezone.localdate(),
        "asks": asking.mentee_of(program, profile, now=now),
        "mentors_here": [row for row in rows if row.role == Enrollment.Role.MENTOR],
    }
    return render(request, "matching/program.html", context)


def _paused_until(rows: list[Enrollment]) -> object:
    today = timezone.localdate()
    return next((row.paused_until for row in rows if row.is_paused(today=today)), None)


@require_POST
def not_for_me(request: HttpRequest, pk: int) -> HttpResponse:
    program, profile = get_program_to_join(user_of(request), pk), profile_of(request)
    if enrollments.say_no(program, profile, now=timezone.now()):
        text = _("Done. We write no more about %(name)s.")
        messages.success(request, text % {"name": program.name})
        return redirect("home")
    messages.error(request, _("You have a partner here. Leave the program on this page."))
    return redirect("program", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_program(request: HttpRequest, pk: int) -> HttpResponse:
    user, profile = user_of(request), profile_of(request)
    program = get_program_to_join(user, pk)
    inside = Enrollment.objects.filter(program=program, profile=profile, state__in=IN_PROGRAM)
    if request.method == "POST":
        enrollments.leave(program, profile, by=user, now=timezone.now())
        messages.success(request, _("You have left %(name)s.") % {"name": program.name})
        return redirect("home")
    if not inside.exists():
        return redirect("program", pk)
    return render(request, "matching/leave.html", {"program": program})


@require_http_methods(["GET", "HEAD", "POST"])
def pause_in_program(request: HttpRequest, pk: int) -> HttpResponse:
    user, profile = user_of(request), profile_of(request)
    program = get_program_to_join(user, pk)
    rows = Enrollment.objects.filter(program=program, profile=profile, state__in=IN_PROGRAM)
    if not rows:
        raise Http404
    form = PauseForm(posted(request), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        for row in rows.select_related("profile"):
            enrollments.pause(row, form.cleaned_data["until"], by=user)
        messages.success(request, _("You are paused in %(name)s.") % {"name": program.name})
        return redirect("program", pk)
    return render(request, "matching/pause.html", {"form": form, "program": program})


@require_POST
def resume_in_program(request: HttpRequest, pk: int) -> HttpResponse:
    user, profile = user_of(request), profile_of(request)
    program = get_program_to_join(user, pk)
    rows = Enrollment.objects.filter(program=program, profile=profile, state__in=IN_PROGRAM)
    for row in rows.select_related("profile"):
        enrollments.pause(row, None, by=user)
    messages.success(request, _("You are back in %(name)s.") % {"name": program.name})
    return redirect("program", pk)
