"""Shared actions of a pair: add, change, tick, delete."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from checkins import actions, agreements
from checkins.access import get_running_space, get_shared_action
from checkins.models import Action
from checkins.space_forms import ActionForm
from profiles.access import profile_of, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def add_action(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    pair = get_running_space(user_of(request), pk, now=now)
    posted = request.POST if request.method == "POST" else None
    form = ActionForm(posted, pair=pair, initial={"owner": agreements.side_of(pair, me)})
    if request.method == "POST" and form.is_valid():
        actions.add(pair, form.plan(), now=now)
        messages.success(request, _("Action added. Both of you see it."))
        return redirect("pair-plan", pair.pk)
    return render(request, "checkins/edit_action.html", {"form": form, "pair": pair})


@require_http_methods(GET_OR_POST)
def edit_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_shared_action(user_of(request), pk, now=timezone.now())
    posted = request.POST if request.method == "POST" else None
    form = ActionForm(posted, pair=action.pair, initial=ActionForm.values(action))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(action, form.plan(), seen=form.cleaned_data["seen"])
        except actions.StaleActionError as stale:
            if stale.current is None:
                messages.error(request, _("This action has been deleted."))
                return redirect("pair-plan", action.pair_id)
            name = {"name": action.pair.partner_of(profile_of(request)).first_name}
            text = _("%(name)s has changed this action. Check both versions, then save again")
            form.show_other(stale.current, text % name)
        else:
            messages.success(request, _("Action saved."))
            return redirect("pair-plan", action.pair_id)
    context = {"form": form, "pair": action.pair, "action": action}
    return render(request, "checkins/edit_action.html", context)


@require_POST
def finish_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_shared_action(user_of(request), pk, now=timezone.now())
    actions.set_done(action, done=True, now=timezone.now())
    messages.success(request, _("Done: %(what)s") % {"what": action.text})
    return _back(request, action)


@require_POST
def reopen_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_shared_action(user_of(request), pk, now=timezone.now())
    actions.set_done(action, done=False, now=timezone.now())
    messages.success(request, _("Open again: %(what)s") % {"what": action.text})
    return _back(request, action)


@require_POST
def delete_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_shared_action(user_of(request), pk, now=timezone.now())
    actions.delete(action)
    messages.success(request, _("Action deleted: %(what)s") % {"what": action.text})
    return redirect("pair-plan", action.pair_id)


def _back(request: HttpRequest, action: Action) -> HttpResponse:
    """To where the tick was: the pair's first page or its plan."""
    return redirect("pair" if "overview" in request.POST else "pair-plan", action.pair_id)
