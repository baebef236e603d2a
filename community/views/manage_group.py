"""The Manage tab: requests, members, invitations, the words of the group, and its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import group_changes, group_pages, groups, joining
from community.access_groups import (
    get_led_group,
    get_led_membership,
    get_managed_group,
    get_managed_membership,
)
from community.forms.group_life import EditGroupForm, OutcomeForm
from community.forms.groups import InviteForm
from community.group_changes import StaleGroupError
from community.groups import RefusedError
from community.models import Group, Membership
from matching.forms.fields import posted
from profiles.access import profile_of, user_of
from profiles.pages import LongPaginator

PAGES = ["GET", "HEAD", "POST"]
State = Membership.State
MOST_REQUESTS = 50


@require_safe
def group_manage(request: HttpRequest, pk: int) -> HttpResponse:
    group, mine = get_managed_group(request, pk)
    rows = group.memberships.select_related("profile").order_by("since", "pk")
    on_the_way = rows.filter(state__in=joining.ON_THE_WAY)
    by_state = {state: [row for row in on_the_way if row.state == state] for state in State}
    people = Membership.objects.members().filter(group=group).by_role().select_related("profile")
    page = LongPaginator(people, 30).get_page(request.GET.get("page", "1")[:8])
    page.object_list = [(row, group.role_word(row.role)) for row in page.object_list]
    context = group_pages.head(group, mine, "group-manage") | {
        "requests": by_state[State.ASKED][:MOST_REQUESTS],
        "waiting": by_state[State.WAITING],
        "invited": by_state[State.INVITED],
        "page": page,
        "missing": groups.missing(group) if group.state == Group.State.PROPOSED else "",
    }
    return render(request, "community/groups/manage.html", context)


@require_POST
def take_into_group(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_managed_membership(request, pk)
    row = joining.take_in(asked, by=user_of(request), now=timezone.now())
    name = {"name": asked.profile.first_name}
    if row is None:
        messages.error(request, _("The request of %(name)s is over.") % name)
    elif row.is_member:
        messages.success(request, _("%(name)s is in.") % name)
    else:
        messages.success(request, _("All places are taken: %(name)s is on the wait list.") % name)
    return redirect("group-manage", asked.group_id)


@require_POST
def turn_down_for_group(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_managed_membership(request, pk)
    if joining.turn_down(asked, by=user_of(request), now=timezone.now()):
        name = {"name": asked.profile.first_name}
        messages.success(request, _("%(name)s reads that it does not work this time.") % name)
    return redirect("group-manage", asked.group_id)


@require_POST
def remove_from_group(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_led_membership(request, pk)
    if joining.remove(row, by=user_of(request), now=timezone.now()):
        name = {"name": row.profile.first_name}
        messages.success(request, _("%(name)s is out of the group.") % name)
    return redirect("group-manage", row.group_id)


@require_POST
def make_group_facilitator(request: HttpRequest, pk: int) -> HttpResponse:
    return _appoint(request, pk, Membership.Role.FACILITATOR)


@require_POST
def make_group_member(request: HttpRequest, pk: int) -> HttpResponse:
    return _appoint(request, pk, Membership.Role.MEMBER)


def _appoint(request: HttpRequest, pk: int, role: Membership.Role) -> HttpResponse:
    row = get_led_membership(request, pk)
    if joining.appoint(row, role, by=user_of(request)):
        names = {"name": row.profile.first_name, "role": row.group.role_word(role)}
        messages.success(request, _("%(name)s: %(role)s.") % names)
    return redirect("group-manage", row.group_id)


@require_POST
def hand_over_group(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_led_membership(request, pk)
    if joining.hand_over(row, by=user_of(request), now=timezone.now()):
        name = {"name": row.profile.first_name}
        messages.success(request, _("%(name)s leads the group now. You help to lead.") % name)
    return redirect("group-manage", row.group_id)


@require_http_methods(PAGES)
def invite_to_group(request: HttpRequest, pk: int) -> HttpResponse:
    group, _mine = get_managed_group(request, pk)
    form = InviteForm(posted(request), profile=profile_of(request))
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["people"]
        made = joining.invite(group, people, by=user_of(request), now=timezone.now())
        if made:
            messages.success(request, _("Invitations sent: %(n)d.") % {"n": made})
            return redirect("group-manage", pk)
        form.add_error("people", _("Choose people who are not in the group or invited already"))
    return render(request, "community/groups/invite.html", {"form": form, "group": group})


@require_http_methods(PAGES)
def edit_group(request: HttpRequest, pk: int) -> HttpResponse:
    group, _mine = get_managed_group(request, pk)
    form = EditGroupForm(
        posted(request),
        group=group,
        profile=profile_of(request),
        initial=EditGroupForm.values(group),
    )
    if request.method == "POST" and form.is_valid() and _changed(request, group, form):
        messages.success(request, _("Saved."))
        return redirect("group", pk)
    return render(request, "community/groups/edit.html", {"form": form, "group": group})


def _changed(request: HttpRequest, group: Group, form: EditGroupForm) -> bool:
    seen, by = form.cleaned_data["seen"], user_of(request)
    try:
        group_changes.change(group, form.words(), seen=seen, by=by, now=timezone.now())
    except StaleGroupError as stale:
        text = _("Somebody has changed this group. Check both versions, then save again")
        form.show_other(stale.current, text)
    except RefusedError as refusal:
        form.add_error("size_max", str(refusal))
    return not form.errors


@require_POST
def begin_group(request: HttpRequest, pk: int) -> HttpResponse:
    group, _mine = get_managed_group(request, pk)
    try:
        if groups.begin(group, by=user_of(request), now=timezone.now()):
            messages.success(request, _("“%(name)s” has begun.") % {"name": group.name})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("group", pk)


@require_http_methods(PAGES)
def finish_group(request: HttpRequest, pk: int) -> HttpResponse:
    """A circle after its show-and-tell, a project with its outcome; a community has no end."""
    group, _mine = get_led_group(request, pk)
    if group.kind == Group.Kind.COMMUNITY or group.state != Group.State.RUNNING:
        return redirect("archive-group", pk)
    form = OutcomeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        outcome = form.cleaned_data["outcome"]
        groups.finish(group, outcome=outcome, by=user_of(request), now=timezone.now())
        messages.success(request, _("“%(name)s” has ended, with its note.") % {"name": group.name})
        return redirect("group", pk)
    return render(request, "community/groups/finish.html", {"form": form, "group": group})


@require_http_methods(PAGES)
def archive_group(request: HttpRequest, pk: int) -> HttpResponse:
    group, _mine = get_led_group(request, pk)
    if request.method == "POST":
        groups.archive(group, by=user_of(request), now=timezone.now())
        messages.success(request, _("“%(name)s” is archived.") % {"name": group.name})
        return redirect("group", pk)
    return render(request, "community/groups/archive.html", {"group": group})


@require_POST
def keep_group(request: HttpRequest, pk: int) -> HttpResponse:
    group, _mine = get_led_group(request, pk)
    groups.keep(group, now=timezone.now())
    messages.success(request, _("“%(name)s” goes on.") % {"name": group.name})
    return redirect("group-manage", pk)
