"""How much, with whom not, and when not: the page "Matching preferences"."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from profiles import exclusions
from profiles.access import own_profile_to_change, profile_of
from profiles.forms.preferences import ExcludeForm, PreferencesForm
from profiles.models import Profile


def matching_preferences(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    with transaction.atomic():
        is_post = request.method == "POST"
        profile = own_profile_to_change(request) if is_post else profile_of(request)
        form = PreferencesForm(request.POST if is_post else None, profile=profile, today=today)
        if is_post and form.is_valid():
            form.save()
            messages.success(request, _("Your matching preferences are saved."))
            return redirect("matching-preferences")
    return _page(request, profile, form, ExcludeForm(profile=profile))


@require_POST
def exclude_people(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request)
    form = ExcludeForm(request.POST, profile=profile)
    if form.is_valid():
        exclusions.exclude(profile, form.cleaned_data["people"])
        messages.success(request, _("Your list is saved. Only you see it."))
        return redirect("matching-preferences")
    preferences = PreferencesForm(profile=profile, today=timezone.localdate())
    return _page(request, profile, preferences, form)


@require_POST
def allow_person(request: HttpRequest, pk: int) -> HttpResponse:
    exclusions.allow_again(profile_of(request), pk)
    messages.success(request, _("Your list is saved. Only you see it."))
    return redirect("matching-preferences")


def _page(
    request: HttpRequest, profile: Profile, form: PreferencesForm, exclude: ExcludeForm
) -> HttpResponse:
    context = {
        "profile": profile,
        "form": exclude if exclude.is_bound else form,
        "preferences": form,
        "exclude": exclude,
        "excluded": exclusions.written_by(profile),
    }
    return render(request, "profiles/matching_preferences.html", context)
