"""Into a group and out again, by the person: join, ask, answer an invitation, leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import joining
from community.access_groups import get_group_to_join, get_own_membership
from community.forms.group_life import AskForm
from community.groups import RefusedError
from community.models import Group, Membership
from matching.forms.fields import posted
from profiles.access import profile_of

State = Membership.State


@require_POST
def join_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the door is open; elsewhere the person writes one line first."""
    group, _mine = get_group_to_join(request, pk)
    if group.entry == Group.Entry.ASK:
        return redirect("ask-group", pk)
    try:
        row = joining.join(group, profile_of(request), now=timezone.now())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _said(row))
    return redirect("group", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_group(request: HttpRequest, pk: int) -> HttpResponse:
    group, mine = get_group_to_join(request, pk)
    is_new = mine is None or mine.state == State.LEFT
    if group.entry != Group.Entry.ASK or not is_new:
        return redirect("group", pk)
    form = AskForm(posted(request), group=group)
    if request.method == "POST" and form.is_valid():
        try:
            row = joining.join(group, profile_of(request), words=form.said, now=timezone.now())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(row))
            return redirect("group", pk)
    return render(request, "community/groups/ask.html", {"form": form, "group": group})


@require_POST
def accept_group_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    mine = get_own_membership(request, pk)
    row = joining.answer(mine, yes=True, now=timezone.now())
    messages.success(request, _said(row or mine))
    return redirect("group", pk)


@require_POST
def decline_group_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    mine = get_own_membership(request, pk)
    if joining.answer(mine, yes=False, now=timezone.now()):
        messages.success(request, _("Thank you for answering. Nobody is told why."))
    return redirect("groups")


@require_http_methods(["GET", "HEAD", "POST"])
def leave_group(request: HttpRequest, pk: int) -> HttpResponse:
    """One page before it: what happens to the place and to the lead."""
    mine = get_own_membership(request, pk, State.MEMBER)
    if request.method == "POST":
        joining.leave(mine, now=timezone.now())
        messages.success(request, _("You have left “%(name)s”.") % {"name": mine.group.name})
        return redirect("groups")
    heir = None
    if mine.is_lead:
        others = Membership.objects.members().filter(group=mine.group).exclude(pk=mine.pk)
        heir = others.longest_first().select_related("profile").first()
    context = {"group": mine.group, "mine": mine, "heir": heir}
    return render(request, "community/groups/leave.html", context)


@require_POST
def withdraw_from_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the wait list, or a request taken back."""
    mine = get_own_membership(request, pk, State.ASKED, State.WAITING, State.LEFT)
    if joining.leave(mine, now=timezone.now()):
        messages.success(request, _("You no longer wait for “%(name)s”.") % {"name": mine.group})
    return redirect("find-groups")


def _said(row: Membership) -> str:
    words = {
        State.MEMBER: _("You are in “%(name)s”."),
        State.WAITING: _("You are on the wait list of “%(name)s”. You move up by yourself."),
        State.ASKED: _("The lead of “%(name)s” has your request and answers you."),
    }
    text = words.get(State(row.state), _("This invitation to “%(name)s” waits for no answer."))
    return text % {"name": row.group.name}
