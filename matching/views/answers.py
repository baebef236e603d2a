"""The answer to a match, from the mail without signing in or from Home, and what HR does after a
"Not now"."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import (
    answers,
    emails_pairing,
    group_asks,
    group_words,
    pairing_words,
    reasons,
    replacing,
)
from matching.access import get_asked_pair_for, get_managed_pair
from matching.forms.review import AnswerForm, ChosenMentorForm, GroupAnswerForm
from matching.models import Pair
from matching.places import PlacesTakenError
from outbox import links
from profiles.access import user_of
from profiles.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def answer_pair(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    pair = get_asked_pair_for(user, pk, now=timezone.now())
    asked = group_asks.waiting(pair)
    form = _form(request, asked)
    if request.method == "POST" and form.is_valid():
        _say(asked or [pair], form.cleaned_data, by=user)
        return redirect("answer-pair", pair.pk)
    return render(request, "matching/answers/answer.html", _context(pair, asked, form))


@login_not_required
@links.private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer_match(request: HttpRequest, token: str) -> HttpResponse:
    """The link carries the answer; one button sends it, a GET only shows it."""
    link = links.resolve(token, emails_pairing.ANSWER)
    if link is None:
        raise Http404
    number, _colon, answer = link.subject.partition(":")
    pair = Pair.objects.with_people().filter(pk=number).first()
    if pair is None or not isinstance(link.person, User) or pair.asked.user_id != link.person.pk:
        raise Http404
    asked = group_asks.waiting(pair)
    form = _form(request, asked, answer)
    if request.method == "POST" and form.is_valid():
        _say(asked or [pair], form.cleaned_data, by=link.person)
        return redirect("answer-match", token)
    return render(request, "matching/answers/mail.html", _context(pair, asked, form))


def _form(request: HttpRequest, asked: list[Pair], answer: str = "") -> AnswerForm:
    data = request.POST if request.method == "POST" else None
    if len(asked) > 1:
        return GroupAnswerForm(data, pairs=asked, initial={"answer": answer})
    return AnswerForm(data, initial={"answer": answer})


def _say(asked: list[Pair], said: dict[str, Any], *, by: User) -> None:
    """The page says afterwards what the pairs are; a second tap changes nothing."""
    left_out = said.get("left_out", [])
    if said["answer"] != emails_pairing.YES:
        left_out = [pair.pk for pair in asked]
    answers.answer_group(asked, left_out=left_out, by=by, now=timezone.now())


def _context(pair: Pair, asked: list[Pair], form: AnswerForm) -> dict[str, object]:
    """`asked` are the pairs the answer is about, none once it is given."""
    group, me = group_asks.of_group(pair), pair.asked
    pair = asked[0] if asked else pair
    return {
        "pair": pair,
        "partner": pair.partner_of(me),
        "question": group_words.question(asked or group),
        "form": form,
        "is_open": bool(asked),
        "asked": asked,
        "group": group if len(group) > 1 else [],
        "reasons": _reasons(asked) if len(asked) > 1 else reasons.for_reader(pair, me),
        "answer_by": pairing_words.day_of(pair.answer_by, me) if pair.answer_by else "",
    }


def _reasons(asked: list[Pair]) -> list[dict[str, str]]:
    """Each mentee of a group with what speaks for them."""
    return [
        {"sentence": pair.mentee.name, "detail": " ".join(reasons.for_reader(pair, pair.mentor))}
        for pair in asked
    ]


@require_safe
def next_best(request: HttpRequest, pk: int) -> HttpResponse:
    declined = _declined(request, pk)
    waits = answers.without_next_best().filter(pk=declined.pk).exists()
    context = {
        "pair": declined,
        "asked": declined.asked,
        "other": declined.partner_of(declined.asked),
        "program": declined.program,
        "waits": waits,
        "options": replacing.choices(declined, now=timezone.now()) if waits else [],
    }
    return render(request, "matching/answers/next_best.html", context)


@require_POST
def choose_next_best(request: HttpRequest, pk: int) -> HttpResponse:
    declined = _declined(request, pk)
    form = ChosenMentorForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a mentor"))
        return redirect("next-best", declined.pk)
    try:
        pair = replacing.ask(
            declined, form.cleaned_data["mentor"], by=user_of(request), now=timezone.now()
        )
    except (replacing.ReplacementRefusedError, PlacesTakenError) as refusal:
        messages.error(request, str(refusal))
        return redirect("next-best", declined.pk)
    names = {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
    messages.success(request, _("%(mentor)s is asked about %(mentee)s now.") % names)
    return redirect("round", declined.round_id)


@require_POST
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    declined = _declined(request, pk)
    if replacing.let_go(declined, by=user_of(request), now=timezone.now()):
        names = {"mentee": declined.mentee.name}
        words = _("%(mentee)s hears that there is no match yet, and is first in line.") % names
        messages.success(request, words)
    return redirect("round", declined.round_id)


def _declined(request: HttpRequest, pk: int) -> Pair:
    also = ("round__program", "mentee_enrollment__profile")
    pair = get_managed_pair(user_of(request), pk, also=also)
    if pair.state != Pair.State.DECLINED or pair.round_id is None:
        raise Http404
    return pair
