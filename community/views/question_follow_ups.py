"""Asking once more about an answer, and replying to that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import question_follow_ups
from community.access_questions import get_answer_to, get_followed_up
from community.forms.questions import FollowUpForm, ReplyForm
from matching.forms.fields import posted
from profiles.access import profile_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    answer = get_answer_to(profile_of(request), pk)
    form = FollowUpForm(posted(request))
    if not form.is_bound and not question_follow_ups.may_ask(answer):
        return redirect(answer.question)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        if question_follow_ups.ask(answer, words, now=timezone.now()):
            said = _("%(name)s is asked once more.")
            messages.success(request, said % {"name": answer.author.first_name})
            return redirect(answer.question)
        form.add_error(None, _("This question is closed, or you have asked once more already"))
    context = {"form": form, "answer": answer, "question": answer.question}
    return render(request, "community/questions/ask_again.html", context)


@require_http_methods(GET_OR_POST)
def reply_to_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    answer = get_followed_up(profile_of(request), pk)
    form = ReplyForm(posted(request))
    if not form.is_bound and answer.reply:
        return redirect(answer.question)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        if question_follow_ups.reply(answer, words, now=timezone.now()):
            said = _("Sent. Only %(name)s reads it.")
            messages.success(request, said % {"name": answer.question.asker.first_name})
            return redirect(answer.question)
        form.add_error(None, _("You have replied already"))
    context = {"form": form, "answer": answer, "question": answer.question}
    return render(request, "community/questions/reply.html", context)
