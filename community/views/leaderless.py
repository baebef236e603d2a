"""HR's list of groups nobody leads: name a lead, or archive."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import groups, joining
from community.access_groups import get_leaderless_group
from community.forms.groups import InviteForm
from community.models import Group
from matching.forms.fields import posted
from profiles.access import require_hr, user_of
from profiles.pages import LongPaginator


@require_safe
def hr_groups(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    rows = Group.objects.without_lead(now=timezone.now()).order_by("created_at", "pk")
    page = LongPaginator(rows, 30).get_page(request.GET.get("page", "1")[:8])
    return render(request, "community/groups/hr_groups.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def name_group_lead(request: HttpRequest, pk: int) -> HttpResponse:
    """The person is asked; the group is theirs when they say yes."""
    group, user = get_leaderless_group(request, pk), user_of(request)
    form = InviteForm(posted(request), profile=None, most=1)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["people"][0]
        joining.invite_lead(group, person, by=user, now=timezone.now())
        messages.success(request, _("%(name)s is asked to lead.") % {"name": person.name})
        return redirect("hr-groups")
    return render(request, "community/groups/name_lead.html", {"form": form, "group": group})


@require_POST
def hr_archive_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_leaderless_group(request, pk)
    groups.archive(group, by=user_of(request), now=timezone.now())
    messages.success(request, _("“%(name)s” is archived.") % {"name": group.name})
    return redirect("hr-groups")
