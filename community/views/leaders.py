"""What leaders do, the invitation to do more, and HR's list of them."""

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import farewell
from community import leader_ways, leaders
from community.forms.leaders import MarkForm
from community.models import LeaderInvitation, LeaderMark
from community.recognition_tabs import desk_tabs, tabs
from matching import open_programs
from profiles.access import profile_of, require_hr
from profiles.models import Profile
from profiles.pages import LongPaginator

A_PAGE = 30


@require_safe
def leader_list(request: HttpRequest) -> HttpResponse:
    me, now = profile_of(request), timezone.now()
    page = LongPaginator(leaders.in_public(now=now), A_PAGE).get_page(_number(request))
    context = {
        "page": page,
        "found": leaders.with_acts(page, now=now),
        "is_leader": leaders.is_leader(me),
        "tabs": tabs("leaders"),
    }
    return render(request, "community/leaders/list.html", context)


@require_safe
def leader_invitation(request: HttpRequest) -> HttpResponse:
    """Three ways to take part, for leaders; to others it is not there."""
    me, now = _leader(request), timezone.now()
    programs = farewell.open_to_mentor(open_programs.to(me, now=now))
    context = {
        "programs": programs,
        "wishes": not programs and farewell.wishes_to_mentor(me),
        "ways": leader_ways.open_ways(),
    }
    return render(request, "community/leaders/invitation.html", context)


@require_POST
def would_mentor(request: HttpRequest) -> HttpResponse:
    farewell.wish_to_mentor(_leader(request), now=timezone.now())
    messages.success(request, _("Noted. Home tells you when a program is open."))
    return redirect("leader-invitation")


@require_POST
def would_not_mentor(request: HttpRequest) -> HttpResponse:
    farewell.forget_wish(_leader(request))
    messages.success(request, _("Taken back."))
    return redirect("leader-invitation")


def _leader(request: HttpRequest) -> Profile:
    me = profile_of(request)
    if not leaders.is_leader(me):
        raise Http404
    return me


@require_http_methods(["GET", "HEAD", "POST"])
def hr_leaders(request: HttpRequest) -> HttpResponse:
    """The list; POST marks more people as leaders."""
    user, now = require_hr(request), timezone.now()
    form = MarkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        leaders.mark(form.cleaned_data["people"], by=user, now=now)
        messages.success(request, _("They are on the list of leaders."))
        return redirect("hr-leaders")
    invited = LeaderInvitation.objects.filter(profile=OuterRef("pk")).order_by("-sent_at")
    rows = leaders.everybody().annotate(invited_at=Subquery(invited.values("sent_at")[:1]))
    page = LongPaginator(rows, A_PAGE).get_page(_number(request))
    marked = LeaderMark.objects.filter(profile__in=list(page)).values_list("profile", flat=True)
    context = {
        "form": form,
        "page": page,
        "found": leaders.with_acts(page, now=now),
        "marked": set(marked),
        "to_invite": leaders.to_invite(by=user, now=now).count(),
        "tabs": desk_tabs("leaders"),
    }
    return render(request, "community/leaders/desk.html", context)


@require_POST
def invite_leaders(request: HttpRequest) -> HttpResponse:
    count = leaders.invite(by=require_hr(request), now=timezone.now())
    words = ngettext("%(n)d leader is invited.", "%(n)d leaders are invited.", count)
    messages.success(request, words % {"n": count})
    return redirect("hr-leaders")


@require_POST
def unmark_leader(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    person = Profile.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if person and leaders.unmark(person, by=user):
        words = _("%(name)s is no longer marked as a leader.")
        messages.success(request, words % {"name": person.name})
    return redirect("hr-leaders")


def _number(request: HttpRequest) -> str:
    return request.GET.get("page", "1")[:8]
