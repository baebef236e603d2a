"""Yes or no of somebody a story names: on its page, or from the mail in two taps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import stories
from community.access_recognition import get_story_that_asks
from community.emails_stories import CONSENT
from community.forms.stories import ConsentForm
from community.models import Story, StoryConsent
from outbox import links
from outbox.models import Link
from profiles.access import profile_of
from profiles.fields import ids_in

CHANGED = _("The story has changed since. Read it again before you answer.")


@require_POST
def agree_to_story(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    story = get_story_that_asks(me, pk)
    edition = ids_in([request.POST.get("edition", "")])
    try:
        stories.agree(story, me, edition=edition[0] if edition else 0, now=timezone.now())
    except stories.ChangedError:
        messages.error(request, _("The story has changed since. Read it again before you answer."))
        return redirect(story)
    messages.success(request, _("Thank you. You can take this back at any time."))
    return redirect(story)


@require_POST
def decline_story(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    story = get_story_that_asks(me, pk)
    stories.refuse(story, me, now=timezone.now())
    words = _("The story is with %(name)s again, and nobody else sees it.")
    messages.success(request, words % {"name": story.author.first_name})
    return redirect("stories")


@login_not_required
@links.private_page
@require_http_methods(["GET", "HEAD", "POST"])
def story_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    link = links.resolve(token, CONSENT)
    if link is None:
        raise Http404
    row = _asked(link)
    story = row.story if row else None
    if row is None or story is None or link.is_expired(now=timezone.now()):
        return render(request, "community/stories/settled.html")
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        initial={"answer": _chosen(request, row), "edition": story.edition},
    )
    if request.method == "POST" and form.is_valid() and _answer(form, row):
        return redirect(f"{request.path}?saved={form.cleaned_data['answer']}")
    context = {"form": form, "story": story, "me": row.profile, "row": row}
    context["is_saved"] = request.GET.get("saved") in {"yes", "no"}
    return render(request, "community/stories/from_mail.html", context)


def _answer(form: ConsentForm, row: StoryConsent) -> bool:
    now = timezone.now()
    if form.cleaned_data["answer"] == "no":
        stories.refuse(row.story, row.profile, now=now)
        return True
    try:
        stories.agree(row.story, row.profile, edition=form.cleaned_data["edition"], now=now)
    except stories.ChangedError:
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        data["edition"] = row.story.edition
        form.data = data
        form.add_error(None, CHANGED)
        return False
    return True


def _chosen(request: HttpRequest, row: StoryConsent) -> str:
    if row.state == StoryConsent.State.AGREED:
        return "yes"
    chosen = request.GET.get("a", "")
    return chosen if chosen in {"yes", "no"} else ""


def _asked(link: Link) -> StoryConsent | None:
    """While the story asks this person, or shows with their yes."""
    _word, _colon, pk = link.subject.partition(":")
    rows = StoryConsent.objects.filter(profile__user=link.person_id, state__in=stories.ASKS)
    rows = rows.exclude(story__state=Story.State.DRAFT)
    return rows.select_related("story__author", "profile").filter(pk=int(pk)).first()
