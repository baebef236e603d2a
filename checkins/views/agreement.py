"""The agreement of a pair: read, change, sign."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import agreements, space
from checkins.access import get_running_space, get_space
from checkins.models import Agreement
from checkins.space_forms import AgreementForm, SignForm, said
from matching.models import Pair
from profiles.access import profile_of, user_of
from profiles.models import Profile


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    pair = get_space(user_of(request), pk, now=now)
    current = agreements.of(pair)
    context = space.head(pair, me, "agreement") | {
        "agreement": current,
        "words": said(current) if current else [],
        "signatures": signatures(pair, current, me) if current else [],
        "i_signed": bool(current and current.signed_at(agreements.side_of(pair, me))),
        "versions": [(row, said(row)) for row in current.versions.all()[:20]] if current else [],
    }
    return render(request, "checkins/agreement.html", context)


def signatures(pair: Pair, current: Agreement, me: Profile) -> list[dict[str, object]]:
    """Both people, the reader first, with the time of their signature."""
    people = sorted((pair.mentor, pair.mentee), key=lambda person: person.pk != me.pk)
    return [
        {
            "person": person,
            "is_me": person.pk == me.pk,
            "at": current.signed_at(agreements.side_of(pair, person)),
        }
        for person in people
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def edit_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    pair = get_running_space(user_of(request), pk, now=now)
    current = agreements.of(pair)
    words = current.words if current else agreements.draft(pair)
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        initial={**words, "seen": current.version if current else 0},
    )
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            saved = agreements.save(pair, form.words(), by=me, seen=seen, now=now)
        except agreements.StaleAgreementError as stale:
            form.show_other(stale.current, str(stale))
        else:
            _say_saved(request, saved, pair.partner_of(me))
            return redirect("agreement", pair.pk)
    context = {"form": form, "pair": pair, "partner": pair.partner_of(me), "agreement": current}
    if current:
        other = agreements.side_of(pair, pair.partner_of(me))
        context["withdraws"] = current.signed_at(other) is not None
    return render(request, "checkins/edit_agreement.html", context)


def _say_saved(request: HttpRequest, saved: agreements.Saved, partner: Profile) -> None:
    name = {"name": partner.first_name}
    if saved.agreement.is_signed:
        text = _("Both of you have signed.")
    elif saved.withdrew:
        text = _("Saved and signed by you. %(name)s had signed the former words and signs again.")
    else:
        text = _("Saved and signed by you. Now %(name)s reads and signs.")
    messages.success(request, text % name)


@require_POST
def sign_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    pair = get_running_space(user_of(request), pk, now=now)
    form = SignForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    try:
        signed = agreements.sign(pair, by=me, seen=seen, now=now)
    except agreements.StaleAgreementError:
        name = {"name": pair.partner_of(me).first_name}
        text = _("%(name)s has changed the agreement. Read it once more, then sign.")
        messages.error(request, text % name)
    else:
        _say_saved(request, agreements.Saved(signed), pair.partner_of(me))
    return redirect("agreement", pair.pk)
