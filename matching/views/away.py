"""A pair that is away: the page of its two members and the page of HR."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching import away
from matching.access import get_managed_pair, get_pair_for
from matching.access_pairs import (
    get_going_pair_for,
    get_managed_going_pair,
    may_change,
    may_choose,
)
from matching.forms.away import AwayForm, ChoiceForm, UntilForm
from matching.forms.fields import posted
from matching.models import Away, Pair
from profiles.access import profile_of, user_of
from profiles.models import Profile

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def pair_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Away until a day; while it is, the day can be moved."""
    me, now = profile_of(request), timezone.now()
    pair = get_going_pair_for(user_of(request), pk, now=now)
    absence = away.current(pair)
    if request.method == "POST" and not may_change(absence, me):
        raise Http404
    form = _form(request, pair, absence, me=me, now=now)
    if request.method == "POST" and form.is_valid() and _set(request, pair, form, now=now):
        return redirect("pair-away", pk)
    context = _context(pair, absence, form) | {
        "me": me,
        "partner": pair.partner_of(me),
        "i_mentor": pair.mentor_id == me.pk,
        "is_mine": absence is not None and absence.is_of(me),
        "may_change": may_change(absence, me),
        "may_choose": may_choose(absence, me),
    }
    return render(request, "matching/away/page.html", context)


@require_POST
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    pair = get_pair_for(user_of(request), pk, now=now)
    absence = away.current(pair)
    if absence and not may_change(absence, profile_of(request)):
        raise Http404
    if absence:
        _bring_back(request, pair, now=now)
    return redirect(pair)


@require_POST
def choose_meanwhile(request: HttpRequest, pk: int) -> HttpResponse:
    """Wait, an interim mentor, or somebody new."""
    me, now = profile_of(request), timezone.now()
    pair = get_pair_for(user_of(request), pk, now=now)
    form, absence = ChoiceForm(request.POST), away.current(pair)
    if absence is None:
        return redirect(pair)
    if not form.is_valid():
        messages.error(request, _("Choose what you would like meanwhile"))
        return redirect("pair-away", pk)
    choice = form.cleaned_data["choice"]
    for_mentee_only = choice == Away.Choice.INTERIM
    if not may_choose(absence, me) or (for_mentee_only and pair.mentee_id != me.pk):
        raise Http404
    if away.choose(pair, choice, by=user_of(request), now=now):
        messages.success(request, _chosen(choice, pair, me))
    return redirect(pair if choice == Away.Choice.NEW else "pair-away", *_args(choice, pk))


@require_http_methods(GET_OR_POST)
def hr_pair_away(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    pair = get_managed_going_pair(user_of(request), pk)
    absence = away.current(pair)
    form = _form(request, pair, absence, me=None, now=now)
    if request.method == "POST" and form.is_valid() and _set(request, pair, form, now=now):
        return redirect("hr-pair-away", pk)
    return render(request, "matching/away/hr.html", _context(pair, absence, form))


@require_POST
def hr_come_back(request: HttpRequest, pk: int) -> HttpResponse:
    pair = get_managed_going_pair(user_of(request), pk)
    if away.current(pair):
        _bring_back(request, pair, now=timezone.now())
    return redirect("hr-pair-away", pk)


@require_POST
def hr_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody waits any longer: the pair ends kindly, the mentee is first in line."""
    pair = get_managed_pair(user_of(request), pk)
    if away.choose(pair, Away.Choice.NEW, by=user_of(request), now=timezone.now()):
        messages.success(request, _("The pair has ended and both are told kindly."))
    return redirect("hr-pairs", pair.program_id)


def _form(
    request: HttpRequest,
    pair: Pair,
    absence: Away | None,
    *,
    me: Profile | None,
    now: dt.datetime,
) -> UntilForm:
    today = away.today_of(pair, now)
    if absence is None:
        return AwayForm(posted(request), pair=pair, me=me, today=today)
    return UntilForm(posted(request), today=today, initial={"until": absence.until})


def _set(request: HttpRequest, pair: Pair, form: UntilForm, *, now: dt.datetime) -> bool:
    """Start or move; False when the pair has gone another way meanwhile."""
    until, by = form.cleaned_data["until"], user_of(request)
    try:
        if isinstance(form, AwayForm):
            away.start(pair, person=form.person, until=until, by=by, now=now)
        else:
            away.move(pair, until=until, by=by, now=now)
    except away.AwayRefusedError as refusal:
        form.add_error("until", str(refusal))
        return False
    day = date_format(until, "j F Y")
    messages.success(request, _("The pair is away until %(day)s.") % {"day": day})
    return True


def _bring_back(request: HttpRequest, pair: Pair, *, now: dt.datetime) -> None:
    if away.come_back(pair, by=user_of(request), now=now):
        messages.success(request, _("The pair goes on and both are told."))
    elif pair.state == Pair.State.AWAY:
        messages.error(request, _("A place is taken by now. HR finds a way and you are told."))


def _chosen(choice: str, pair: Pair, me: Profile) -> str:
    name = {"name": pair.partner_of(me).first_name}
    words = {
        Away.Choice.WAIT: _("You wait for %(name)s. Nothing is asked of you until then."),
        Away.Choice.INTERIM: _("HR looks for an interim mentor. You hear when there is one."),
        Away.Choice.NEW: _("The pair with %(name)s has ended kindly. Nobody is asked why."),
    }
    return words[Away.Choice(choice)] % name


def _args(choice: str, pk: int) -> list[int]:
    return [] if choice == Away.Choice.NEW else [pk]


def _context(pair: Pair, absence: Away | None, form: UntilForm) -> dict[str, object]:
    return {
        "pair": pair,
        "program": pair.program,
        "absence": absence,
        "interim": Pair.objects.open().filter(interim_for=pair).with_people().first(),
        "form": form,
    }
