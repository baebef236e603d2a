"""Group health for HR and coordinators: cries first, then quiet pairs, with the facts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import health, reads
from checkins import help as help_
from checkins.access import (
    get_readable_feedback,
    get_watched_checkin,
    get_watched_pair,
    require_watcher,
)
from checkins.forms import HealthFilter, ReasonForm
from checkins.models import CheckIn
from checkins.rows import health_rows
from profiles import audit
from profiles.access import is_hr, profile_of, user_of

PAGE = 50


@require_safe
def group_health(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_watcher(user)
    now = timezone.now()
    watched = health.watched_by(user)
    chosen = HealthFilter(request.GET).chosen
    pairs = health.with_health(watched, now=now, for_hr=is_hr(user), concerns=health.SHOWN[chosen])
    pairs = pairs.select_related("program", "mentor__user", "mentee__user")
    page = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": health_rows(list(page), for_hr=is_hr(user), now=now),
        "tabs": _tabs(health.counts(watched, now=now, for_hr=is_hr(user)), chosen),
        "chosen": chosen,
    }
    return render(request, "checkins/health.html", context)


def _tabs(counts: dict[int, int], chosen: str) -> list[dict[str, object]]:
    quiet = sum(counts[concern] for concern in health.COULD_USE_A_HAND)
    sizes = {
        "needs": counts[health.CRY] + quiet,
        "help": counts[health.CRY],
        "quiet": quiet,
        "all": sum(counts.values()),
    }
    return [
        {"label": label, "href": f"?show={key}", "count": sizes[key], "is_current": key == chosen}
        for key, label in HealthFilter.SHOW
    ]


@require_POST
def handle_checkin(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Somebody takes care": the signal leaves the queue, the answer stays."""
    user = user_of(request)
    checkin = get_watched_checkin(user, pk)
    changed = CheckIn.objects.filter(pk=checkin.pk, handled_at__isnull=True).update(
        handled_at=timezone.now(), handled_by=profile_of(request)
    )
    if changed:
        audit.record("handle-signal", checkin, by=user, about=checkin.author)
    name = checkin.author.name
    messages.success(request, _("Noted: you take care of what %(name)s wrote.") % {"name": name})
    return redirect("hr-health")


@require_POST
def nudge_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Both get the mail that fits, if this week's is not spent."""
    return _send(request, pk, with_times=False)


@require_POST
def suggest_times(request: HttpRequest, pk: int) -> HttpResponse:
    return _send(request, pk, with_times=True)


def _send(request: HttpRequest, pk: int, *, with_times: bool) -> HttpResponse:
    user = user_of(request)
    pair = get_watched_pair(user, pk)
    outcomes = help_.send(pair, by=user, now=timezone.now(), with_times=with_times)
    words = " ".join(outcome.words for outcome in outcomes)
    say = messages.success if any(outcome.is_sent for outcome in outcomes) else messages.info
    say(request, words)
    return redirect("hr-health")


@require_http_methods(["GET", "HEAD", "POST"])
def read_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """The words and the score of one answer, shown once per typed reason."""
    user = user_of(request)
    checkin = get_readable_feedback(user, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "checkin": checkin, "author": checkin.author}
    if request.method == "POST" and form.is_valid():
        reads.record(checkin, by=user, reason=form.cleaned_data["reason"])
        return render(request, "checkins/feedback.html", context)
    return render(request, "checkins/read_feedback.html", context)


@require_safe
def who_read(request: HttpRequest) -> HttpResponse:
    """The author's side of it: who read my words, when and why."""
    events = reads.of_person(profile_of(request))
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    return render(request, "checkins/who_read.html", {"page": page})
