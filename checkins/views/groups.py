from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from checkins import companionship
from checkins.models import CheckIn
from matching import reasons
from matching.access import get_pair_for
from profiles.access import profile_of, user_of


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    cards = companionship.cards(me, now=timezone.now())
    context = {
        "cards": [card for card in cards if not card.is_past],
        "past": [card for card in cards if card.is_past],
    }
    return render(request, "checkins/groups.html", context)


@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    me = profile_of(request)
    found = get_pair_for(user_of(request), pk, now=now)
    answers = CheckIn.objects.filter(pair=found, author=me).order_by("-asked_at")[:6]
    context = {
        "pair": found,
        "me": me,
        "partner": found.partner_of(me),
        "i_mentor": found.mentor_id == me.pk,
        "words": companionship.words(found, me),
        "reasons": reasons.for_reader(found, me),
        "has_met": companionship.has_met(found),
        "guide": companionship.first_meeting(found),
        "goals": companionship.goals(found),
        "facts": companionship.facts(found, me, now=now),
        "plan": companionship.plan(found, today=timezone.localdate(now)),
        "next_step": companionship.next_step(found, me, now=now),
        "answers": answers,
        "now": now,
    }
    return render(request, "checkins/pair.html", context)
