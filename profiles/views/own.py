"""One's own profile: as others see it, and a page for each section."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from profiles import contributions
from profiles.access import own_profile_to_change, profile_of
from profiles.forms.levels import GoalsForm, OffersForm, SkillRowsForm
from profiles.forms.own import AboutForm, HoursForm, ZoneForm
from profiles.forms.sections import SectionForm
from profiles.models import Profile
from profiles.person_page import directory_facts, languages_of
from profiles.zones import detected_zone, zone_name


@require_safe
def my_profile(request: HttpRequest) -> HttpResponse:
    profile = Profile.objects.select_related("manager").get(pk=profile_of(request).pk)
    context = {
        "person": profile,
        "offers": profile.offers.select_related("skill"),
        "goals": profile.goals.select_related("skill"),
        "languages": languages_of(profile),
        "facts": directory_facts(profile),
        "detected": detected_zone(request),
        "zone_name": zone_name(profile.time_zone),
        "today": timezone.localdate(),
        "sections": contributions.own_sections(profile, now=timezone.now()),
    }
    return render(request, "profiles/my_profile.html", context)


def edit_about(request: HttpRequest) -> HttpResponse:
    return _section(
        request,
        template="profiles/edit_about.html",
        make=lambda data, profile: AboutForm(data, profile=profile),
        saved=_("About you saved."),
    )


def edit_hours(request: HttpRequest) -> HttpResponse:
    detected = detected_zone(request)
    return _section(
        request,
        template="profiles/edit_hours.html",
        make=lambda data, profile: HoursForm(data, profile=profile, detected=detected),
        saved=_("Your hours and time zone saved."),
    )


def edit_offers(request: HttpRequest) -> HttpResponse:
    return _section(
        request,
        template="profiles/edit_offers.html",
        make=lambda data, profile: OffersForm(data, profile=profile),
        saved=_("What you can help with saved."),
    )


def edit_goals(request: HttpRequest) -> HttpResponse:
    return _section(
        request,
        template="profiles/edit_goals.html",
        make=lambda data, profile: GoalsForm(data, profile=profile),
        saved=_("Your goals saved."),
    )


@require_POST
@transaction.atomic
def confirm_time_zone(request: HttpRequest) -> HttpResponse:
    form = ZoneForm(request.POST)
    if not form.is_valid():
        return redirect("edit-hours")
    profile = own_profile_to_change(request)
    form.save(profile)
    zone = zone_name(profile.time_zone)
    messages.success(request, _("Your time zone is %(zone)s.") % {"zone": zone})
    return redirect("my-profile")


def _section(
    request: HttpRequest,
    *,
    template: str,
    make: Callable[[QueryDict | None, Profile], SectionForm],
    saved: str,
) -> HttpResponse:
    """GET shows the section; POST saves it, or asks again with everything typed."""
    with transaction.atomic():
        is_post = request.method == "POST"
        profile = own_profile_to_change(request) if is_post else profile_of(request)
        form = make(request.POST if is_post else None, profile)
        if is_post and form.is_valid():
            added = form.save()
            if isinstance(form, SkillRowsForm) and added:
                messages.success(request, _("Added. Now set the levels."))
                return redirect(request.path)
            messages.success(request, saved)
            return redirect("my-profile")
    return render(request, template, {"form": form, "profile": profile})
