"""Circles from open goals: HR forms and reviews them; anybody with a topic may ask for one."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import circle_forming, circle_pages, circle_review
from community.access_groups import get_circle_round, get_circle_seat, get_proposed_circle
from community.forms.group_life import CircleTopicForm
from community.groups import RefusedError
from community.models import CircleRound
from matching.forms.fields import posted
from profiles.access import profile_of, require_hr, user_of
from profiles.pages import LongPaginator

PAGES = ["GET", "HEAD", "POST"]


@require_http_methods(PAGES)
def hr_circles(request: HttpRequest) -> HttpResponse:
    """The rounds there were, and the form for the next; no skill chosen means every skill."""
    user = require_hr(request)
    form = CircleTopicForm(posted(request), profile=profile_of(request))
    form.fields["skills"].required = False
    if request.method == "POST" and form.is_valid():
        skills = form.cleaned_data["skills"] or circle_forming.wanted_skills()
        try:
            made = circle_forming.form(skills, by=user, now=timezone.now())
        except circle_forming.NobodyError:
            form.add_error("skills", circle_pages.NOBODY)
        else:
            return redirect(made)
    rows = CircleRound.objects.select_related("asked_by").prefetch_related("skills")
    rows = rows.annotate(
        formed=Count("circles"), accepted=Count("circles", filter=Q(circles__decision="accepted"))
    )
    page = LongPaginator(rows.order_by("-made_at", "-pk"), 20).get_page(
        request.GET.get("page", "1")[:8]
    )
    context = {"form": form, "page": page, "wanted": circle_forming.wanted_skills()[:6]}
    return render(request, "community/circles/hr_circles.html", context)


@require_safe
def hr_circle_round(request: HttpRequest, pk: int) -> HttpResponse:
    made = get_circle_round(request, pk)
    context = circle_pages.review(made)
    return render(request, "community/circles/round.html", context)


@require_POST
def accept_circle(request: HttpRequest, pk: int) -> HttpResponse:
    circle = get_proposed_circle(request, pk)
    words = _("Accepted: %(skill)s.") % {"skill": circle.skill.name}
    return _done(request, circle.round, lambda: circle_review.accept(circle), words)


@require_POST
def drop_circle(request: HttpRequest, pk: int) -> HttpResponse:
    circle = get_proposed_circle(request, pk)
    words = _("Dropped: %(skill)s. Nobody is told.") % {"skill": circle.skill.name}
    return _done(request, circle.round, lambda: circle_review.drop(circle), words)


@require_POST
def take_out_seat(request: HttpRequest, pk: int) -> HttpResponse:
    seat = get_circle_seat(request, pk)
    words = _("%(name)s is out of this circle.") % {"name": seat.profile.name}
    return _done(request, seat.circle.round, lambda: circle_review.take_out(seat), words)


@require_POST
def put_back_seat(request: HttpRequest, pk: int) -> HttpResponse:
    seat = get_circle_seat(request, pk)
    words = _("%(name)s is in this circle again.") % {"name": seat.profile.name}
    return _done(request, seat.circle.round, lambda: circle_review.put_back(seat), words)


@require_POST
def publish_circles(request: HttpRequest, pk: int) -> HttpResponse:
    made = get_circle_round(request, pk)
    try:
        count = circle_review.publish(made, by=user_of(request), now=timezone.now())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        if count:
            words = _("Published. Circles: %(n)d. Their people are invited.")
            messages.success(request, words % {"n": count})
    return redirect(made)


@require_POST
def drop_circles(request: HttpRequest, pk: int) -> HttpResponse:
    made = get_circle_round(request, pk)
    if circle_review.drop_round(made, by=user_of(request), now=timezone.now()):
        messages.success(request, _("Dropped. Nobody was told of these circles."))
    return redirect("hr-circles")


def _done(
    request: HttpRequest, made: CircleRound, act: Callable[[], None], words: str
) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(made)


@require_http_methods(PAGES)
def ask_for_circle(request: HttpRequest) -> HttpResponse:
    """A colleague with a topic: the engine forms a circle, HR looks at it and invites."""
    me = profile_of(request)
    waiting = CircleRound.objects.filter(asked_by=me, state=CircleRound.State.REVIEW).first()
    form = CircleTopicForm(posted(request), profile=me, most=1)
    if request.method == "POST" and not waiting and form.is_valid():
        skills = form.cleaned_data["skills"]
        try:
            circle_forming.form(skills, by=me.user, asked_by=me, now=timezone.now())
        except circle_forming.NobodyError:
            form.add_error("skills", circle_pages.NOBODY)
        else:
            messages.success(request, _("HR looks at the circle now, then its people are invited."))
            return redirect("find-groups")
    context = {"form": form, "waiting": waiting}
    return render(request, "community/circles/ask.html", context)
