"""What becomes of a question: answered, passed on, marked as helpful, put into the library."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import question_answers, questions
from community.access_questions import (
    asked_of_link,
    get_answer_to,
    get_answerable,
    get_asked,
    get_offered_answer,
)
from community.emails_questions import LINK
from community.forms.questions import AnswerForm, MailAnswerForm
from community.models import Answer, Asked
from matching.forms.fields import posted
from outbox import links
from profiles.access import is_hr, profile_of, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def answer_question(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    question = get_answerable(me, pk)
    known = Answer.objects.filter(question=question, author=me).first()
    form = AnswerForm(posted(request), initial={"words": known.words if known else ""})
    if form.is_bound and form.is_valid():
        try:
            question_answers.write(question, me, form.cleaned_data["words"], now=timezone.now())
        except question_answers.ClosedError:
            messages.warning(request, _("This question is closed: nothing was saved."))
        else:
            words = _("Answer saved. %(name)s reads it.")
            messages.success(request, words % {"name": question.asker.first_name})
        return redirect(question)
    context = {"form": form, "question": question, "known": known}
    return render(request, "community/questions/answer.html", context)


@require_POST
def pass_question(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_asked(profile_of(request), pk)
    if questions.pass_on(asked, now=timezone.now()):
        messages.success(request, _("Passed on. Nobody asks why."))
    return redirect("questions-asked")


@require_POST
def answer_helped(request: HttpRequest, pk: int) -> HttpResponse:
    answer = get_answer_to(profile_of(request), pk)
    if question_answers.helped(answer, now=timezone.now()):
        messages.success(request, _("Good. Whoever else was asked can rest."))
    return redirect(answer.question)


@require_POST
def offer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    answer = get_answer_to(profile_of(request), pk)
    if question_answers.offer(answer, now=timezone.now()):
        words = _("%(name)s is asked. It is shown to others only with a yes.")
        messages.success(request, words % {"name": answer.author.first_name})
    return redirect(answer.question)


@require_POST
def agree_to_share(request: HttpRequest, pk: int) -> HttpResponse:
    answer = get_offered_answer(profile_of(request), pk)
    item = question_answers.agree(answer, is_hr=is_hr(user_of(request)), now=timezone.now())
    if item and item.is_published:
        messages.success(request, _("It is in the library."))
    elif item:
        messages.success(request, _("Thank you. HR looks at it, then everybody finds it."))
    return redirect(answer.question)


@require_POST
def decline_to_share(request: HttpRequest, pk: int) -> HttpResponse:
    answer = get_offered_answer(profile_of(request), pk)
    if question_answers.decline(answer):
        messages.success(request, _("It stays between the two of you."))
    return redirect(answer.question)


@login_not_required
@links.private_page
@require_http_methods(GET_OR_POST)
def question_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    link = links.resolve(token, LINK)
    asked = asked_of_link(link) if link else None
    if link is None:
        raise Http404
    now = timezone.now()
    if asked is None or link.is_expired(now=now):
        return render(request, "community/questions/settled.html")
    with timezone.override(asked.profile.zone):
        known = Answer.objects.filter(question=asked.question, author=asked.profile).first()
        if not (asked.question.is_open or known):
            return render(request, "community/questions/settled.html")
        form = MailAnswerForm(posted(request), initial=_initial(request, asked, known))
        if form.is_bound and form.is_valid() and _take(asked, form):
            return redirect(f"{request.path}?saved=1")
        context = {"form": form, "question": asked.question, "me": asked.profile}
        context |= {"known": known, "is_saved": "saved" in request.GET, "asked": asked}
        return render(request, "community/questions/from_mail.html", context)


def _initial(request: HttpRequest, asked: Asked, known: Answer | None) -> dict[str, Any]:
    """The button of the mail, else what was said before."""
    chosen = request.GET.get("a", "")
    if chosen not in {MailAnswerForm.ANSWER, MailAnswerForm.PASS}:
        is_passed = asked.state == Asked.State.PASSED
        chosen = MailAnswerForm.PASS if is_passed else MailAnswerForm.ANSWER if known else ""
    return {"choice": chosen, "words": known.words if known else ""}


def _take(asked: Asked, form: MailAnswerForm) -> bool:
    """False when it was closed or answered meanwhile: the form says so and keeps the words."""
    data, now = form.cleaned_data, timezone.now()
    if data["choice"] == MailAnswerForm.PASS:
        if asked.state == Asked.State.ANSWERED:
            form.add_error("choice", _("You have answered already. Change the words if you like"))
            return False
        questions.pass_on(asked, now=now)
        return True
    try:
        question_answers.write(asked.question, asked.profile, data["words"], now=now)
    except question_answers.ClosedError:
        form.add_error(None, _("This question is closed: nothing was saved"))
        return False
    return True
