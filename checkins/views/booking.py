"""Pick a time, move it, cancel it: each at its own address, each safe to press twice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from checkins import booking, dates, meeting_words, pick_a_time
from checkins.access import get_meeting_for, get_own_meeting, get_own_pair, get_pair_to_book
from checkins.acting import Acting
from checkins.meeting_forms import CancelForm
from checkins.models import Meeting
from profiles.access import user_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def book_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    pair, acting = get_pair_to_book(user_of(request), pk, now=now)
    pick = pick_a_time.to_book(request, pair, acting, now=now)
    if request.method == "POST" and (meeting := pick.press()):
        messages.success(request, meeting_words.booked(meeting, acting))
        return redirect(meeting)
    return render(request, "checkins/book.html", pick.context())


@require_POST
def say_own_date(request: HttpRequest, pk: int) -> HttpResponse:
    """ "We already have a date": saved at once; the day may follow."""
    now = timezone.now()
    pair, me = get_own_pair(user_of(request), pk, now=now)
    dates.say_own_date(pair, me, now=now)
    messages.success(
        request, _("Noted: you two have a date. Add the day and we remind you both, or leave it.")
    )
    return redirect("own-date-day", pk=pair.pk)


@require_http_methods(GET_OR_POST)
def own_date_day(request: HttpRequest, pk: int) -> HttpResponse:
    """The same question with "no invitation" ticked."""
    now = timezone.now()
    pair, me = get_own_pair(user_of(request), pk, now=now)
    pick = pick_a_time.to_book(request, pair, Acting(me), now=now, is_own_date=True)
    if request.method == "POST" and (meeting := pick.press()):
        messages.success(request, meeting_words.booked(meeting, Acting(me)))
        return redirect(meeting)
    return render(request, "checkins/own_date.html", pick.context())


@require_http_methods(GET_OR_POST)
def move_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    meeting, acting = get_meeting_for(user_of(request), pk, now=now)
    if meeting.state != Meeting.State.BOOKED or meeting.is_over(now=now):
        return redirect(meeting)
    pick = pick_a_time.to_move(request, meeting, acting, now=now)
    if request.method == "POST" and (moved := pick.press()):
        messages.success(request, meeting_words.booked(moved, acting))
        return redirect(moved)
    return render(request, "checkins/move.html", pick.context())


@require_http_methods(GET_OR_POST)
def cancel_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of its own: ending always needs a press, with and without scripts."""
    now = timezone.now()
    meeting, me = get_own_meeting(user_of(request), pk, now=now)
    if meeting.state != Meeting.State.BOOKED or meeting.is_over(now=now):
        return redirect(meeting)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            booking.cancel(meeting, seen=form.cleaned_data["seen"], acting=Acting(me), now=now)
        except booking.ChangedError as changed:
            meeting, form = changed.meeting, CancelForm()
            messages.warning(request, _("Somebody changed this meeting just now. See below."))
        else:
            messages.success(request, _("Cancelled. Both of you get a mail about it."))
            return redirect(meeting.pair)
    partner = meeting.pair.partner_of(me)
    context = {
        "meeting": meeting,
        "partner": partner,
        "when": meeting_words.when(meeting, me, partner),
    }
    return render(request, "checkins/cancel.html", context)
