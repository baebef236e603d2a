"""Colleagues: the directory and a person's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from profiles import contributions, directory
from profiles.access import get_person_for, profile_of, user_of
from profiles.forms.directory import DirectoryForm
from profiles.person_page import (
    chart_hours,
    clock_words,
    directory_facts,
    languages_of,
    place_name,
    shared_week,
)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    reader = profile_of(request)
    form = DirectoryForm(request.GET, profile=reader, sites=directory.sites())
    wanted = form.wanted()
    page = directory.page(wanted, request.GET.get("page", "1"))
    context = {
        "form": form,
        "page": page,
        "wanted": [directory.filter_words(name, value) for name, value in wanted.items()],
        "ways": _ways(request, wanted) if not page.paginator.count else [],
    }
    return render(request, "profiles/people.html", context)


def _ways(request: HttpRequest, wanted: dict[str, object]) -> list[tuple[directory.Way, str]]:
    """Each with the address of the list without that filter."""
    ways = []
    for way in directory.ways_out(wanted):
        query = request.GET.copy()
        for name in (way.name, f"{way.name}_text", "page"):
            query.pop(name, None)
        ways.append((way, f"?{query.urlencode()}"))
    return ways


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    reader = profile_of(request)
    if pk == reader.pk:
        return redirect("my-profile")
    who, now = get_person_for(user_of(request), pk), timezone.now()
    if not who.is_active:
        return render(request, "profiles/person_left.html", {"person": who})
    context = {
        "person": who,
        "offers": who.offers.select_related("skill"),
        "languages": languages_of(who),
        "facts": directory_facts(who),
        "clock": clock_words(who, reader, now=now),
        "week": shared_week(who, reader, now=now),
        "chart_hours": chart_hours(),
        "my_place": place_name(reader),
        "their_place": place_name(who),
        "sections": contributions.person_sections(who, reader=reader, now=now),
    }
    return render(request, "profiles/person.html", context)
