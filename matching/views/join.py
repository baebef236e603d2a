"""Joining a program: three question pages, a check, and what happens next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matching import drafts, enrollments, joining, presets, told, waiting_offers
from matching.access import IN_PROGRAM, get_program_to_join
from matching.forms.fields import posted
from matching.forms.join import LevelsForm, RhythmForm, RoleForm, SkillsForm
from matching.join_pages import context_for, first_zone, summary
from matching.models import Enrollment, Program
from profiles.access import profile_of, user_of
from profiles.models import Profile

PAGES = ["GET", "HEAD", "POST"]


@require_http_methods(PAGES)
def join_role(request: HttpRequest, pk: int) -> HttpResponse:
    program, profile = get_program_to_join(user_of(request), pk), profile_of(request)
    if closed := _closed(request, program, profile):
        return closed
    draft = drafts.draft_for(program, profile)
    if request.method != "POST" and not draft.pk and draft.answers.get("is_checked"):
        return render(request, "matching/join/already.html", _already(program, profile))
    form = RoleForm(posted(request), program=program, initial=draft.answers)
    if request.method == "POST" and form.is_valid():
        drafts.keep(draft, role=form.cleaned_data["role"])
        return redirect(drafts.next_page(draft, "join-role"), pk)
    context = context_for(program, "join-role") | {
        "form": form,
        "hours": presets.hours_a_month(program),
    }
    return render(request, "matching/join/role.html", context)


@require_http_methods(PAGES)
def join_skills(request: HttpRequest, pk: int) -> HttpResponse:
    program, profile = get_program_to_join(user_of(request), pk), profile_of(request)
    if closed := _closed(request, program, profile):
        return closed
    draft = drafts.draft_for(program, profile)
    roles = drafts.roles(draft.answers)
    if not roles:
        return redirect("join-role", pk)
    form = SkillsForm(posted(request), roles=roles, profile=profile, initial=draft.answers)
    if request.method == "POST" and form.is_valid():
        drafts.keep(draft, **form.answers)
        return redirect(drafts.next_page(draft, "join-skills"), pk)
    context = context_for(program, "join-skills") | {"form": form, "roles": roles}
    return render(request, "matching/join/skills.html", context)


@require_http_methods(PAGES)
def join_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    program, profile = get_program_to_join(user_of(request), pk), profile_of(request)
    if closed := _closed(request, program, profile):
        return closed
    draft = drafts.draft_for(program, profile)
    roles = drafts.roles(draft.answers)
    if drafts.missing(draft.answers) in {"join-role", "join-skills"}:
        return redirect(drafts.missing(draft.answers), pk)
    initial = draft.answers | {"time_zone": first_zone(request, profile, draft)}
    form = RhythmForm(
        posted(request), program=program, roles=roles, profile=profile, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        drafts.keep(draft, **form.answers)
        return redirect("join-check", pk)
    context = context_for(program, "join-rhythm") | {"form": form}
    return render(request, "matching/join/rhythm.html", context)


@require_http_methods(PAGES)
def join_check(request: HttpRequest, pk: int) -> HttpResponse:
    program, profile = get_program_to_join(user_of(request), pk), profile_of(request)
    if closed := _closed(request, program, profile):
        return closed
    draft = drafts.draft_for(program, profile)
    if missing := drafts.missing(draft.answers):
        return redirect("joined" if _is_in(program, profile) and not draft.pk else missing, pk)
    roles = drafts.roles(draft.answers)
    form = LevelsForm(posted(request), answers=draft.answers, roles=roles, profile=profile)
    if request.method == "POST" and form.is_valid():
        return _join(request, program, profile, form.levels)
    context = context_for(program, "join-check") | {
        "form": form,
        "rows": summary(program, profile, draft.answers),
        "is_in": _is_in(program, profile),
        "roles": roles,
        "told": told.sentences(program, roles),
    }
    return render(request, "matching/join/check.html", context)


@require_safe
def joined(request: HttpRequest, pk: int) -> HttpResponse:
    program, profile = get_program_to_join(user_of(request), pk), profile_of(request)
    rows = Enrollment.objects.filter(program=program, profile=profile, state__in=IN_PROGRAM)
    if not rows:
        return redirect("program", pk)
    roles = [row.role for row in rows]
    context = {
        "program": program,
        "preset": presets.preset_of(program),
        "waits": any(row.state == Enrollment.State.APPLIED for row in rows),
        "roles": roles,
        "told": told.sentences(program, roles),
        "offers": waiting_offers.offers([profile])[profile.pk] if "mentee" in roles else [],
    }
    return render(request, "matching/join/joined.html", context)


def _join(
    request: HttpRequest, program: Program, profile: Profile, levels: dict[str, int]
) -> HttpResponse:
    """A second press finds no draft and simply lands on the same page."""
    try:
        rows = joining.join(program, profile, levels=levels, now=timezone.now())
    except enrollments.JoinRefusedError as refusal:
        return _refusal(request, program, refusal.code)
    if rows:
        messages.success(
            request, _("Your answers for %(name)s are saved.") % {"name": program.name}
        )
    return redirect("joined", program.pk)


def _closed(request: HttpRequest, program: Program, profile: Profile) -> HttpResponse | None:
    code = enrollments.why_not(program, profile, now=timezone.now())
    return _refusal(request, program, code) if code else None


def _refusal(request: HttpRequest, program: Program, code: str) -> HttpResponse:
    """Not open, closed and full are pages with a next step, not errors."""
    is_in = _is_in(program, profile_of(request))
    context = {"program": program, "code": code, "is_in": is_in}
    return render(request, "matching/join/closed.html", context)


def _already(program: Program, profile: Profile) -> dict[str, object]:
    rows = Enrollment.objects.filter(program=program, profile=profile, state__in=IN_PROGRAM)
    roles = [presets.role_label(program, row.role) for row in rows]
    return {"program": program, "roles": roles, "since": min(row.joined_at for row in rows)}


def _is_in(program: Program, profile: Profile) -> bool:
    rows = Enrollment.objects.filter(program=program, profile=profile)
    return rows.filter(state__in=[Enrollment.State.ACTIVE, Enrollment.State.APPLIED]).exists()
