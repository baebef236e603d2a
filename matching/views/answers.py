"""The answer to a match, from the mail without signing in or from Home, and what HR does after a
"Not now"."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import answers, emails_pairing, pairing_words, reasons, replacing
from matching.access import get_asked_pair_for, get_managed_pair
from matching.forms.review import AnswerForm, ChosenMentorForm
from matching.models import Pair
from matching.places import PlacesTakenError
from outbox import links
from profiles.access import user_of
from profiles.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def answer_pair(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    pair = get_asked_pair_for(user, pk, now=timezone.now())
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _say(pair, form.cleaned_data["answer"], by=user)
        return redirect("answer-pair", pair.pk)
    return render(request, "matching/answers/answer.html", _context(pair, form))


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
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial={"answer": answer}
    )
    if request.method == "POST" and form.is_valid():
        _say(pair, form.cleaned_data["answer"], by=link.person)
        return redirect("answer-match", token)
    return render(request, "matching/answers/mail.html", _context(pair, form))


def _say(pair: Pair, answer: str, *, by: User) -> None:
    say = answers.accept if answer == emails_pairing.YES else answers.decline
    try:
        say(pair, by=by, now=timezone.now())
    except answers.AnsweredError as late:
        # The page says what the pair is now; a second tap changes nothing.
        pair.state = late.pair.state


def _context(pair: Pair, form: AnswerForm) -> dict[str, object]:
    return {
        "pair": pair,
        "partner": pair.partner_of(pair.asked),
        "question": pairing_words.question(pair),
        "form": form,
        "is_open": pair.state in answers.ASKED,
        "reasons": reasons.for_reader(pair, pair.asked),
        "answer_by": pairing_words.day_of(pair.answer_by, pair.asked) if pair.answer_by else "",
    }


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
