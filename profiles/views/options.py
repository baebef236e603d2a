"""What the type-ahead boxes ask while someone types: fragments of list items."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles import search, skills
from profiles.access import profile_of
from profiles.forms.search import QueryForm
from profiles.languages import languages_like
from profiles.models import Profile

MOST = 8


@require_safe
def skill_options(request: HttpRequest) -> HttpResponse:
    """The last one adds what was typed as a new skill."""
    return _skill_options(request, can_propose=True)


@require_safe
def known_skill_options(request: HttpRequest) -> HttpResponse:
    return _skill_options(request, can_propose=False)


def _skill_options(request: HttpRequest, *, can_propose: bool) -> HttpResponse:
    query = QueryForm.words(request.GET)
    found = search.skills(query, profile_of(request), limit=MOST - 1)
    offered = skills.offered_by(found)
    options = [
        {
            "skill": skill,
            "also": search.also_called(skill, query),
            "offered": offered.get(skill.pk, 0),
        }
        for skill in found
    ]
    is_known = any(search.text(query) in search.names(skill) for skill in found)
    is_new = can_propose and bool(search.text(query)) and not is_known
    context = {"options": options, "query": query, "is_new": is_new}
    return render(request, "profiles/skill_options.html", context)


@require_safe
def person_options(request: HttpRequest) -> HttpResponse:
    query = QueryForm.words(request.GET)
    colleagues = Profile.objects.active().without(profile_of(request))
    found = search.people(query, colleagues)[:MOST] if query else []
    return render(request, "profiles/person_options.html", {"people": found})


@require_safe
def language_options(request: HttpRequest) -> HttpResponse:
    found = languages_like(QueryForm.words(request.GET))[:MOST]
    return render(request, "profiles/language_options.html", {"languages": found})
