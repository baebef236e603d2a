"""Awards as everybody sees them: calls, nominating, being nominated, voting."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import award_votes, awards, naming
from community.access_recognition import get_award, get_award_to_decide
from community.forms.awards import NominationForm, NomineeForm, VoteForm
from community.models import AwardCall, Nomination, Nominee
from community.recognition_tabs import tabs
from profiles.access import profile_of
from profiles.models import Profile
from profiles.pages import LongPaginator

GET_OR_POST = ["GET", "HEAD", "POST"]
A_PAGE = 20
Stage = AwardCall.Stage


@require_safe
def award_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = AwardCall.objects.filter(announced_at__isnull=False).order_by("-announced_at")
    page = LongPaginator(rows.prefetch_related("nominees__profile"), A_PAGE).get_page(
        request.GET.get("page", "1")[:8]
    )
    off = naming.off_places()
    running = AwardCall.objects.filter(announced_at__isnull=True).order_by("opens_at", "pk")
    context = {
        "running": [(one, one.stage(now=now)) for one in running[:A_PAGE]],
        "past": [(one, awards.winners(one, off)) for one in page],
        "page": page,
        "tabs": tabs("awards"),
    }
    return render(request, "community/awards/list.html", context)


@require_safe
def award(request: HttpRequest, pk: int) -> HttpResponse:
    found, me, now = get_award(pk), profile_of(request), timezone.now()
    return render(request, "community/awards/award.html", _context(found, me, now=now))


def _context(found: AwardCall, me: Profile, *, now: dt.datetime) -> dict[str, object]:
    stage = found.stage(now=now)
    nominee = awards.own_nominee(found, me)
    about_me = Nomination.objects.filter(call=found, nominee=me).select_related("nominator")
    decides = stage == Stage.DECIDING and award_votes.may_vote(found, me)
    return {
        "award": found,
        "stage": stage,
        "mine": awards.own_nomination(found, me),
        "nominee": nominee,
        "about_me": about_me if nominee else [],
        "nominee_form": _nominee_form(found, nominee.state if nominee else ""),
        "decides": decides,
        "has_voted": decides and bool(award_votes.own_votes(found, me)),
        "winners": awards.winners(found) if found.announced_at else [],
        "zone": timezone.get_current_timezone_name(),
    }


def _nominee_form(award: AwardCall, state: str, data: object = None) -> NomineeForm:
    return NomineeForm(data, initial={"answer": state}, is_announced=bool(award.announced_at))


@require_http_methods(GET_OR_POST)
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    found, me, now = get_award(pk), profile_of(request), timezone.now()
    form = NominationForm(request.POST if request.method == "POST" else None, me=me)
    if request.method == "POST" and form.is_valid() and _nominate(form, found, me, now=now):
        name = form.cleaned_data["person"].first_name
        messages.success(request, _("You have nominated %(name)s.") % {"name": name})
        return redirect(found)
    mine, is_open = awards.own_nomination(found, me), found.stage(now=now) == Stage.OPEN
    if request.method != "POST" and (mine or not is_open):
        return redirect(found)
    return render(request, "community/awards/nominate.html", {"form": form, "award": found})


def _nominate(form: NominationForm, found: AwardCall, me: Profile, *, now: dt.datetime) -> bool:
    data = form.cleaned_data
    try:
        awards.nominate(found, me, data["person"], words=data["words"], now=now)
    except awards.ClosedError:
        form.add_error(None, _("Nominations are closed. Nothing was saved."))
    except awards.AlreadyError:
        form.add_error(
            None, _("You have nominated somebody in this call. Take that nomination back first.")
        )
    except awards.OutError:
        form.add_error("person", _("This person does not take part in this call"))
    return not form.errors


@require_POST
def take_back_nomination(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_award(pk)
    try:
        awards.take_back(found, profile_of(request), now=timezone.now())
    except awards.ClosedError:
        messages.error(request, _("Nominations are closed: what was sent stays."))
    else:
        messages.success(request, _("Taken back. You can nominate somebody else."))
    return redirect(found)


@require_POST
def answer_nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """What a nominee says about being named."""
    found, me, now = get_award(pk), profile_of(request), timezone.now()
    form = _nominee_form(found, "", request.POST)
    if form.is_valid():
        if awards.answer(found, me, form.cleaned_data["answer"], now=now):
            messages.success(request, _("Saved. You can change it on this page."))
        return redirect(found)
    context = _context(found, me, now=now) | {"nominee_form": form, "form": form}
    return render(request, "community/awards/award.html", context)


@require_http_methods(GET_OR_POST)
def vote_award(request: HttpRequest, pk: int) -> HttpResponse:
    me, now = profile_of(request), timezone.now()
    found = get_award_to_decide(me, pk)
    if found.stage(now=now) != Stage.DECIDING:
        messages.error(request, _("Nobody votes now."))
        return redirect(found)
    rows = [row for row in award_votes.ballot(found) if row.profile_id != me.pk]
    form = VoteForm(
        request.POST if request.method == "POST" else None,
        ballot=rows,
        places=award_votes.places(found),
        initial=_places(award_votes.own_votes(found, me)),
    )
    if request.method == "POST" and form.is_valid() and _vote(form, found, me, now=now):
        messages.success(request, _("Your vote is saved. You can change it until the last day."))
        return redirect(found)
    context = {"form": form, "award": found, "read": _read(found, rows), "zone": me.time_zone}
    return render(request, "community/awards/vote.html", context)


def _vote(form: VoteForm, found: AwardCall, me: Profile, *, now: dt.datetime) -> bool:
    try:
        award_votes.vote(found, me, form.choices, now=now)
    except award_votes.NotNowError:
        form.add_error(None, _("Somebody you chose no longer takes part. Choose again."))
        return False
    return True


def _places(choices: list[int]) -> dict[str, str]:
    return {f"place_{rank}": str(pk) for rank, pk in enumerate(choices, start=1)}


def _read(found: AwardCall, rows: list[Nominee]) -> list[tuple[Profile, list[Nomination]]]:
    """What was written about each, for whoever votes."""
    by_person: dict[int, list[Nomination]] = {}
    for nomination in Nomination.objects.filter(call=found).select_related("nominator"):
        by_person.setdefault(nomination.nominee_id, []).append(nomination)
    return [(row.profile, by_person.get(row.profile_id, [])) for row in rows]
