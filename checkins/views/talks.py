"""The talks of a handover: their topics, and which of them are written down."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from checkins import space, talks
from checkins.access import get_running_space, get_space
from checkins.models import Talk
from checkins.talk_forms import TopicsForm
from matching.models import Pair
from profiles.access import profile_of, user_of


@require_safe
def pair_talks(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    pair = _handover(get_space(user_of(request), pk, now=timezone.now()))
    lines = talks.of(pair, me, held=talks.held(pair))
    context = space.head(pair, me, "talks") | {
        "talks": lines,
        "written": sum(line.is_written for line in lines),
    }
    return render(request, "checkins/talks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_topics(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    pair = _handover(get_running_space(user_of(request), pk, now=timezone.now()))
    form = TopicsForm(
        request.POST if request.method == "POST" else None,
        talks=list(Talk.objects.filter(pair=pair)),
    )
    if request.method == "POST" and form.is_valid():
        talks.choose(pair, form.topics)
        messages.success(request, _("Topics saved."))
        return redirect("pair-talks", pair.pk)
    context = {"form": form, "pair": pair, "partner": pair.partner_of(me)}
    return render(request, "checkins/topics.html", context)


def _handover(pair: Pair) -> Pair:
    """Other formats have no talks."""
    if not talks.has_talks(pair):
        raise Http404
    return pair
