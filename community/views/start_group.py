"""Starting a group: three question pages, one topic each, and what was typed is kept between."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import group_drafts, groups
from community.forms.groups import KindForm, TopicForm, WhenForm
from community.groups import Draft
from community.models import Group
from matching.forms.fields import posted
from profiles.access import profile_of
from profiles.models import Profile

PAGES = ["GET", "HEAD", "POST"]


@require_http_methods(PAGES)
def start_group(request: HttpRequest) -> HttpResponse:
    form = KindForm(posted(request), initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        group_drafts.keep(request, "kind", request.POST)
        return redirect("start-group-topic")
    return _page(request, "kind", form)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What was chosen before; a link may say the kind already."""
    known = group_drafts.answers(request, "kind")
    return {"kind": request.GET.get("kind") or (known and known.get("kind"))}


@require_http_methods(PAGES)
def start_group_topic(request: HttpRequest) -> HttpResponse:
    kind, me = _kind(request), profile_of(request)
    if not kind:
        return redirect("start-group")
    data = posted(request) or group_drafts.answers(request, "topic")
    form = TopicForm(data, kind=kind, profile=me)
    if request.method == "POST" and form.is_valid():
        group_drafts.keep(request, "topic", request.POST)
        return redirect("start-group-when")
    return _page(request, "topic", form, kind)


@require_http_methods(PAGES)
def start_group_when(request: HttpRequest) -> HttpResponse:
    kind, me = _kind(request), profile_of(request)
    if not kind:
        return redirect("start-group")
    topic = _topic(request, kind, me)
    if topic is None:
        return redirect("start-group-topic")
    now = timezone.now()
    today = now.astimezone(me.zone).date()
    form = WhenForm(posted(request), kind=kind, today=today, initial=_usual(kind, today))
    if request.method == "POST" and form.is_valid():
        group = groups.start(_draft(kind, topic, form), by=me, now=now)
        group_drafts.forget(request)
        messages.success(request, _("“%(name)s” is there. You lead it.") % {"name": group.name})
        return redirect(group)
    return _page(request, "when", form, kind)


def _kind(request: HttpRequest) -> str:
    form = KindForm(group_drafts.answers(request, "kind") or {})
    return str(form.cleaned_data["kind"]) if form.is_valid() else ""


def _topic(request: HttpRequest, kind: str, me: Profile) -> TopicForm | None:
    """The second page as it was answered, looked at again: a skill may be retired since."""
    form = TopicForm(group_drafts.answers(request, "topic") or {}, kind=kind, profile=me)
    return form if form.is_valid() else None


def _usual(kind: str, today: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"starts_on": today, "weeks": 6, "entry": Group.Entry.ASK}
    if kind == Group.Kind.COMMUNITY:
        return found | {"rhythm": Group.Rhythm.MONTHLY, "entry": Group.Entry.OPEN}
    size = 8 if kind == Group.Kind.CIRCLE else 5
    return found | {"rhythm": Group.Rhythm.WEEKLY, "size_max": size}


def _draft(kind: str, topic: TopicForm, when: WhenForm) -> Draft:
    data, days = topic.cleaned_data, when.cleaned_data
    return Draft(
        kind=kind,
        name=data["name"],
        topic=data["topic"],
        skills=data["skills"],
        path=data.get("path"),
        entry=days["entry"],
        rhythm=days["rhythm"],
        starts_on=days["starts_on"],
        ends_on=when.last_day,
        size_max=days.get("size_max"),
    )


def _page(request: HttpRequest, page: str, form: Any, kind: str = "") -> HttpResponse:
    here = group_drafts.PAGES.index(page)
    steps = [
        {"label": label, "state": "done" if n < here else "now" if n == here else "todo"}
        for n, label in enumerate((_("Kind"), _("Topic"), _("When and how many")))
    ]
    context = {
        "form": form,
        "page": page,
        "kind": kind,
        "kind_word": Group.Kind(kind).label if kind else "",
        "steps": steps,
        "step_words": _("Step %(n)d of 3") % {"n": here + 1},
    }
    return render(request, f"community/groups/start_{page}.html", context)
