"""What the "+ New" menu starts, for people with several pairs: with whom?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from checkins import starts
from matching.models import Pair
from profiles.access import profile_of

MOST = 50


@require_safe
def choose_pair(request: HttpRequest, name: str) -> HttpResponse:
    act = starts.ACTS.get(name)
    if act is None:
        raise Http404
    me = profile_of(request)
    pairs = Pair.objects.active().visible_to(me, now=timezone.now()).with_people()
    found = list(pairs.order_by("-starts_on", "-pk")[:MOST])
    if len(found) == 1:
        return redirect(act.page, found[0].pk)
    rows = [(pair, pair.partner_of(me), reverse(act.page, args=[pair.pk])) for pair in found]
    return render(request, "checkins/choose_pair.html", {"act": act, "rows": rows})
