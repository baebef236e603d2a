"""HR's people: the list, one person, leaving and coming back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from profiles import contributions, people, roles, staff_lists
from profiles.access import get_managed_person, is_hr, profile_of, require_hr, user_of
from profiles.forms.hr import LeaveForm, PeopleFilter
from profiles.models import Erasure
from profiles.pages import page_of
from profiles.person_page import directory_facts


@require_safe
def hr_people(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    form = PeopleFilter(request.GET)
    today = timezone.localdate()
    found = staff_lists.people(form.wanted(), today=today).select_related("user")
    page = page_of(found, request.GET.get("page", "1"))
    context = {"form": form, "page": page, "today": today, "is_filtered": bool(form.wanted())}
    return render(request, "profiles/hr_people.html", context)


@require_safe
def hr_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_managed_person(user_of(request), pk)
    now = timezone.now()
    context = {
        "person": person,
        "facts": directory_facts(person),
        "offers": person.offers.select_related("skill"),
        "is_admin": is_hr(person.user),
        "is_erased": Erasure.objects.filter(profile=person).exists(),
        "today": timezone.localdate(),
        "sections": contributions.hr_person_sections(person, reader=profile_of(request), now=now),
    }
    return render(request, "profiles/hr_person.html", context)


def hr_person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, and on POST the act."""
    person = get_managed_person(user_of(request), pk)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            people.dismiss(person, user_of(request), timezone.now(), reason=reason)
        except roles.LastAdminError:
            words = _("%(name)s is the last HR admin. Give the role to somebody else first")
            form.add_error(None, words % {"name": person.name})
        else:
            messages.success(request, _("%(name)s is deactivated.") % {"name": person.name})
            return redirect("hr-person", pk=person.pk)
    return render(request, "profiles/hr_person_deactivate.html", {"form": form, "person": person})


@require_POST
def hr_person_reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_managed_person(user_of(request), pk)
    if people.reactivate(person, user_of(request), timezone.now()):
        messages.success(request, _("%(name)s can sign in again.") % {"name": person.name})
    return redirect("hr-person", pk=person.pk)
