"""HR's desk of stories."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import story_desk
from community.access_recognition import get_story_on_the_desk
from community.forms.stories import TakeDownForm
from community.models import Story
from community.recognition_tabs import desk_tabs
from profiles.access import require_hr, user_of
from profiles.pages import LongPaginator

A_PAGE = 25


@require_safe
def hr_stories(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    rows = Story.objects.on_the_desk().select_related("author").order_by("-state", "-pk")
    page = LongPaginator(rows, A_PAGE).get_page(request.GET.get("page", "1")[:8])
    context = {"page": page, "tabs": desk_tabs("stories")}
    return render(request, "community/stories/desk.html", context)


@require_safe
def hr_story(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_story_on_the_desk(user_of(request), pk)
    context = {"story": story, "consents": story.consents.select_related("profile")}
    return render(request, "community/stories/desk_story.html", context)


@require_POST
def publish_story(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_story_on_the_desk(user_of(request), pk)
    if story_desk.publish(story, by=user_of(request), now=timezone.now()):
        messages.success(request, _("Published. Its author gets a mail."))
    return redirect("hr-stories")


@require_http_methods(["GET", "HEAD", "POST"])
def take_down_story(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_story_on_the_desk(user_of(request), pk)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        if story_desk.take_down(story, reason=reason, by=user_of(request), now=now):
            messages.success(request, _("Taken down. Its author gets a mail with the reason."))
        return redirect("hr-stories")
    return render(request, "community/stories/take_down.html", {"form": form, "story": story})
