"""A mentee lets the mentor keep what they wrote, and takes that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from checkins import kept_words
from checkins.access import get_pair_i_learned_in
from profiles.access import profile_of, user_of


@require_POST
def allow_words(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    pair = get_pair_i_learned_in(user_of(request), pk, now=now)
    if kept_words.allow(pair, profile_of(request), now=now):
        name = {"name": pair.mentor.first_name}
        messages.success(request, _("%(name)s may keep your words.") % name)
    return redirect("celebrate", pk)


@require_POST
def withdraw_words(request: HttpRequest, pk: int) -> HttpResponse:
    pair = get_pair_i_learned_in(user_of(request), pk, now=timezone.now())
    if kept_words.withdraw(pair, profile_of(request)):
        name = {"name": pair.mentor.first_name}
        messages.success(request, _("Taken back: %(name)s keeps no words of yours.") % name)
    return redirect("celebrate", pk)
