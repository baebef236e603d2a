"""Two clicks from the mail, without signing in: a time, then one button. GET writes nothing."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checkins import booking_links, dates, meeting_words, pick_a_time
from checkins.acting import Acting
from matching.models import Pair
from outbox import links
from outbox.models import Link
from profiles.models import Profile

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_not_required
@links.private_page
@require_http_methods(GET_OR_POST)
def book_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link, pair, me = _opened(token, booking_links.BOOK)
    with timezone.override(me.zone):
        if link.is_expired(now=now) or pair.state != Pair.State.ACTIVE:
            return _closed(request, pair, me)
        pick = pick_a_time.to_book(request, pair, Acting(me), now=now)
        if request.method == "POST" and (meeting := pick.press()):
            return redirect(f"{request.path}?saved={meeting.pk}")
        context = pick.context() | _standing(request, pair, me, now=now)
        return render(request, "checkins/book_from_mail.html", context)


@login_not_required
@links.private_page
@require_http_methods(GET_OR_POST)
def own_date_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link, pair, me = _opened(token, booking_links.OWN_DATE)
    with timezone.override(me.zone):
        if link.is_expired(now=now) or pair.state != Pair.State.ACTIVE:
            return _closed(request, pair, me)
        if request.method == "POST":
            dates.say_own_date(pair, me, now=now)
            return redirect(f"{request.path}?saved=1")
        names = {"pair": pair, "partner": pair.partner_of(me), "me": me}
        context = names | _standing(request, pair, me, now=now)
        return render(request, "checkins/own_date_from_mail.html", context)


def _opened(token: str, purpose: str) -> tuple[Link, Pair, Profile]:
    link = links.resolve(token, purpose)
    if link is None:
        raise Http404
    return link, *booking_links.pair_of(link)


def _standing(
    request: HttpRequest, pair: Pair, me: Profile, *, now: dt.datetime
) -> dict[str, object]:
    """What is settled by now: said before anything is asked."""
    upcoming = booking_links.next_of(pair, now=now)
    saved = booking_links.saved_of(pair, request.GET.get("saved", ""))
    return {
        "is_saved": "saved" in request.GET,
        "saved_says": meeting_words.booked(saved, Acting(me)) if saved else "",
        "upcoming": upcoming,
        "upcoming_when": meeting_words.when(upcoming, me, pair.partner_of(me)) if upcoming else "",
    }


def _closed(request: HttpRequest, pair: Pair, me: Profile) -> HttpResponse:
    context = {"pair": pair, "partner": pair.partner_of(me)}
    return render(request, "checkins/booking_closed.html", context)
