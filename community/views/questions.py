"""Questions: one's own, those sent to one, those one could answer; and asking."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import question_lists, question_page, question_routing, questions
from community.access_questions import get_own_question, get_question
from community.forms.questions import AskForm, TakesForm, offered_by
from community.models import Question
from profiles.access import profile_of
from profiles.fields import ids_in
from profiles.models import Profile, Skill

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def own_questions(request: HttpRequest) -> HttpResponse:
    page = question_lists.own(profile_of(request), _number(request))
    return _list(request, "questions", page)


@require_safe
def questions_asked(request: HttpRequest) -> HttpResponse:
    page = question_lists.sent_to(profile_of(request), _number(request))
    return _list(request, "questions-asked", page)


@require_safe
def questions_open(request: HttpRequest) -> HttpResponse:
    page = question_lists.could_answer(profile_of(request), _number(request))
    return _list(request, "questions-open", page)


def _list(request: HttpRequest, name: str, page: "Page[Question]") -> HttpResponse:
    me = profile_of(request)
    context = {
        "page": page,
        "which": name,
        "tab": "questions",
        "tabs": question_lists.tabs(name),
        "me": me,
        "takes": question_lists.choice_of(me),
    }
    return render(request, "community/questions/list.html", context)


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    found = get_question(me, pk)
    context = question_page.context(found, me, now=timezone.now())
    return render(request, "community/questions/question.html", context)


@require_safe
def ask_question(request: HttpRequest) -> HttpResponse:
    me, person = profile_of(request), _wanted(request)
    skills = Skill.objects.active().filter(pk__in=ids_in([request.GET.get("skill", "")]))
    initial = {"skill": list(skills[:1]) or _only_offer(person)}
    form = AskForm(asker=me, person=person, initial=initial)
    return _ask(request, {"form": form})


@require_POST
def check_question(request: HttpRequest) -> HttpResponse:
    """What there is already, and who would get it. Nothing is sent or saved."""
    me = profile_of(request)
    return _check(request, AskForm(request.POST, asker=me, person=_wanted(request)))


@require_POST
def send_question(request: HttpRequest) -> HttpResponse:
    me, person, now = profile_of(request), _wanted(request), timezone.now()
    form = AskForm(request.POST, asker=me, person=person)
    if not form.is_valid():
        return _ask(request, {"form": form})
    if request.GET.get("to") and person is None:
        # Meant for one colleague: it does not go to others unseen.
        messages.warning(request, _("This colleague cannot be asked right now. Nothing was sent."))
        return _check(request, form)
    made = questions.ask(form.draft(), by=me, nonce=form.cleaned_data["nonce"], now=now)
    if made.asked.exists():
        messages.success(request, _("Your question is on its way."))
    else:
        messages.warning(request, _("Saved. Nobody can be asked right now; see what else helps."))
    return redirect(made)


@require_POST
def close_question(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_own_question(profile_of(request), pk)
    if questions.close(found, now=timezone.now()):
        messages.success(request, _("Closed. Nobody is asked any more."))
    return redirect(found)


@require_http_methods(GET_OR_POST)
def question_choice(request: HttpRequest) -> HttpResponse:
    me, is_post = profile_of(request), request.method == "POST"
    initial = {"most_a_week": question_lists.choice_of(me)}
    form = TakesForm(request.POST if is_post else None, initial=initial)
    if is_post and form.is_valid():
        question_lists.choose(me, form.cleaned_data["most_a_week"])
        messages.success(request, _("Saved."))
        return redirect("question-choice")
    return render(request, "community/questions/choice.html", {"form": form})


def _check(request: HttpRequest, form: AskForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        me, now = profile_of(request), timezone.now()
        context |= question_page.before_sending(form.draft(), me, now=now)
    return _ask(request, context)


def _ask(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context["person"] = context["form"].person
    return render(request, "community/questions/ask.html", context)


def _wanted(request: HttpRequest) -> Profile | None:
    """Whom the link that led here names, while they can be asked; else the question is for all."""
    ids = ids_in([request.GET.get("to", "")])
    if not ids:
        return None
    rows = question_routing.askable(profile_of(request), now=timezone.now())
    return rows.filter(pk__in=ids).first()


def _only_offer(person: Profile | None) -> list[Skill]:
    """Filled in where there is no choice."""
    offers = list(offered_by(person).select_related("skill")[:2]) if person else []
    return [offers[0].skill] if len(offers) == 1 else []


def _number(request: HttpRequest) -> str:
    return request.GET.get("page", "1")
