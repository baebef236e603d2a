"""People who wait for somebody new, for HR and coordinators."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching import reasons, rematch
from matching.access import get_managed_enrollment, get_managed_program
from matching.forms.review import ChosenMentorForm
from matching.market import Option
from matching.models import Enrollment
from matching.pairs import PairRefusedError
from matching.places import PlacesTakenError
from matching.rematch import Waiter
from profiles.access import profile_of, user_of
from profiles.models import Profile


@dataclass(frozen=True)
class Shown:
    """An option with its reasons in HR's words."""

    option: Option
    reasons: list[str]


@require_safe
def rematch_page(request: HttpRequest, pk: int) -> HttpResponse:
    program = get_managed_program(user_of(request), pk)
    me, now = profile_of(request), timezone.now()
    waiters = [one for one in rematch.waiters(program, now=now) if one.mentee.profile_id != me.pk]
    rows = [(waiter, _shown(waiter, me)) for waiter in waiters]
    context = {
        "program": program,
        "rows": rows,
        "proposed": sum(1 for waiter, shown in rows if shown and not waiter.absence),
    }
    return render(request, "matching/rematch/page.html", context)


def _shown(waiter: Waiter, me: Profile) -> list[Shown]:
    """Nobody puts themselves into a pair."""
    mentee = waiter.mentee.profile
    return [
        Shown(option, reasons.sentences(option.reasons, option.mentor.profile, mentee))
        for option in waiter.options
        if option.mentor.profile_id != me.pk
    ]


@require_POST
def open_rematch(request: HttpRequest, pk: int, enrollment: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    mentee = get_managed_enrollment(user, program, enrollment)
    form = ChosenMentorForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a mentor"))
        return redirect("hr-rematch", pk)
    _not_mine(mentee, form.cleaned_data["mentor"], profile_of(request))
    try:
        pair = rematch.confirm(
            program, mentee.pk, form.cleaned_data["mentor"], by=user, now=timezone.now()
        )
    except (rematch.NotWaitingError, PlacesTakenError, PairRefusedError) as refusal:
        messages.error(request, str(refusal))
        return redirect("hr-rematch", pk)
    names = {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
    messages.success(request, _("%(mentor)s and %(mentee)s are a pair; both are told.") % names)
    return redirect("hr-rematch", pk)


def _not_mine(mentee: Enrollment, mentor_id: int, me: Profile) -> None:
    mine = Enrollment.objects.filter(pk=mentor_id, profile=me).exists()
    if mine or mentee.profile_id == me.pk:
        raise Http404
