"""Goals and skill growth: a person's own view of their own ratings, and of nobody else's."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkins import ratings, visibility
from checkins.forms import StartForm
from checkins.growth_line import drawn
from matching.access import get_pair_for
from profiles.access import profile_of, user_of
from profiles.models import Goal


@require_safe
def growth(request: HttpRequest) -> HttpResponse:
    me, now = profile_of(request), timezone.now()
    lines = ratings.lines(me, now=now)
    pair = lines[0].pair if lines else None
    people = visibility.audience(pair, me) if pair else None
    context = {
        "lines": [drawn(line) for line in lines],
        "levels": list(ratings.LEVELS),
        "who_sees": visibility.label("ratings", people) if people else "",
    }
    return render(request, "checkins/growth.html", context)


@require_POST
def say_start(request: HttpRequest, pk: int, skill: int) -> HttpResponse:
    """Where they started, in their own word instead of the level of the goal."""
    me, now = profile_of(request), timezone.now()
    pair = get_pair_for(user_of(request), pk, now=now)
    goals = Goal.objects.filter(profile=me).select_related("skill")
    goal = goals.filter(skill=skill).first() if 0 < skill < 2**63 else None
    if goal is None or pair.mentee_id != me.pk:
        raise Http404
    form = StartForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a level from 1 to 5."))
    elif ratings.say_start(me, pair, goal.skill, form.cleaned_data["level"], now=now):
        messages.success(request, _("%(name)s: start saved.") % {"name": goal.skill.name})
    else:
        messages.info(request, _("The start can be changed in the first four weeks."))
    return redirect("growth")
