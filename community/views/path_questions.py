"""The questions of a check, as HR writes them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import path_steps
from community.access_paths import get_managed_check, get_managed_question
from community.forms.path_desk import QuestionForm
from community.models import CheckQuestion
from profiles.access import user_of

GET_OR_POST = ["GET", "HEAD", "POST"]
MOST = 30


@require_safe
def step_questions(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_managed_check(user_of(request), pk)
    context = {"step": step, "path": step.path, "questions": step.questions.all()[:MOST]}
    return render(request, "community/paths/questions.html", context)


@require_http_methods(GET_OR_POST)
def add_question(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_managed_check(user_of(request), pk)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if step.questions.count() >= MOST:
        messages.error(request, _("A check has %(most)d questions at most.") % {"most": MOST})
        return redirect("step-questions", step.pk)
    if request.method == "POST" and form.is_valid():
        path_steps.add_question(form.fill(CheckQuestion(step=step)), now=timezone.now())
        messages.success(request, _("Question added."))
        return redirect("step-questions", step.pk)
    context = {"form": form, "step": step}
    return render(request, "community/paths/edit_question.html", context)


@require_http_methods(GET_OR_POST)
def edit_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_managed_question(user_of(request), pk)
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, question=question)
    if request.method == "POST" and form.is_valid():
        path_steps.change_question(form.fill(question), now=timezone.now())
        messages.success(request, _("Question saved."))
        return redirect("step-questions", question.step_id)
    context = {"form": form, "step": question.step, "question": question}
    return render(request, "community/paths/edit_question.html", context)


@require_POST
def remove_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_managed_question(user_of(request), pk)
    try:
        path_steps.remove_question(question, now=timezone.now())
    except path_steps.LastStepError:
        text = _("A check in a published path needs a question. Take the step out instead.")
        messages.error(request, text)
    else:
        messages.success(request, _("Question removed."))
    return redirect("step-questions", question.step_id)
