"""HR's desk of awards: calls, what came in, the result."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community import award_ends, award_votes, awards
from community.access_recognition import get_managed_award
from community.forms.awards import AnnounceForm, AwardForm
from community.models import AwardCall, Nomination, Nominee
from community.recognition_tabs import desk_tabs
from profiles.access import require_hr, user_of
from profiles.models import User
from profiles.pages import LongPaginator

GET_OR_POST = ["GET", "HEAD", "POST"]
A_PAGE = 25


@require_safe
def hr_awards(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    now = timezone.now()
    page = LongPaginator(AwardCall.objects.all(), A_PAGE).get_page(request.GET.get("page", "1")[:8])
    rows = [(one, one.stage(now=now)) for one in page]
    context = {"page": page, "rows": rows, "tabs": desk_tabs("awards")}
    return render(request, "community/awards/desk.html", context)


@require_http_methods(GET_OR_POST)
def new_award(request: HttpRequest) -> HttpResponse:
    return _edit(request, AwardCall(), require_hr(request))


@require_http_methods(GET_OR_POST)
def edit_award(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = get_managed_award(user, pk)
    if found.announced_at:
        messages.error(request, _("The result is announced: the call stays as it was."))
        return redirect("hr-award", pk)
    return _edit(request, found, user)


def _edit(request: HttpRequest, award: AwardCall, user: User) -> HttpResponse:
    form = AwardForm(
        request.POST if request.method == "POST" else None,
        initial=AwardForm.initial_of(award) if award.pk else {},
    )
    if request.method == "POST" and form.is_valid():
        jury = form.cleaned_data["jury"]
        saved = awards.call(form.apply(award), jury=jury, by=user, now=timezone.now())
        messages.success(request, _("The call is saved."))
        return redirect("hr-award", saved.pk)
    zone = timezone.get_current_timezone_name()
    return render(
        request, "community/awards/edit.html", {"form": form, "award": award, "zone": zone}
    )


@require_safe
def hr_award(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_managed_award(user_of(request), pk)
    now = timezone.now()
    out = Nominee.objects.filter(call=found, state=Nominee.State.OUT).values("profile")
    rows = Nomination.objects.filter(call=found).exclude(nominee__in=out)
    page = LongPaginator(rows.select_related("nominator", "nominee"), A_PAGE).get_page(
        request.GET.get("page", "1")[:8]
    )
    is_over = now >= found.decides_by
    context = {
        "award": found,
        "stage": found.stage(now=now),
        "page": page,
        "states": {row.profile_id: row for row in found.nominees.all()},
        "jurors": found.jurors.select_related("profile"),
        "counted": award_votes.count(found) if is_over else [],
        "zone": timezone.get_current_timezone_name(),
        "is_untouched": award_ends.is_untouched(found),
        "can_close": award_ends.can_close(found, now=now),
    }
    return render(request, "community/awards/desk_award.html", context)


@require_http_methods(GET_OR_POST)
def announce_award(request: HttpRequest, pk: int) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    found = get_managed_award(user, pk)
    if found.stage(now=now) != AwardCall.Stage.DECIDED:
        messages.error(request, _("There is nothing to announce now."))
        return redirect("hr-award", pk)
    counted = award_votes.count(found)
    form = AnnounceForm(request.POST if request.method == "POST" else None, counted=counted)
    if request.method == "POST" and form.is_valid() and _announce(form, found, user):
        messages.success(request, _("Announced. The winner and the nominators get a mail."))
        return redirect(found)
    context = {"form": form, "award": found, "counted": counted}
    return render(request, "community/awards/announce.html", context)


@require_http_methods(GET_OR_POST)
def close_award(request: HttpRequest, pk: int) -> HttpResponse:
    """Before its date; the page says what that does."""
    user, now = user_of(request), timezone.now()
    found = get_managed_award(user, pk)
    if request.method == "POST":
        if award_ends.close(found, by=user, now=now):
            messages.success(request, _("Closed. The dates of the call say so."))
        else:
            messages.info(request, _("There is nothing to close now."))
        return redirect("hr-award", pk)
    if not award_ends.can_close(found, now=now):
        messages.info(request, _("There is nothing to close now."))
        return redirect("hr-award", pk)
    context = {"award": found, "is_open": found.stage(now=now) == AwardCall.Stage.OPEN}
    return render(request, "community/awards/close.html", context)


@require_http_methods(GET_OR_POST)
def delete_award(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = get_managed_award(user, pk)
    if not award_ends.is_untouched(found):
        messages.error(request, _("Somebody is nominated: the call can be closed, not deleted."))
        return redirect("hr-award", pk)
    if request.method == "POST":
        if award_ends.discard(found, by=user):
            messages.success(request, _("“%(name)s” is deleted.") % {"name": found.name})
        return redirect("hr-awards")
    return render(request, "community/awards/delete.html", {"award": found})


def _announce(form: AnnounceForm, found: AwardCall, user: User) -> bool:
    data = form.cleaned_data
    citations = {int(pk): data["citation"] for pk in data["winners"]}
    try:
        award_votes.announce(found, citations, by=user, now=timezone.now())
    except award_votes.NotNowError:
        form.add_error(None, _("Somebody you chose no longer takes part. Choose again."))
        return False
    return True
