"""Stories: the list, one of them, and writing one's own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import farewell
from checkins.access import get_closing_pair
from community import stories
from community.access_recognition import get_own_story, get_readable_story
from community.forms.stories import StoryForm
from community.models import Story, StoryConsent
from community.recognition_tabs import tabs
from matching.models import Pair
from profiles.access import profile_of, user_of
from profiles.models import Profile
from profiles.pages import LongPaginator

GET_OR_POST = ["GET", "HEAD", "POST"]
A_PAGE = 12


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    rows = Story.objects.public().select_related("author").prefetch_related("consents__profile")
    context = {
        "page": LongPaginator(rows, A_PAGE).get_page(request.GET.get("page", "1")[:8]),
        "mine": Story.objects.filter(author=me).order_by("-written_at", "-pk")[:A_PAGE],
        "about_me": _about(me),
        "tabs": tabs("stories"),
    }
    return render(request, "community/stories/list.html", context)


def _about(me: Profile) -> list[Story]:
    consents = StoryConsent.objects.filter(profile=me, state__in=stories.ASKS)
    rows = Story.objects.exclude(state=Story.State.DRAFT).filter(consents__in=consents)
    return list(rows.select_related("author").order_by("-pk")[:A_PAGE])


@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    found = get_readable_story(me, pk)
    consents = list(found.consents.select_related("profile"))
    context = {
        "story": found,
        "consents": consents,
        "is_mine": found.author_id == me.pk,
        "my_consent": next((row for row in consents if row.profile_id == me.pk), None),
        "ask_words": stories.ask_words(found),
    }
    return render(request, "community/stories/story.html", context)


@require_http_methods(GET_OR_POST)
def write_story(request: HttpRequest) -> HttpResponse:
    return _write(request, profile_of(request))


@require_http_methods(GET_OR_POST)
def write_story_of_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """From the end of a pair, with the words of the draft there; it becomes this story."""
    me = profile_of(request)
    pair = get_closing_pair(user_of(request), pk, now=timezone.now())
    known = Story.objects.filter(author=me, pair=pair).first()
    if known:
        return redirect(known)
    return _write(request, me, pair)


def _write(request: HttpRequest, me: Profile, pair: Pair | None = None) -> HttpResponse:
    form = StoryForm(
        request.POST if request.method == "POST" else None,
        author=me,
        initial=_begun(pair, me) if pair else {},
    )
    if request.method == "POST" and form.is_valid():
        made = stories.write(
            me,
            form.words,
            people=form.cleaned_data["people"],
            pair=pair,
            nonce=form.cleaned_data["nonce"],
            now=timezone.now(),
        )
        if pair:
            farewell.keep_story(pair, me, "", now=timezone.now())
        messages.success(request, _("Saved as a draft. Only you see it."))
        return redirect(made)
    return render(request, "community/stories/write.html", {"form": form, "pair": pair})


def _begun(pair: Pair, me: Profile) -> dict[str, object]:
    draft, partner = farewell.story_of(pair, me), pair.partner_of(me)
    people = [partner] if partner.is_active else []
    return {"doing": draft.words if draft else "", "people": people}


@require_http_methods(GET_OR_POST)
def edit_story(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    found = get_own_story(me, pk)
    people = [row.profile for row in found.consents.select_related("profile")]
    initial = {name: getattr(found, name) for name in stories.Words.__dataclass_fields__}
    initial |= {"people": people, "seen": found.edition}
    form = StoryForm(request.POST if request.method == "POST" else None, author=me, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(form, found):
        messages.success(request, _("Saved as a draft. Only you see it."))
        return redirect(found)
    context = {"form": form, "story": found, "is_shown": found.state != Story.State.DRAFT}
    return render(request, "community/stories/write.html", context)


def _save(form: StoryForm, story: Story) -> bool:
    """False when another tab was first: both versions are shown, the next press counts."""
    try:
        stories.change(
            story,
            form.words,
            people=form.cleaned_data["people"],
            seen=form.cleaned_data["seen"] or 0,
            now=timezone.now(),
        )
    except stories.ChangedError:
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        data["seen"] = story.edition
        form.data = data
        form.add_error(
            None, _("You changed this in another tab. Check both versions, then save again")
        )
        return False
    return True


@require_POST
def ask_story(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_own_story(profile_of(request), pk)
    try:
        found = stories.ask(found, now=timezone.now())
    except stories.NotReadyError as error:
        messages.error(request, str(error))
        return redirect(found)
    messages.success(request, _said(found))
    return redirect(found)


def _said(story: Story) -> str:
    if story.state == Story.State.ASKING:
        return _("Asked. You get a mail when everybody has agreed.")
    if story.state == Story.State.WAITING:
        return _("Everybody has agreed. HR reads it before it is published.")
    return _("Published. Colleagues can read it now.")


@require_POST
def delete_story(request: HttpRequest, pk: int) -> HttpResponse:
    get_own_story(profile_of(request), pk).delete()
    messages.success(request, _("Deleted. Nobody sees it any more."))
    return redirect("stories")
