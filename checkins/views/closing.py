"""Close and celebrate: the page of an ending and what each of the two can do there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import certificate as certificates
from checkins import close_page, closing, contact, farewell, not_taken_off
from checkins.access import get_closing_pair
from checkins.closing_forms import ExtendForm, StoryForm, ThanksForm, WhyForm
from checkins.models import Extension
from matching.models import Pair
from profiles.access import profile_of, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]
RUNS = (Pair.State.ACTIVE, Pair.State.AWAY)


def _pair(request: HttpRequest, pk: int) -> Pair:
    return get_closing_pair(user_of(request), pk, now=timezone.now())


@require_safe
def celebrate(request: HttpRequest, pk: int) -> HttpResponse:
    ending = close_page.of(_pair(request, pk), profile_of(request))
    context = close_page.context(ending, now=timezone.now())
    return render(request, "checkins/closing/celebrate.html", context)


@require_http_methods(GET_OR_POST)
def thank_partner(request: HttpRequest, pk: int) -> HttpResponse:
    """A line to the partner; the first one counts."""
    pair, me = _pair(request, pk), profile_of(request)
    partner = pair.partner_of(me)
    form = ThanksForm(request.POST if request.method == "POST" else None, pair=pair, me=me)
    is_stopped = contact.contact_blocked(pair)
    if request.method == "POST" and form.is_valid() and not is_stopped:
        try:
            farewell.thank(pair, me, **form.cleaned_data, now=timezone.now())
        except farewell.NotNowError:
            return redirect("celebrate", pk)
        name = {"name": partner.first_name}
        messages.success(request, _("Sent: %(name)s sees your line today.") % name)
        return redirect("celebrate", pk)
    mine = farewell.thanks_of(pair).get(me.pk)
    context = {
        "pair": pair,
        "form": form,
        "partner": partner,
        "mine": mine,
        "is_stopped": is_stopped,
    }
    return render(request, "checkins/closing/thank.html", context)


@require_http_methods(GET_OR_POST)
def extend_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """One asks; the other answers on the page of the ending."""
    pair, me = _pair(request, pk), profile_of(request)
    ending = close_page.of(pair, me)
    if not ending.may_ask:
        return redirect("celebrate", pk)
    form = ExtendForm(request.POST if request.method == "POST" else None, days=ending.days)
    if request.method == "POST" and form.is_valid():
        _ask(request, pair, form)
        return redirect("celebrate", pk)
    context = {"pair": pair, "form": form, "partner": ending.partner}
    return render(request, "checkins/closing/extend.html", context)


def _ask(request: HttpRequest, pair: Pair, form: ExtendForm) -> None:
    me = profile_of(request)
    try:
        found = closing.ask(pair, me, until=form.day, now=timezone.now())
    except closing.ClosingRefusedError:
        messages.warning(request, _("This pair cannot go on longer. Here is how it stands."))
        return
    words = {"name": pair.partner_of(me).first_name, "day": date_format(found.until, "j F Y")}
    if found.asked_by_id == me.pk:
        messages.success(request, _("%(name)s has been asked to go on until %(day)s.") % words)
    else:
        messages.success(request, _("%(name)s had asked as well.") % words)


@require_POST
def accept_extension(request: HttpRequest, pk: int, extension: int) -> HttpResponse:
    found = _extension(request, pk, extension)
    if _is_done(closing.agree, found, request):
        day = {"day": date_format(found.until, "j F Y")}
        messages.success(request, _("You go on until %(day)s.") % day)
    return redirect("celebrate", pk)


@require_POST
def decline_extension(request: HttpRequest, pk: int, extension: int) -> HttpResponse:
    found = _extension(request, pk, extension)
    if _is_done(closing.decline, found, request):
        messages.success(request, _("You finish as planned."))
    return redirect("celebrate", pk)


def _is_done(answer: closing.Answer, found: Extension, request: HttpRequest) -> bool:
    try:
        return answer(found, profile_of(request), now=timezone.now())
    except closing.ClosingRefusedError:
        return False


def _extension(request: HttpRequest, pk: int, number: int) -> Extension:
    """An ask of this pair, for the one who is to answer it."""
    pair, me = _pair(request, pk), profile_of(request)
    rows = Extension.objects.filter(pair=pair).exclude(asked_by=me).select_related("pair")
    found = rows.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


@require_http_methods(GET_OR_POST)
def finish_pair(request: HttpRequest, pk: int) -> HttpResponse:
    pair, me = _pair(request, pk), profile_of(request)
    if pair.state not in RUNS:
        return redirect("celebrate", pk)
    if request.method == "POST":
        if closing.finish(pair, by=user_of(request), now=timezone.now()):
            messages.success(request, _("Finished. Thank you for the time you gave each other."))
        return redirect("celebrate", pk)
    context = {"pair": pair, "partner": pair.partner_of(me)}
    return render(request, "checkins/closing/finish.html", context)


@require_http_methods(GET_OR_POST)
def say_why(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing came of it: why, in one tap."""
    pair, me = _pair(request, pk), profile_of(request)
    form = WhyForm(
        request.POST if request.method == "POST" else None,
        initial={"reason": not_taken_off.said(pair, me)},
    )
    if request.method == "POST" and form.is_valid():
        not_taken_off.say(pair, me, form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("Thank you. That helps us to do better."))
        return redirect("celebrate", pk)
    context = {"pair": pair, "form": form, "partner": pair.partner_of(me)}
    return render(request, "checkins/closing/why.html", context)


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader's own; only once the pair is over and the two have met."""
    ending = close_page.of(_pair(request, pk), profile_of(request))
    if not ending.has_certificate:
        raise Http404
    file = certificates.of(ending)
    headers = {"Content-Disposition": 'inline; filename="certificate.pdf"'}
    return HttpResponse(file, content_type="application/pdf", headers=headers)


@require_POST
def wish_to_mentor(request: HttpRequest, pk: int) -> HttpResponse:
    pair = _pair(request, pk)
    farewell.wish_to_mentor(profile_of(request), now=timezone.now())
    messages.success(request, _("Noted. Home tells you when a program is open."))
    return redirect("celebrate", pair.pk)


@require_POST
def forget_wish(request: HttpRequest, pk: int) -> HttpResponse:
    pair = _pair(request, pk)
    farewell.forget_wish(profile_of(request))
    messages.success(request, _("Taken back."))
    return redirect("celebrate", pair.pk)


@require_http_methods(GET_OR_POST)
def story_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A private draft: its author and nobody else."""
    pair, me = _pair(request, pk), profile_of(request)
    story = farewell.story_of(pair, me)
    data = request.POST if request.method == "POST" else None
    form = StoryForm(data, initial={"words": story.words if story else ""})
    if request.method == "POST" and form.is_valid():
        farewell.keep_story(pair, me, form.cleaned_data["words"], now=timezone.now())
        kept = form.cleaned_data["words"]
        messages.success(request, _("Draft saved.") if kept else _("Draft deleted."))
        return redirect("celebrate", pk)
    context = {"pair": pair, "form": form, "partner": pair.partner_of(me)}
    return render(request, "checkins/closing/story.html", context)
