"""What readers press: save, recommend, say that a link is dead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import library_readers
from community.access_library import get_looked_after, get_published, get_published_link
from community.forms.library import PlaceForm, RecommendForm
from community.models import Recommendation, Resource
from profiles.access import profile_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_POST
def save_resource(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_published(request, pk)
    library_readers.keep(resource, by=profile_of(request), now=timezone.now())
    words = _("%(title)s is on your list.") % {"title": resource.title}
    return _saved(request, resource, words, saved=True)


@require_POST
def unsave_resource(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_published(request, pk)
    library_readers.drop(resource, by=profile_of(request))
    words = _("%(title)s is off your list.") % {"title": resource.title}
    return _saved(request, resource, words, saved=False)


def _saved(request: HttpRequest, resource: Resource, words: str, *, saved: bool) -> HttpResponse:
    """The page of the item; pressed in a list with script, the button as it is now."""
    form = PlaceForm(request.POST)
    if request.htmx and form.is_valid():  # type: ignore[attr-defined]
        context = {"item": resource, "saved": saved, "said": words, **form.cleaned_data}
        return render(request, "community/library/save.html", context)
    messages.success(request, words)
    return redirect(resource)


@require_http_methods(GET_OR_POST)
def recommend(request: HttpRequest, pk: int) -> HttpResponse:
    resource, by = get_published(request, pk), profile_of(request)
    mine = Recommendation.objects.filter(resource=resource, profile=by).first()
    initial = {"sentence": mine.sentence if mine else ""}
    form = RecommendForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        sentence = form.cleaned_data["sentence"]
        library_readers.recommend(resource, by=by, sentence=sentence, now=timezone.now())
        messages.success(request, _("Your recommendation is on the page."))
        return redirect(resource)
    context = {"form": form, "resource": resource, "mine": mine}
    return render(request, "community/library/recommend.html", context)


@require_POST
def unrecommend(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_published(request, pk)
    if library_readers.take_back(resource, by=profile_of(request)):
        messages.success(request, _("Your recommendation is taken off the page."))
    return redirect(resource)


@require_POST
def report_link(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_published_link(request, pk)
    if library_readers.report_link(resource, by=profile_of(request), now=timezone.now()):
        messages.success(request, _("Thank you. Its owner and HR look at the link."))
    else:
        messages.info(request, _("You have said so already. Its owner and HR look at the link."))
    return redirect(resource)


@require_POST
def link_works(request: HttpRequest, pk: int) -> HttpResponse:
    resource = get_looked_after(request, pk)
    library_readers.settle_link(resource, now=timezone.now())
    messages.success(request, _("Noted: the link works."))
    return redirect(resource)
