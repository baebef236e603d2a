"""Learning paths as people take them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import exercises, path_outline, path_pages, path_progress
from community.access_paths import get_own_progress, get_path, get_path_to_take, readable_paths
from profiles.access import profile_of, user_of

PAGE = 12


@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    rows = readable_paths(me).published().with_size().with_done(me)
    page = Paginator(rows.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": path_pages.tabs("paths"), "zone": me.zone}
    return render(request, "community/paths/list.html", context)


@require_safe
def my_paths(request: HttpRequest) -> HttpResponse:
    """What this person has begun, the latest first."""
    me = profile_of(request)
    rows = readable_paths(me).filter(progress__profile=me).with_size().with_done(me)
    rows = rows.order_by("-progress__last_at", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": path_pages.tabs("my-paths"), "is_mine": True, "zone": me.zone}
    return render(request, "community/paths/list.html", context)


@require_safe
def path(request: HttpRequest, slug: str) -> HttpResponse:
    me = profile_of(request)
    found = get_path(user_of(request), me, slug)
    outline = path_outline.of(found, me)
    context = {
        "path": found,
        "outline": outline,
        "is_preview": path_pages.is_preview(found, outline),
        "has_words": exercises.of(me, found).exists(),
        "zone": me.zone,
    }
    return render(request, "community/paths/path.html", context)


@require_safe
def path_words(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything a person wrote in a path's exercises, on one page of their own."""
    me = profile_of(request)
    found = get_path_to_take(me, slug)
    context = {"path": found, "answers": exercises.of(me, found), "zone": me.zone}
    return render(request, "community/paths/words.html", context)


@require_POST
def delete_words(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Also what was written in a step that is no longer part of the path."""
    me = profile_of(request)
    found = get_path_to_take(me, slug)
    if exercises.delete(me, pk, path=found):
        messages.success(request, _("Your words are deleted. The step stays done."))
    return redirect("path-words", found.slug)


@require_POST
def show_badge(request: HttpRequest, slug: str) -> HttpResponse:
    return _set_badge(request, slug, shows=True, said=_("Colleagues see the badge on your page."))


@require_POST
def hide_badge(request: HttpRequest, slug: str) -> HttpResponse:
    return _set_badge(request, slug, shows=False, said=_("Only you see the badge now."))


def _set_badge(request: HttpRequest, slug: str, *, shows: bool, said: str) -> HttpResponse:
    progress = get_own_progress(profile_of(request), slug)
    try:
        path_progress.show_badge(progress, shows=shows)
    except path_progress.NotFinishedError:
        messages.error(request, _("The badge is yours when all steps are done."))
    else:
        messages.success(request, said)
    return redirect("path", slug)
