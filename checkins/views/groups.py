"""My groups, and the tabs of a pair that only show."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from checkins import agendas, companionship, other_groups, pair_page, space, talks
from checkins.access import get_space
from checkins.models import Action
from matching.access import get_pair_for
from profiles.access import profile_of, user_of


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    pairs, groups = companionship.cards(me, now=now), other_groups.cards(me, now=now)
    cards: list[companionship.Card | other_groups.GroupCard] = [*pairs, *groups]
    context = {
        "cards": [card for card in cards if not card.is_past],
        "past": [card for card in cards if card.is_past],
        "ways": other_groups.WAYS,
        "has_mentored": any(
            card.pair.mentor_id == me.pk and card.pair.state in space.TOLD_BOTH for card in pairs
        ),
    }
    return render(request, "checkins/groups.html", context)


@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    found = get_pair_for(user_of(request), pk, now=now, also=pair_page.ALSO)
    return render(request, "checkins/pair.html", pair_page.context(found, me, now=now))


@require_safe
def pair_plan(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    found = get_space(user_of(request), pk, now=now)
    rows = pair_page.known(found)
    next_at = rows.next_at(now)
    lines = talks.of(found, me, held=len(rows.held)) if talks.has_talks(found) else []
    context = space.head(found, me, "plan") | {
        "actions": Action.objects.filter(pair=found).select_related("owner").in_order()[:100],
        "plan": rows.plan(lines, now=now),
        "agendas": agendas.all_of(found),
        "next_agenda": agendas.stage_on(found, on=timezone.localdate(next_at or now)),
        "today": timezone.localdate(now),
    }
    return render(request, "checkins/plan.html", context)


@require_safe
def pair_agenda(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    found = get_space(user_of(request), pk, now=now)
    if stage not in agendas.stages(found):
        raise Http404
    agenda = agendas.agenda(found, stage, goal=agendas.goal_of(found))
    context = space.head(found, me, "plan") | {"agenda": agenda}
    return render(request, "checkins/pair_agenda.html", context)


@require_safe
def pair_meetings(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    found = get_space(user_of(request), pk, now=now)
    context = space.head(found, me, "meetings") | {
        "meetings": pair_page.meetings(found, me, now=now, most=100),
    }
    return render(request, "checkins/meetings.html", context)
